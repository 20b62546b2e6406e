from odoo.modules import Manifest
from odoo.tests import tagged

from .access_common import AccessCase

OURS = ("police_force", "police_grievance", "police_citizen", "police_desk", "police_live")


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessCase):
    def test_the_table_is_what_happens(self):
        for addon in OURS:
            with self.subTest(addon=addon):
                self._check_table(addon)

    def test_each_addon_with_models_has_a_table(self):
        addons = {
            model._original_module
            for name, model in self.env.items()
            if name.startswith("police.") and not model._abstract
        }
        for addon in addons:
            with self.subTest(addon=addon):
                self.assertTrue(Manifest.for_addon(addon))
                self._read_table(addon)

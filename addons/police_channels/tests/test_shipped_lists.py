import importlib.util
from pathlib import Path

from lxml import etree

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open

from .test_links_of_lists import ADDONS

# What screens, rights and papers consist of: the addon's own, and as it is in each version.
STRUCTURE = (
    *("ir.ui.", "ir.actions.", "ir.rule", "ir.module.category", "res.groups"),
    *("report.paperformat", "web_tour.tour"),
)
# Functions that every upgrade calls again.
CALLED_AGAIN = {
    "police.sla.policy._keep_last_resort": "nobody changes the built-in deadline, and it is never without a version",
    "res.lang._activate_and_install_lang": "the service speaks both languages, its data come in both",
}
MIGRATION = Path(__file__).parent.parent / "migrations" / "19.0.1.2.0" / "post-shipped_lists.py"


@tagged("post_install", "-at_install")
class TestShippedLists(TransactionCase):
    """What an administrator changed or deleted of what an addon shipped stays so in each upgrade."""

    def _nodes(self, tag):
        """(addon, node) of each tag in the data files that every upgrade reads."""
        for addon in ADDONS:
            for path in Manifest.for_addon(addon)["data"]:
                if path.endswith(".xml"):
                    with file_open(f"{addon}/{path}", "rb") as file:
                        for node in etree.fromstring(file.read()).iter(tag):
                            yield addon, node

    def _is_left_alone(self, node):
        """Whether an upgrade passes a node by, once the addon is installed."""
        return any(above.get("noupdate") in ("1", "True") for above in node.iterancestors())

    def _protected(self):
        """External ids of what the code names: nobody can delete it, and an upgrade brings it back."""
        return {
            xmlid
            for model in self.env.registry.descendants(["police.named.mixin"], "_inherit")
            for xmlid in self.env[model]._named_xmlids()
        }

    def test_each_row_is_left_as_it_is(self):
        protected, count = self._protected(), 0
        for addon, record in self._nodes("record"):
            model, xmlid = record.get("model"), f"{addon}.{record.get('id')}"
            if model.startswith(STRUCTURE):
                continue
            count += 1
            with self.subTest(xmlid=xmlid):
                self.assertTrue(self._is_left_alone(record), "an upgrade writes it again")
                if xmlid not in protected:
                    self.assertEqual(
                        record.get("forcecreate"), "False", "an upgrade brings it back"
                    )
        self.assertGreater(count, 100)

    def test_each_function_is_called_once(self):
        again = {
            f"{function.get('model')}.{function.get('name')}"
            for _addon, function in self._nodes("function")
            if not self._is_left_alone(function)
        }
        self.assertEqual(again, set(CALLED_AGAIN))

    def test_no_list_is_a_plain_table(self):
        """Odoo writes a CSV of the manifest again at each upgrade."""
        tables = {
            path
            for addon in ADDONS
            for path in Manifest.for_addon(addon)["data"]
            if path.endswith(".csv")
        }
        self.assertEqual(tables, {"security/ir.model.access.csv"})

    def _migrate(self):
        spec = importlib.util.spec_from_file_location("shipped_lists", MIGRATION)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.1.0")
        self.env.invalidate_all()

    def _ref(self, name):
        return self.env.ref(f"police_channels.{name}", raise_if_not_found=False)

    def test_what_a_database_never_had_comes_with_its_words(self):
        names = (
            *("notice_danger_en", "notice_danger_hi", "notice_code_en", "notice_code_hi"),
            *("notice_new_link_en", "notice_new_link_hi"),
            *("start_tile_aside", "start_tile_all_aside"),
        )
        for name in names:
            self._ref(name).unlink()
        self._ref("notice_received_en").subject = "Ours"
        self._migrate()
        for name in names:
            self.assertTrue(self._ref(name), name)
        tile = self._ref("start_tile_aside")
        self.assertEqual(tile.with_context(lang="hi_IN").name, "अलग रखी गईं, अभी देखी नहीं")
        self.assertEqual(self._ref("notice_received_en").subject, "Ours")

    def test_what_it_had_is_not_brought_back(self):
        self._ref("notice_danger_en").unlink()
        self._ref("notice_received_en").unlink()
        self._migrate()
        self.assertFalse(self._ref("notice_danger_en") or self._ref("notice_received_en"))

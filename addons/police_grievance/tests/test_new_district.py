from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .admin_common import AdminCase

CHECKLIST = "/odoo/action-police_force.police_district_checklist_server_action"


@tagged("post_install", "-at_install")
class TestNewDistrict(HttpCase, AdminCase):
    """A new district set up in a browser, in Hindi, by its own administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_district = cls._make_unit("NAV", "district", "Navpur", cls.zone)
        cls.new_district.name_hindi = "नवपुर"
        cls.new_keeper = cls._make_officer(
            "test_new_keeper", "district_administrator", "head_constable", cls.new_district
        )
        cls.new_keeper.lang = "hi_IN"

    def test_new_district(self):
        self.start_tour(
            "/odoo/action-police_force.police_import_action",
            "police_new_district",
            login="test_new_keeper",
        )
        self._check_force()
        vacant = self.env["police.post"].create(
            {
                "unit_id": self.new_district.id,
                "rank_id": self.rank_constable.id,
                "name": "Vacant desk",
            }
        )
        self.start_tour(CHECKLIST, "police_checklist", login="test_new_keeper")
        vacant.with_user(self.new_keeper).active = False
        self._officers().filtered("may_manage").action_print_slips()
        self.start_tour(CHECKLIST, "police_checklist_complete", login="test_new_keeper")
        self._check_invisible()

    def _officers(self):
        return self.env["police.officer"].with_user(self.new_keeper).search([])

    def _check_force(self):
        below = self.env["police.unit"].search([("id", "child_of", self.new_district.id)])
        stations = below.filtered(lambda unit: unit.kind == "station")
        self.assertEqual((len(below), len(stations)), (25, 20))
        self.assertTrue(all(stations.mapped("circle_id")))
        self.assertEqual(len(self._officers()), 61, "60 and the administrator")
        self.assertEqual(len(self._officers().user_id.police_posting_ids), 61)
        self.assertEqual(
            self.env["police.place"].search_count([("district_id", "=", self.new_district.id)]), 20
        )
        head = self._officers().filtered(lambda officer: officer.login == "N101")
        self.assertEqual((head.role, head.unit_id.code), ("station_head", "NAV-S01"))
        self.assertEqual(head.unit_id.name_hindi, "थाना 1")

    def _check_invisible(self):
        """Nothing of other districts, and nothing for them."""
        elsewhere = self.constable | self.far_head | self.keeper
        self.assertFalse(self._officers().user_id & elsewhere)
        for user in elsewhere:
            officer = self._officer(user, self.new_keeper)
            for act in (officer.action_reset_password, officer.action_leave):
                with self.assertRaises(AccessError):
                    act()
        with self.assertRaises(AccessError):
            self.env["police.complaint"].with_user(self.new_keeper).search([])
        entries = self.env["police.audit.entry"].with_user(self.new_keeper).search([])
        self.assertEqual(entries.district_id, self.new_district)
        visible = self.env["police.officer"].with_user(self.keeper).search([])
        self.assertFalse(visible & self._officers().with_user(self.keeper))

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestStartPage(PoliceCase):
    def _tiles(self, user):
        sections = self.env["police.start.page"].with_user(user).get_sections()
        return {tile["code"]: tile for section in sections for tile in section["tiles"]}

    def test_each_figure_is_the_length_of_the_list_it_opens(self):
        self._complaint(self.station)
        self._complaint(self.station, received_at=fields.Datetime.now() - timedelta(hours=30))
        for user in (self.desk_user, self.constable, self.circle_officer, self.zone_head):
            for code, tile in self._tiles(user).items():
                with self.subTest(user=user.login, tile=code):
                    action = tile["action"]
                    found = (
                        self.env[action["res_model"]].with_user(user).search_count(action["domain"])
                    )
                    self.assertEqual(tile["count"], found)
        self.assertEqual(self._tiles(self.constable)["late"]["count"], 1)
        self.assertEqual(self._tiles(self.other_head)["late"]["count"], 0)

    def test_the_administrator_sees_what_is_missing(self):
        admin = self._make_officer("test_admin", "administrator", "range", self.zone)
        before = self._tiles(admin)["headless"]["count"]
        self._make_unit("STN3", "station", "Headless", self.circle)
        self.assertEqual(self._tiles(admin)["headless"]["count"], before + 1)

    def test_a_district_administrator_sees_the_own_district_only(self):
        keeper = self._make_officer(
            "test_keeper", "district_administrator", "addl_sp", self.district
        )
        before = self._tiles(keeper)["headless"]["count"]
        elsewhere = self._make_unit("ELSE", "district", "Elsewhere", self.zone)
        self._make_unit("STN4", "station", "Headless elsewhere", elsewhere)
        self._make_unit("STN5", "station", "Headless here", self.circle)
        self.assertEqual(self._tiles(keeper)["headless"]["count"], before + 1)

    def test_others_have_no_start_page(self):
        with self.assertRaises(AccessError):
            self.env["police.start.page"].with_user(self.env.ref("base.public_user")).get_sections()

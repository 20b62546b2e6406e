from datetime import timedelta

from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import SQL

from odoo.addons.police_grievance.tests.common import PoliceCase


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

    def test_what_is_to_be_listened_to_shows_until_when(self):
        for code in ("unheard", "unheard_late"):
            action = self._tiles(self.desk_user)[code]["action"]
            view_id, kind = action["views"][0]
            complaints = self.env["police.complaint"].with_user(self.desk_user)
            arch = etree.fromstring(complaints.get_view(view_id, kind)["arch"])
            self.assertEqual(arch.get("default_order"), "listen_by, id", code)
            self.assertTrue(arch.xpath("//field[@name='listen_by']"), code)

    def test_the_administrator_sees_what_is_missing(self):
        admin = self._make_officer("test_admin", "administrator", "range", self.zone)
        before = self._tiles(admin)["headless"]["count"]
        self._make_unit("STN3", "station", "Headless", self.circle)
        self.assertEqual(self._tiles(admin)["headless"]["count"], before + 1)

    def test_the_administrator_sees_which_deadlines_promise_nothing(self):
        admin = self._make_officer("test_admin", "administrator", "range", self.zone)
        keeper = self._make_officer(
            "test_keeper", "district_administrator", "addl_sp", self.district
        )
        self.assertEqual(self._tiles(admin)["deadlines"]["count"], 0)
        empty = self.env["police.sla.policy"].create({"name": "Empty"})
        self.env["police.category"].search([], limit=1).sla_policy_id = empty
        self.assertEqual(self._tiles(admin)["deadlines"]["count"], 1)
        self.assertNotIn("deadlines", self._tiles(keeper))

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


@tagged("post_install", "-at_install")
class TestStartTiles(PoliceCase):
    """Tiles are records: an addon brings its own, an administrator changes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls._make_officer("test_admin", "administrator", "range", cls.zone)
        cls.section = cls.env.ref("police_desk.start_section_station")

    def _make_tile(self, **values):
        tiles = self.env["police.start.tile"].with_user(self.admin)
        return tiles.create(
            {
                "name": "Of this station",
                "code": "own",
                "section_ids": [Command.set(self.section.ids)],
                **values,
            }
        )

    def _sections(self, user):
        return self.env["police.start.page"].with_user(user).get_sections()

    def _codes(self, user):
        return [tile["code"] for section in self._sections(user) for tile in section["tiles"]]

    def test_a_new_tile_stands_in_its_section_and_counts(self):
        self._complaint(self.station)
        self._make_tile(domain="[('is_open', '=', True), ('received_at', '<=', 'now')]", sequence=1)
        [section] = self._sections(self.constable)
        tile = section["tiles"][0]
        self.assertEqual((tile["code"], tile["count"], tile["level"]), ("own", 1, "soon"))
        self.assertNotIn("own", self._codes(self.desk_user))

    def test_the_administrator_makes_one_on_the_screen(self):
        form = Form(self.env["police.start.tile"].with_user(self.admin))
        form.name, form.code = "All of this station", "all"
        form.section_ids.add(self.section)
        form.save()
        self.assertIn("all", self._codes(self.constable))

    def test_who_looks_is_known_to_the_domain(self):
        mine = "[('user_id', '=', uid)]"
        tile = self._make_tile(model="police.registration", domain=mine)
        self.env["police.registration"].with_user(self.constable).create({})
        counts = {
            user: tile["count"]
            for user in (self.constable, self.station_head)
            for tile in self._sections(user)[0]["tiles"]
            if tile["code"] == "own"
        }
        self.assertEqual(counts, {self.constable: 1, self.station_head: 0})
        tile.active = False
        self.assertNotIn("own", self._codes(self.constable))

    def test_what_cannot_be_counted_is_refused(self):
        for values in (
            {"domain": "[('nothing_of_the_kind', '=', 1)]"},
            {"domain": "[('id', '=', __import__('os').getpid())]"},
            {"domain": "[('id', '=', 9**9)]"},
            {"domain": "["},
            {"domain": "5"},
            {"domain": "(" * 300},
            {"model": "res.users"},
            {"model": "police.start.page"},
        ):
            with self.subTest(**values), self.assertRaises(ValidationError):
                self._make_tile(**values)

    def test_a_tile_of_what_went_with_an_addon_is_left_out(self):
        tiles = self._make_tile() | self._make_tile(code="gone") | self._make_tile(code="lost")
        self.env.flush_all()
        gone = {"domain": "[('gone', '=', 1)]", "model": "police.gone"}
        for tile, (name, value) in zip(tiles[1:], gone.items(), strict=True):
            self.env.cr.execute(
                SQL(
                    "UPDATE police_start_tile SET %s = %s WHERE id = %s",
                    *(SQL.identifier(name), value, tile.id),
                )
            )
        self.env.invalidate_all()
        codes = self._codes(self.constable)
        self.assertIn("own", codes)
        self.assertFalse({"gone", "lost"} & set(codes))

    def test_a_tile_of_what_a_role_may_not_search_is_left_out(self):
        self._make_tile(model="police.audit.entry")
        self._make_tile(code="words", domain="[('description', 'ilike', 'a')]")
        codes = self._codes(self.constable)
        self.assertNotIn("own", codes)
        self.assertIn("open", codes)

    def test_tiles_cost_no_query_each(self):
        self._queries()
        few = self._queries()
        for number in range(8):
            self._make_tile(code=f"own{number}", domain="[('is_open', '=', True)]")
        self._queries()
        self.assertEqual(self._queries(), few)
        self.assertIn("own7", self._codes(self.constable))

    def _queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._codes(self.constable)
        return self.env.cr.sql_log_count - before

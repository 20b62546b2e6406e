from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

# 08:30 in India.
MORNING = datetime(2031, 6, 2, 3, 0)


@tagged("post_install", "-at_install")
class TestMorning(PoliceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["police.morning.mail"].search([]).unlink()
        cls.superintendent.lang = "hi_IN"

    def _morning(self, user):
        return self.env["police.supervisor.overview"].with_user(user).get_morning()

    def _tiles(self, user):
        return {tile["code"]: tile for tile in self._morning(user)["tiles"]}

    def _received(self, hours_ago, unit=None, **values):
        received_at = fields.Datetime.now() - timedelta(hours=hours_ago)
        with freeze_time(received_at):
            return self._complaint(unit or self.station, received_at=received_at, **values)

    def test_counts_open_their_lists(self):
        late, fresh = self._received(30), self._received(1)
        tiles = self._tiles(self.superintendent)
        for code, expected in (("late", 1), ("breached", 1), ("silent", 1), ("resolved", 0)):
            with self.subTest(tile=code):
                self.assertEqual(tiles[code]["count"], expected)
        for code, tile in tiles.items():
            with self.subTest(list=code):
                action = tile["action"]
                model = self.env[action["res_model"]].with_user(self.superintendent)
                self.assertEqual(model.search_count(action["domain"]), tile["count"])
        (station,) = self._morning(self.superintendent)["stations"]
        cells = {cell["code"]: cell for cell in station["cells"]}
        self.assertEqual(station["name"], "Rampurwa")
        self.assertEqual(cells["open"]["count"], 2)
        found = self.env["police.complaint"].search(cells["late"]["action"]["domain"])
        self.assertEqual(found, late)
        self.assertNotIn(fresh, found)

    def test_a_station_that_acts_or_answers_is_not_silent(self):
        complaint = self._received(20)
        follow_up = self._follow_up(complaint, "call", next_due_at=fields.Datetime.now())
        self.assertEqual(self._tiles(self.circle_officer)["silent"]["count"], 1)
        follow_up.answer = "We are on it."
        self.assertEqual(self._tiles(self.circle_officer)["silent"]["count"], 0)

    def test_an_escalation_is_no_sign_of_life(self):
        complaint = self._received(30)
        complaint._announce("escalated", rank=self.env.ref("police_force.rank_sp"))
        self.assertEqual(self._tiles(self.circle_officer)["silent"]["count"], 1)

    def test_each_supervisor_sees_the_own_jurisdiction(self):
        elsewhere = self._make_unit("CIRC9", "circle", "Elsewhere", self.district)
        station = self._make_unit("STN9", "station", "Farpur", elsewhere)
        self._received(30, station)
        self.assertEqual(self._tiles(self.circle_officer)["late"]["count"], 0)
        self.assertEqual(self._tiles(self.superintendent)["late"]["count"], 1)
        self.station_head.police_posting_ids.date_to = fields.Datetime.now()
        own = self._tiles(self.circle_officer)["vacant"]
        post = self.env["police.post"].search(own["action"]["domain"])
        self.assertEqual(post, self.station_head.police_posting_ids.post_id)
        self.station.active = False
        self.assertEqual(self._tiles(self.circle_officer)["vacant"]["count"], 0)
        with self.assertRaises(AccessError):
            self._morning(self.constable)

    def test_one_mail_a_day_from_the_morning_on(self):
        self._received(30, text="Asha Example was pushed.", subject="Asha Example")
        for moment, mails in (
            (MORNING - timedelta(hours=1), 0),
            (MORNING, 1),
            (MORNING + timedelta(hours=3), 1),
            (MORNING + timedelta(days=1), 2),
        ):
            with freeze_time(moment), self.enter_registry_test_mode():
                self.env.ref("police_desk.ir_cron_morning_mail").method_direct_trigger()
            sent = self._mails(self.superintendent)
            self.assertEqual(len(sent), mails, moment)
        self.assertFalse(self._mails(self.station_head))
        self.assertFalse(self._mails(self.desk_user))
        body = sent[-1].body_html
        self.assertIn("Rampurwa", body)
        self.assertIn("/odoo/morning", body)
        self.assertNotIn("Asha", sent[-1].subject + body)
        self.assertIn("जून", sent[-1].subject)

    def test_rows_of_long_ago_are_forgotten(self):
        mails = self.env["police.morning.mail"]
        today = fields.Date.today()
        rows = mails.create(
            [
                {"user_id": self.superintendent.id, "date": today - timedelta(days=age)}
                for age in (0, 59, 61)
            ]
        )
        mails._forget()
        self.assertEqual(rows.exists(), rows[:2])

    def test_whoever_acts_has_the_mail_not_whoever_is_on_leave(self):
        self.env["police.posting"].create(
            {
                "post_id": self.superintendent.police_posting_ids.post_id.id,
                "user_id": self.circle_officer.id,
                "kind": "substitute",
            }
        )
        supervisors = self.env["police.morning.mail"]._supervisors()
        self.assertNotIn(self.superintendent, supervisors)
        self.assertEqual(supervisors[self.circle_officer], self.district)

    def _mails(self, user):
        domain = [("email_to", "=", user.email_formatted), ("subject", "like", ": ")]
        return self.env["mail.mail"].search(domain, order="id")

    def test_a_zone_of_old_and_an_hour_that_is_none_stop_no_mail(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE police_unit SET tz = 'IST' WHERE id IN %s", [(self.circle.id, self.station.id)]
        )
        for hour in ("8:30", "24"):
            self._store_hour(hour)
            self.env["police.morning.mail"].search([]).unlink()
            with freeze_time(MORNING), self.enter_registry_test_mode():
                self.env.ref("police_desk.ir_cron_morning_mail").method_direct_trigger()
            told = self.env["police.morning.mail"].search([]).user_id
            self.assertLessEqual(self.superintendent | self.circle_officer, told)

    def _store_hour(self, hour):
        self.env.cr.execute(
            "UPDATE ir_config_parameter SET value = %s WHERE key = %s",
            [hour, "police_grievance.morning_hour"],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache("stable")
        self.env.registry.clear_cache()

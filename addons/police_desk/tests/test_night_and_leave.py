from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

INDIA = timezone("Asia/Kolkata")
DAY = timedelta(days=1)


def last_at(hour):
    """The last time that a clock in India showed a full hour, in naive UTC."""
    now = datetime.now(INDIA)
    moment = INDIA.localize(datetime.combine(now.date(), time(hour)))
    return (moment if moment <= now else moment - DAY).astimezone(utc).replace(tzinfo=None)


@tagged("post_install", "-at_install")
class TestNightAndLeave(HttpCase, PoliceCase):
    """A station head on leave, a circle without officer, two complaints at ten in the evening."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.morning = last_at(8)
        cls.received = cls.morning - timedelta(hours=34)  # 22:00, two evenings before
        # What other complaints of the database owe is none of this story's.
        cls.env["police.complaint"].search([("is_open", "=", True)]).next_escalation_at = False
        cls.head_post = cls.station_head.police_posting_ids.post_id
        cls.substitute = cls._officer("test_substitute", "Substitute")
        cls.successor = cls._officer("test_successor", "Successor")
        cls.everybody = cls.station_head | cls.substitute | cls.successor | cls.superintendent
        cls.everybody.lang = "hi_IN"
        cls.circle_officer.police_posting_ids.date_to = cls.received - DAY
        cls.env["police.posting.leave.wizard"].with_user(cls.superintendent).create(
            {
                "user_id": cls.station_head.id,
                "substitute_id": cls.substitute.id,
                "date_from": cls.received - DAY,
                "date_to": cls.received + 7 * DAY,
            }
        ).action_leave()
        with freeze_time(cls.received):
            cls.complaints = cls._complaint(cls.station, received_at=cls.received)
            cls.complaints |= cls._complaint(
                cls.station, received_at=cls.received, sender_value="second@example.org"
            )
            cls.complaints.post_id = cls.head_post

    @classmethod
    def _officer(cls, login, post):
        """Somebody with the role of a station head, who holds a small post elsewhere."""
        user = cls._make_officer(login, "station_head", "sub_inspector", cls.other_station)
        user.police_posting_ids.post_id.name = post
        return user

    def test_night_and_leave(self):
        self._run("escalate", hours=12)
        self._check_came_up("SHO", self.substitute)
        self._run("escalate", hours=18, minutes=5)
        self._check_came_up("CO", self.superintendent)
        self._run("escalate", hours=24, minutes=5)
        self._check_came_up("SP", self.superintendent)
        self.assertEqual(
            len(self.complaints.activity_ids), 4, "one for each of two people and complaints"
        )
        self._check_morning_mails()
        self._check_the_head_on_leave()
        self.start_tour("/odoo/morning", "police_morning", login="test_sp")
        self.start_tour("/odoo", "police_hand_over", login="test_substitute")
        self.start_tour("/odoo", "police_transfer_officer", login="test_sp")
        self.assertEqual(self.head_post.holder_ids, self.successor)
        self.start_tour("/odoo", "police_new_head", login="test_successor")
        self.start_tour("/odoo", "police_old_head", login="test_head")
        self._check_by_rpc("test_successor", self.complaints)
        self._check_by_rpc("test_head", self.complaints.browse())

    def test_what_comes_up_after_a_standstill_is_one_notice(self):
        self._run("escalate", hours=24, minutes=5)
        (notice,) = self._notices(self.superintendent)
        self.assertEqual(len(notice.escalation_ids), 4)
        self.assertEqual(notice.escalation_ids.complaint_id, self.complaints)

    def _run(self, name, **after):
        """Let a scheduled action run, twice, so long after ten in the evening."""
        for _time in range(2):
            with freeze_time(self.received + timedelta(**after)):
                self.env.ref(f"police_grievance.ir_cron_{name}").method_direct_trigger()
        self.env.invalidate_all()

    def _notices(self, user):
        return self.env["police.notice"].search([("user_id", "=", user.id)])

    def _check_came_up(self, rank, user):
        """Each complaint came up once to a rank, and its holder was told of both in one notice."""
        level = self.complaints.escalation_ids.filtered(lambda row: row.rank_id.code == rank)
        self.assertEqual(level.user_id, user)
        self.assertEqual(len(level), 2)
        self.assertEqual(len(level.notice_id), 1)
        self.assertFalse(self._notices(self.station_head))

    def _check_morning_mails(self):
        self.env["police.morning.mail"].search([]).unlink()
        for moment in (self.morning - timedelta(minutes=5), self.morning, self.morning):
            with freeze_time(moment):
                self.env.ref("police_desk.ir_cron_morning_mail").method_direct_trigger()
        self.env.invalidate_all()
        mails = self.env["police.morning.mail"].search([])
        self.assertEqual(mails.user_id, self.superintendent | self.zone_head)
        self.assertEqual(len(mails), 2)
        mails = self.env["mail.mail"].search(
            [("email_to", "=", self.superintendent.email_formatted)]
        )
        body = mails.sorted("id")[-1].body_html
        self.assertIn("Rampurwa", body)
        self.assertIn("क्षेत्राधिकारी", body)
        self.assertNotIn("Asha", body)

    def _check_the_head_on_leave(self):
        """He reads what his station has, but none of it is his."""
        reading = self.complaints.with_user(self.station_head)
        self.assertEqual(reading.search([]), reading)
        self.assertFalse(reading.search([("is_mine", "=", True)]))
        own = [("user_id", "=", self.station_head.id)]
        self.assertFalse(self.env["mail.activity"].with_user(self.station_head).search(own))

    def _check_by_rpc(self, login, complaints):
        self.authenticate(login, login)
        found = self._call("police.complaint", "search_read", [[]], {"fields": ["number"]})
        self.assertEqual({row["id"] for row in found}, set(complaints.ids))
        activities = self._call("mail.activity", "search_read", [[]], {"fields": ["res_id"]})
        of_complaints = {row["res_id"] for row in activities}
        self.assertEqual(of_complaints, set(complaints.ids))

    def _call(self, model, method, args, kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.make_jsonrpc_request(f"/web/dataset/call_kw/{model}/{method}", params)

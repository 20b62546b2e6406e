from datetime import datetime, timedelta
from unittest.mock import patch
from urllib.parse import urlencode

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.police_channel_mail import PoliceChannelMail
from .sms_common import PHONE, SmsCase

NOON = datetime(2026, 5, 4, 6, 30)
ENDED = (
    *("complaints", "updates", "handovers", "withdrawn", "answered", "aside", "still_open"),
    "messages_lost",
)


@tagged("post_install", "-at_install")
class TestAccount(SmsCase):
    """Each night the ledger is added up: nothing that came is in no column."""

    def setUp(self):
        super().setUp()
        with freeze_time(NOON):
            said = "Thana Kalyanpur me padosi raat ko gana bajata hai"
            self.message = self._arrive(self._sms(said)).message_ids
        self.complaint = self.message.complaint_id.sudo()

    def _account(self, moment=NOON, channel=None):
        """The row of a day, counted that night."""
        with freeze_time(moment), self.enter_registry_test_mode():
            cron = self.env.ref("police_channels.cron_count_days")
            cron.method_direct_trigger()
        self.env.invalidate_all()
        return self.env["police.channel.account"].search(
            [("day", "=", moment.date()), ("channel_id", "=", (channel or self.channel).id)]
        )

    def _ended(self, row):
        return {name: row[name] for name in ENDED if row[name]}

    def test_every_end_has_its_column(self):
        number = self.complaint.number
        with freeze_time(NOON):
            self._arrive(self._sms(f"{number}: gana phir se", "2"))
            self._arrive(self._sms("Your OTP is 1234", "3", sender="JD-BANK"))
            self._arrive(self._sms("Thana Kalyanpur me kooda pada hai", "4", "+910000077124"))
        row = self._account()
        self.assertEqual((row.arrived, row.received, row.unaccounted), (4, 4, 0))
        self.assertEqual(
            self._ended(row), {"complaints": 2, "updates": 1, "still_open": 1}, "nobody has looked"
        )
        machine = self.messages.search([("address", "=", "JD-BANK")])
        machine.action_leave_aside()
        self.assertEqual(self._ended(self._account())["aside"], 1)

    def test_what_a_complaint_became_counts(self):
        for values, name in (
            ({"nature": "emergency"}, "handovers"),
            ({"nature": "non_cognisable", "set_aside": "spam"}, "aside"),
            ({"set_aside": False, "outcome_id": self._outcome_id("withdrawn")}, "withdrawn"),
        ):
            with self.subTest(name):
                names = ", ".join(f"{field} = %s" for field in values)
                self.env.flush_all()
                self.env.cr.execute(
                    f"UPDATE police_complaint SET {names} WHERE id = %s",
                    [value or None for value in values.values()] + [self.complaint.id],
                )
                self.env.invalidate_all()
                self.assertEqual(self._ended(self._account()), {name: 1})

    def _outcome_id(self, code):
        return self.env["police.outcome"].search([("code", "=", code)]).id

    def test_what_is_open_ends_on_its_own_day_later(self):
        with freeze_time(NOON):
            event = self.events._store(
                self.channel, self._sms("Thana: kooda", "5", "+910000077125"), {}
            )
        row = self._account()
        self.assertEqual((row.arrived, row.unread, row.unaccounted), (2, 1, 0))
        with freeze_time(NOON + timedelta(days=2)), trap_jobs():
            event._work()
        later = self._account(NOON + timedelta(days=2))
        self.assertFalse(later.arrived)
        row.invalidate_recordset()
        self.assertEqual((row.unread, row.complaints), (0, 2))

    def test_days_are_those_of_the_office(self):
        late = datetime(2026, 5, 4, 18, 29, 59)
        for number, moment in enumerate((late, late + timedelta(seconds=1)), 6):
            with freeze_time(moment):
                self._arrive(
                    self._sms(f"Thana {number}: kooda", str(number), f"+91000007713{number}")
                )
        self.assertEqual(self._account().received, 2)
        self.assertEqual(self._account(NOON + timedelta(days=1)).received, 1)

    def test_reports_and_repeats_are_arrivals_too(self):
        notice = self._notices(self.complaint, "received")
        notice._finish(state="sent")
        with freeze_time(NOON):
            self._report(notice, 1)
            self._report(notice, 8)
            self._arrive(self._sms(self.message.text, "1") + b"&again=1")
        row = self._account()
        self.assertEqual((row.arrived, row.reports, row.repeats, row.unaccounted), (4, 1, 2, 0))
        self.assertEqual((row.notices, row.told), (1, 1))

    def test_each_state_of_a_notice_has_its_column(self):
        notice = self._notices(self.complaint, "received")
        for state, name in (
            *(("queued", "waiting"), ("sending", "waiting"), ("sent", "told")),
            *(("delivered", "told"), ("passed_on", "another_way"), ("failed", "to_call")),
            *(("unknown", "to_call"), ("set_aside", "unwanted")),
        ):
            notice.state = state
            row = self._account()
            self.assertEqual((row.notices, row[name], row.unaccounted), (1, 1, 0), state)

    def test_what_the_gateway_never_brought_is_told(self):
        said = {
            "event": "missing",
            "id": "m1",
            "from": PHONE,
            "to": "1",
            "time": "2026-05-04 06:00:00",
        }
        with freeze_time(NOON):
            self._arrive(
                urlencode({**said, "text": "Thana: nala band hai", "charset": "UTF-8"}).encode()
            )
        row = self._account()
        self.assertEqual((row.found_missing, row.received), (1, 2))
        # The bytes are deleted earlier than the last recount.
        self.env.cr.execute("UPDATE police_channel_event SET raw = NULL")
        self.assertEqual(self._account().found_missing, 1)

    def test_what_is_in_no_column_is_red_and_calls_the_administrator(self):
        self.message.action = False
        with freeze_time(NOON):
            event = self._arrive(self._sms("Thana: nala", "9", "+910000077139"))
        event.message_ids.event_id = False
        self.assertEqual(event.state, "parsed")
        row = self._account()
        self.assertEqual((row.messages_lost, row.arrivals_lost, row.unaccounted), (1, 1, 2))
        tile = self.env.ref("police_channels.start_tile_unaccounted")
        self.assertEqual(tile.section_ids, self.env.ref("police_desk.start_section_administrator"))
        found = self.env["police.channel.account"].with_user(self.administrator)
        self.assertEqual(found.search([("unaccounted", ">", 0)]), row)

    def test_a_mailbox_says_what_was_not_fetched(self):
        mail = self.env.ref("police_channels.channel_mail")
        with patch.object(PoliceChannelMail, "_left_behind", lambda _row: 7):
            row = self._account(channel=mail)
        self.assertEqual((row.left_behind, row.unaccounted), (7, 0))

    def test_figures_name_nobody_and_are_not_for_stations(self):
        row = self._account()
        for user in (self.administrator, self.desk_user):
            self.assertNotIn(PHONE, str(row.with_user(user).read()))
        with self.assertRaises(AccessError):
            row.with_user(self.constable).read()

    def test_one_statement_for_each_kind(self):
        self._account()
        with freeze_time(NOON + timedelta(days=1)):
            for number in range(20, 26):
                self._arrive(self._sms(f"Thana {number}", str(number), f"+9100000771{number}"))
        with freeze_time(NOON + timedelta(days=1)):
            self.env["police.channel.account"]._count_days()
            with self.assertQueryCount(20):
                self.env["police.channel.account"]._count_days()

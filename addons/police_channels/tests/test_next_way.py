from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters import ADAPTERS
from ..adapters.outgoing import NEVER, Outcome
from ..models.police_channel_mail import PoliceChannelMail
from ..models.police_channel_outgoing import TRIES_IN_ALL, TRIES_ONE_WAY
from .common import StandInServer
from .sms_common import PHONE, SmsCase
from .text_adapter import TextAdapter

MAIL = "asha@example.org"


class ChatAdapter(TextAdapter):
    """Another way to a phone, with addresses of its own kind; it takes nothing at present."""

    kind = "whatsapp"
    address_kind = "whatsapp"

    def send(self, outgoing):
        return Outcome(failure=NEVER, reason="not here")


@tagged("post_install", "-at_install")
class TestNextWay(SmsCase):
    """What does not go by one way goes by the next one, and only then somebody calls."""

    def setUp(self):
        super().setUp()
        said = "Thana Kalyanpur me padosi raat ko gana bajata hai"
        self.complaint = self._arrive(self._sms(said)).message_ids.complaint_id
        self.notice = self._notices(self.complaint, "received")
        self.person = self.complaint.party_ids.complainant_id
        self.phone = self.person.address_ids

    def _address(self, kind, value, **values):
        return self.env["police.complainant.address"].create(
            {"complainant_id": self.person.id, "kind": kind, "value": value, **values}
        )

    def _work(self, *messages, status=400, **replies):
        """Try to send, the gateway answering with `status`, and the mail server as told.

        :return: mails, and what the gateway was asked
        """
        server = StandInServer(**replies)
        with (
            trap_jobs(),
            patch.object(PoliceChannelMail, "_connect", lambda _row: server),
            self._smsbox(status=status) as asked,
        ):
            for message in messages:
                message._work()
        return server.mails, asked

    def _stand_in(self, notice):
        return self.messages.search([("instead_of_id", "=", notice.id)])

    def test_where_no_notices_are_wanted_is_no_way(self):
        self._address("email", MAIL, no_notices_since="2026-01-01")
        self._work(self.notice)
        self.assertFalse(self._stand_in(self.notice))
        self.assertEqual(self.notice.state, "failed")
        self.assertTrue(self.complaint.activity_ids, "somebody calls")

    def test_the_next_way_gets_it_before_the_desk_calls(self):
        self._address("email", MAIL)
        self._work(self.notice)
        self.assertEqual((self.notice.state, self.notice.error), ("passed_on", "undeliverable"))
        self.assertFalse(self.notice.next_attempt_at)
        other = self._stand_in(self.notice)
        self.assertEqual(
            (other.channel_id.kind, other.address, other.event_code, other.state),
            ("email", MAIL, "received", "queued"),
        )
        self.assertIn("{link}", other.text)
        self.assertGreater(len(other.text), len(self.notice.text), "the words of a mail")
        self.assertFalse(self.complaint.activity_ids)
        [mail], _asked = self._work(other)
        self.assertEqual((mail["To"], other.state), (MAIL, "sent"))
        self.assertFalse(self.complaint.activity_ids)

    def test_the_desk_calls_when_no_way_is_left(self):
        self._address("email", MAIL)
        self._work(self.notice)
        other = self._stand_in(self.notice)
        self._work(other, rcpt=550)
        self.assertEqual(other.state, "failed")
        self.assertFalse(self._stand_in(other), "no loop")
        self.assertEqual(len(self.complaint.activity_ids), 1)

    def test_who_is_to_be_called_is_counted_on_the_start_page(self):
        def told():
            sections = self.env["police.start.page"].with_user(self.desk_user).get_sections()
            tiles = [tile for section in sections for tile in section["tiles"]]
            return next(tile["count"] for tile in tiles if tile["code"] == "to_call")

        before = told()
        self._work(self.notice)
        self.assertEqual(told(), before + 1)
        self.complaint.activity_ids.sudo()._action_done()
        self.assertEqual(told(), before)

    def test_a_task_without_a_summary_has_a_name_on_the_screen(self):
        self._work(self.notice)
        task = self.complaint.activity_ids
        [shown] = task.with_user(self.desk_user).activity_format()["mail.activity"]
        self.assertEqual(shown["display_name"], task.activity_type_id.name)

    def test_a_job_waits_for_what_stands_in(self):
        self._address("email", MAIL)
        with trap_jobs() as trap, self._smsbox(status=400):
            self.notice._work()
            jobs = [job.recordset for job in trap.enqueued_jobs]
        self.assertIn(self._stand_in(self.notice), jobs)

    def test_a_refusal_of_ours_goes_another_way(self):
        self._address("email", MAIL)
        self.gateway.entity_id = "1101000000000000001"
        self._work(self.notice)
        self.assertEqual((self.notice.state, self.notice.error), ("passed_on", "no_template"))
        self.assertEqual(self._stand_in(self.notice).address, MAIL)

    def test_a_report_of_failure_goes_another_way_once(self):
        self._address("email", MAIL)
        self.notice._finish(state="sent")
        for kind in (2, 16):
            self._report(self.notice, kind)
        self.assertEqual(self.notice.state, "passed_on")
        self.assertEqual(len(self._stand_in(self.notice)), 1)
        self.assertFalse(self.complaint.activity_ids)

    def test_what_nobody_knows_goes_no_other_way(self):
        self._address("email", MAIL)
        self._work(self.notice, status=500)
        self.assertEqual(self.notice.state, "unknown")
        self.assertFalse(self._stand_in(self.notice))
        self.assertEqual(len(self.complaint.activity_ids), 1)

    def test_the_words_of_an_officer_go_along(self):
        self._address("email", MAIL)
        with trap_jobs():
            self.complaint.sudo()._send_to_citizen("Come on Monday with the papers.")
        notice = self._notices(self.complaint, "message")
        self._work(notice)
        self.assertIn("Come on Monday with the papers.", self._stand_in(notice).text)

    def test_a_second_gateway_takes_over_where_the_first_is_away_for_long(self):
        second = self.env["police.channel"].create(
            {"name": "Second", "kind": "sms", "slug": "sms-2", "address": "1", "sequence": 99}
        )
        self._work(*[self.notice] * (TRIES_ONE_WAY - 1), status=401)
        self.assertEqual((self.notice.state, self.notice.attempts), ("queued", 0))
        self.assertFalse(self._stand_in(self.notice))
        self._work(self.notice, status=401)
        self.assertEqual((self.notice.state, self.notice.error), ("passed_on", "not_accepted"))
        other = self._stand_in(self.notice)
        self.assertEqual((other.channel_id, other.address), (second, PHONE))
        self.assertFalse(self.complaint.activity_ids)

    def test_without_another_way_it_waits_and_in_the_end_somebody_calls(self):
        self._work(*[self.notice] * (TRIES_ONE_WAY + 1), status=401)
        self.assertEqual(self.notice.state, "queued")
        self.assertFalse(self.complaint.activity_ids)
        self.notice.provider_tries = TRIES_IN_ALL - 1
        self._work(self.notice, status=401)
        self.assertEqual(self.notice.state, "failed")
        self.assertEqual(len(self.complaint.activity_ids), 1)
        with trap_jobs():
            self.notice.with_user(self.desk_user).action_retry()
        self._work(self.notice, status=401)
        self.assertEqual((self.notice.state, self.notice.provider_tries), ("queued", 1))

    def test_the_safety_of_the_other_address_holds(self):
        self._address("email", MAIL, is_shared=True)
        self._work(self.notice)
        other = self._stand_in(self.notice)
        [mail], _asked = self._work(other)
        self.assertTrue(other.is_neutral)
        self.assertNotIn(self.complaint.number, mail.as_string())

    def test_a_paused_channel_is_no_way(self):
        self._address("email", MAIL)
        self.env.ref("police_channels.channel_mail").is_paused = True
        self._work(self.notice)
        self.assertEqual(self.notice.state, "failed")
        self.assertEqual(len(self.complaint.activity_ids), 1)

    def test_an_occasion_without_words_there_is_no_way(self):
        self._address("email", MAIL)
        templates = self.env["police.notification.template"]
        templates.search([("kind", "=", "email"), ("event", "=", "received")]).active = False
        self._work(self.notice)
        self.assertEqual(self.notice.state, "failed")

    def test_the_phone_of_a_whatsapp_address_gets_sms(self):
        with patch.dict(ADAPTERS, {ChatAdapter.kind: ChatAdapter}):
            self.env.registry.clear_cache()
            chat = self.env["police.channel"].create(
                {"name": "Chat", "kind": "whatsapp", "slug": "chat", "address": "1", "sequence": 1}
            )
            self.phone.kind = "whatsapp"
            # The same account on WhatsApp: no way of its own.
            self._address("whatsapp", "IN.9100000123456789")
            with trap_jobs():
                self.complaint.sudo()._announce("escalated")
            first = self._notices(self.complaint, "escalated")
            self.assertEqual((first.channel_id, first.address), (chat, PHONE))
            self._work(first)
            second = self._stand_in(first)
            self.assertEqual((second.channel_id, second.address), (self.channel, PHONE))
            [asked] = self._work(second, status=202)[1]
            self.assertEqual(asked["to"], PHONE)
            self.assertFalse(self._stand_in(second))
        self.env.registry.clear_cache()

    def test_the_ways_are_tried_in_the_order_of_the_channels(self):
        mail = self.env.ref("police_channels.channel_mail")
        second = self._address("phone", "+910000077125")
        self._address("email", MAIL)
        for sequence, addresses in (
            (1, [PHONE, MAIL, second.value]),
            (99, [PHONE, second.value, MAIL]),
        ):
            mail.sequence = sequence
            channels = self.env["police.channel"]._by_address_kind()
            ways = self.complaint._ways(self.complaint.party_ids, channels)
            self.assertEqual([way.address.value for way in ways], addresses)

    def test_a_corrected_number_gets_what_waits_and_the_old_one_nothing(self):
        complaint = self.complaint.with_user(self.desk_user)
        complaint._correct_contact(self.person.name or "Asha", "+91 00000 77126")
        _mails, asked = self._work(self.notice, status=202)
        self.assertFalse(asked)
        self.assertEqual((self.notice.state, self.notice.error), ("passed_on", "corrected"))
        other = self._stand_in(self.notice)
        [asked] = self._work(other, status=202)[1]
        self.assertEqual(asked["to"], "+910000077126")

    def test_a_number_struck_out_leaves_it_to_the_desk(self):
        self.complaint.with_user(self.desk_user)._correct_contact("Asha", "")
        _mails, asked = self._work(self.notice, status=202)
        self.assertFalse(asked)
        self.assertEqual((self.notice.state, self.notice.error), ("failed", "corrected"))
        self.assertEqual(len(self.complaint.activity_ids), 1)

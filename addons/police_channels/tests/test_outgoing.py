from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.police_grievance.tools.envelope import EnvelopeFile
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.police_channel_outgoing import SENDING_PAUSES
from .common import ChannelCase


@tagged("post_install", "-at_install")
class TestOutgoing(ChannelCase):
    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id
        self.notice = self._notices(self.complaint)

    def _send(self, message=None, **replies):
        message = message or self.notice
        with self._mail_server(**replies) as server:
            message._work()
        return server.mails

    def test_acknowledgement(self):
        self.assertEqual((self.notice.event_code, self.notice.state), ("received", "queued"))
        [mail] = self._send()
        text = mail.get_body(("plain",)).get_content()
        self.assertEqual(mail["To"], "asha@example.org")
        self.assertIn(self.complaint.number, mail["Subject"])
        self.assertIn(self.complaint.number, text)
        self.assertIn("112", text)
        self.assertEqual(mail["In-Reply-To"], "<one@example.org>")
        self.assertEqual((self.notice.state, self.notice.attempts), ("sent", 1))
        self.assertFalse(self.notice.next_attempt_at)

    def test_the_offices_files_go_with_the_words(self):
        files = [EnvelopeFile("नक्शा.txt", "text/plain", b"the plan\r\n")]
        with trap_jobs():
            self.complaint._send_to_citizen("See the plan.", files)
        reply = self._notices(self.complaint, "message")
        self.assertEqual(reply.evidence_ids, self.complaint.evidence_ids)
        [mail] = self._send(reply)
        [attached] = mail.iter_attachments()
        self.assertEqual(attached.get_filename(), "नक्शा.txt")
        self.assertEqual(attached.get_payload(decode=True), files[0].content)
        self.assertIn("See the plan.", mail.get_body(("plain",)).get_content())

    def test_who_is_asked_gets_a_link_for_each_answer(self):
        with trap_jobs():
            self.complaint.sudo()._move_to("with_station")
            self.complaint.sudo()._move_to("action_taken")
            self.complaint.sudo()._move_to("verification")
        [mail] = self._send(self._notices(self.complaint, "asked"))
        text = mail.get_body(("plain",)).get_content()
        for answer in ("resolved", "not_resolved"):
            self.assertIn(f"?answer={answer}#feedback", text)

    def test_a_reply_says_by_which_channel_it_goes(self):
        [way] = self.complaint._ways_to_citizen()
        self.assertEqual((way.channel, way.address), ("email", "asha@example.org"))
        self.complaint.party_ids.complainant_id.address_ids.kind = "other"
        [way] = self.complaint._ways_to_citizen()
        self.assertEqual((way.channel, way.address), ("", ""))

    def test_link_works_and_is_kept_nowhere(self):
        [mail] = self._send()
        text = mail.get_body(("plain",)).get_content()
        token = text.partition("/complaint/follow/")[2].split()[0]
        redeemed = self.env["police.access.token"]._redeem(token)
        self.assertEqual(redeemed.complaint_id, self.complaint)
        self.assertNotIn(token, self.notice.text)

    def test_in_the_language_of_the_mail(self):
        hindi = self._arrive(
            text="रात भर शोर होता है", Message_ID="<h@example.org>", From="r@example.org"
        )
        latin = self._arrive(
            text="Mera phone chori ho gaya hai kripya madad karein",
            Subject="Phone chori",
            Message_ID="<l@example.org>",
            From="s@example.org",
        )
        for event in (hindi, latin):
            notice = self._notices(event.message_ids.complaint_id)
            self.assertEqual(notice.language, "hi_IN")
            self.assertIn("ख़तरा हो तो तुरंत 112", notice.text)

    def test_sent_once_however_many_jobs_there_are(self):
        self.assertEqual(len(self._send()), 1)
        self.assertEqual(len(self._send()), 0)

    def test_temporary_refusal_is_tried_again_later(self):
        self.assertFalse(self._send(rcpt=451))
        self.assertEqual((self.notice.state, self.notice.attempts), ("queued", 1))
        self.assertGreater(self.notice.next_attempt_at, fields.Datetime.now())
        self.assertEqual(len(self._send()), 1)

    def test_temporary_refusal_without_end_goes_to_the_desk(self):
        self.notice.attempts = len(SENDING_PAUSES)
        self._send(rcpt=451)
        self.assertEqual(self.notice.state, "failed")
        self.assertTrue(self.complaint.activity_ids)

    def test_permanent_refusal_makes_a_call_task(self):
        self._send(rcpt=550)
        self.assertEqual((self.notice.state, self.notice.next_attempt_at), ("failed", False))
        activity = self.complaint.activity_ids
        self.assertEqual(
            activity.activity_type_id,
            self.env.ref("police_channels.mail_activity_type_call_citizen"),
        )
        self.assertNotIn("asha", f"{activity.summary} {activity.note}")
        self.assertFalse(self._send(rcpt=550))

    def test_our_own_server_down_is_no_fault_of_the_message(self):
        for _time in range(20):
            self._send(mail=550)
        self.assertEqual((self.notice.state, self.notice.attempts), ("queued", 0))
        self.assertTrue(self.channel.last_error)

    def test_unknown_outcome_is_not_sent_again(self):
        self._send(dot=None)
        self.assertEqual((self.notice.state, self.notice.next_attempt_at), ("unknown", False))
        self.assertTrue(self.complaint.activity_ids)
        self.assertFalse(self._send())
        self.notice.with_user(self.desk_user).action_settle_sent()
        self.assertEqual(self.notice.state, "sent")

    def test_worker_killed_while_sending(self):
        """The attempt is on record before it is made; afterwards nobody knows, nobody repeats."""
        with self._mail_server():
            self.assertTrue(self.notice._claim())
        self.assertEqual(self.notice.state, "sending")
        self.assertFalse(self._send())
        self.notice.next_attempt_at = fields.Datetime.now()
        self.env["queue.job"].search([]).unlink()
        with self.enter_registry_test_mode(), trap_jobs():
            self.env.ref("police_channels.cron_sweep_messages").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.notice.state, "unknown")

    def test_person_may_send_again(self):
        self._send(dot=None)
        with trap_jobs():
            self.notice.with_user(self.desk_user).action_retry()
        [mail] = self._send()
        self.assertEqual(mail["Message-ID"], self.notice.external_id)

    def test_rate_for_one_address(self):
        self.channel.rate_limit = 2
        with trap_jobs():
            for number in range(3):
                self.complaint.sudo()._send_to_citizen(f"Message {number}")
        notices = self._notices(self.complaint, "message")
        mails = [self._send(notice) for notice in notices.sorted("id")]
        self.assertEqual([len(sent) for sent in mails], [1, 1, 0])
        held = notices.sorted("id")[-1]
        self.assertEqual(held.state, "queued")
        self.assertGreater(held.next_attempt_at, fields.Datetime.now() + timedelta(minutes=50))

    def test_words_of_the_office_are_not_a_template(self):
        with trap_jobs():
            self.complaint.sudo()._send_to_citizen("{deadline} {{7*7}} ${x} %s <b>bold</b>")
        [mail] = self._send(self._notices(self.complaint, "message"))
        self.assertIn(
            "{deadline} {{7*7}} ${x} %s <b>bold</b>", mail.get_body(("plain",)).get_content()
        )
        self.assertIn("&lt;b&gt;bold", mail.get_body(("html",)).get_content())
        self.assertIn("grievance@police.example", mail["From"])

    def test_one_mail_when_received_and_handed_over_at_once(self):
        with trap_jobs():
            self.complaint.sudo()._announce("with_station")
        self.assertFalse(self._notices(self.complaint, "with_station"))
        self._send()
        with trap_jobs():
            self.complaint.sudo()._announce("with_station")
        self.assertEqual(len(self._notices(self.complaint, "with_station")), 1)

    def test_occasions_have_notices_in_both_languages(self):
        templates = self.env["police.notification.template"].search([])
        occasions = {
            "received", "with_station", "transferred", "action_taken", "asked", "escalated",
            "message", "resolved", "closed", "reopened", "new_link", "code", "neutral",
            "danger", "protected",
        }  # fmt: skip
        for language in ("en_US", "hi_IN"):
            of_language = templates.filtered(
                lambda row, language=language: row.language == language
            )
            self.assertEqual(set(of_language.mapped("event")), occasions)

    def test_templates_are_checked(self):
        template = self.env.ref("police_channels.notice_closed_en")
        with self.assertRaises(ValidationError):
            template.body = "{number.__class__} 112"
        with self.assertRaises(ValidationError):
            template.body = "Closed."

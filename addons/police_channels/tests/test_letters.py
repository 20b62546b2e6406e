from datetime import timedelta
from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.police_force.models.mail_mail import PAUSES, Letter
from odoo.addons.police_grievance.tools.number import format_number
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase
from .samples import raw_mail


@tagged("post_install", "-at_install")
class TestLetters(ChannelCase):
    """What officers are told by mail is told once a mail server took it, and tried until then."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station_head.email = "head@police.example"
        cls.complaint = cls._complaint(cls.station)
        with trap_jobs():
            cls.complaint.with_user(cls.constable).action_cognisable()
        cls.notice = cls.env["police.notice"].search([("user_id", "=", cls.station_head.id)])
        cls.row = cls.messages.search([("officer_id", "=", cls.station_head.id)])
        cls.letter = cls.row.letter_id

    def _send(self, **replies):
        with self._mail_server(**replies) as server:
            self.row._work()
        return server.mails

    def _refuses(self):
        self.env.flush_all()
        officers = self.env["police.officer"].with_user(self.administrator)
        return self.station_head.id in officers.search([("refuses_mail", "=", True)]).ids

    def test_told_is_what_a_mail_server_took(self):
        self.assertEqual((self.row.state, self.letter.state), ("queued", "in_ledger"))
        self.assertFalse(self.notice.told_at)
        [mail] = self._send()
        self.assertEqual(mail["To"], "head@police.example")
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        for kind in ("plain", "html"):
            self.assertIn(
                format_number(self.complaint.number), mail.get_body((kind,)).get_content()
            )
        self.assertIn("<li>", mail.get_body(("html",)).get_content())
        plain = mail.get_body(("plain",)).get_content()
        self.assertRegex(plain, r"(?m)^$")
        self.assertRegex(plain, rf"(?m)^- {format_number(self.complaint.number)} \(http")
        self.assertEqual((self.row.state, self.letter.state), ("sent", "sent"))
        self.assertTrue(self.notice.told_at)
        self.assertFalse(self._send(), "whatever else begins it again")

    def test_while_the_relay_is_down_it_waits_without_end(self):
        broken = patch.object(
            type(self.mailbox), "_connect", side_effect=ConnectionRefusedError("down")
        )
        for _attempt in range(12):
            with broken, self.enter_registry_test_mode():
                self.row._work()
            self.env.invalidate_all()
            self.assertEqual((self.row.state, self.notice.told_at), ("queued", False))
            self.assertGreater(self.row.next_attempt_at, fields.Datetime.now())
        self.assertEqual(len(self._send()), 1)
        self.assertTrue(self.notice.told_at)

    def test_its_channel_says_when_one_was_taken_last(self):
        channel = self.row.channel_id
        before = channel.last_out_at
        broken = patch.object(
            type(self.mailbox), "_connect", side_effect=ConnectionRefusedError("down")
        )
        with broken, self.enter_registry_test_mode():
            self.row._work()
        self.env.invalidate_all()
        self.assertTrue(self.row.sent_at)
        self.assertEqual(channel.last_out_at, before)
        self._send()
        self.env.invalidate_all()
        self.assertEqual(channel.last_out_at, self.row.sent_at)

    def test_its_form_says_sent_only_of_what_was_taken(self):
        view = self.messages.get_view(view_type="form")
        fields_shown = etree.fromstring(view["arch"]).xpath("//field[@name='sent_at']")

        def labels():
            row = {"direction": "out", "state": self.row.state, "sent_at": self.row.sent_at}
            shown = [f for f in fields_shown if not safe_eval(f.get("invisible"), row)]
            return [field.get("string", "Sent") for field in shown]

        self.assertEqual(labels(), [])
        broken = patch.object(
            type(self.mailbox), "_connect", side_effect=ConnectionRefusedError("down")
        )
        with broken, self.enter_registry_test_mode():
            self.row._work()
        self.env.invalidate_all()
        self.assertEqual(labels(), ["Last attempt"])
        self._send()
        self.assertEqual(labels(), ["Sent"])

    def test_a_mailbox_that_refuses_is_shown_until_there_is_another(self):
        self._send(rcpt=550)
        self.assertEqual((self.row.state, self.letter.state), ("failed", "exception"))
        self.assertFalse(
            self.notice.told_at
            or self.complaint.activity_ids.filtered(
                lambda task: task.activity_type_id.category == "phonecall"
            )
        )
        self.assertTrue(self._refuses())
        self.station_head.email = "new@police.example"
        self.assertFalse(self._refuses())

    def test_a_bounce_says_so_later(self):
        self._send()
        self.row._learn("failed")
        self.assertTrue(self._refuses())

    def test_a_worker_that_died_while_sending_is_followed_by_another(self):
        """Twice does an officer no harm; in doubt for ever nobody was told."""
        self.row.write({"state": "sending", "next_attempt_at": fields.Datetime.now()})
        with trap_jobs():
            self.row._begin_again()
        self.assertEqual((self.row.state, self.notice.told_at), ("queued", False))
        self.assertEqual(len(self._send()), 1)
        self.assertTrue(self.notice.told_at)

    def test_one_that_breaks_each_worker_ends(self):
        self.row.write({"state": "sending", "attempts": 9})
        self.row._begin_again()
        self.assertEqual((self.row.state, self.row.next_attempt_at), ("unknown", False))

    def test_administrators_send_again_what_failed(self):
        self._send(rcpt=550)
        other = self.row.copy({"officer_id": False, "state": "failed", "external_id": "<y@y>"})
        with self.assertRaises(AccessError):
            other.with_user(self.administrator).action_retry()
        with self.assertRaises(AccessError):
            self.row.with_user(self.desk_user).action_retry()
        with trap_jobs():
            self.row.with_user(self.administrator).action_retry()
        self.assertEqual((self.row.state, self.letter.state), ("queued", "in_ledger"))
        self.assertEqual(len(self._send()), 1)
        self.assertEqual(self.letter.state, "sent")

    def test_what_answers_it_is_no_complaint_and_for_administrators_alone(self):
        self._send()
        answers = {"In_Reply_To": self.row.external_id}
        cases = (
            ("head@police.example", {}, True),
            ("head@police.example", {"Auto_Submitted": "auto-replied"}, True),
            ("asha@example.org", {}, False),
        )
        for number, (sender, headers, is_officers) in enumerate(cases):
            with self.subTest(sender=sender, headers=headers):
                own = {"From": sender, "Message_ID": f"<{number}@example.org>"}
                raw = raw_mail(f"I am on leave {number}", **answers, **headers, **own)
                message = self._arrive(raw, envelope_from=sender).message_ids
                self.assertEqual(bool(message.officer_id), is_officers)
                self.assertEqual(bool(message.complaint_id), not is_officers)
                self.assertFalse(message.is_unseen)
                shown = message.with_user(self.desk_user).search([("id", "=", message.id)])
                self.assertEqual(bool(shown), not is_officers)
                shown = message.with_user(self.administrator).search([("id", "=", message.id)])
                self.assertTrue(shown)

    def test_it_is_no_contact_with_a_citizen(self):
        self.assertFalse(self.row.complaint_id)
        figures = ("backlog", "stuck_count")
        self.row.state = "failed"
        before = [self.channel[name] for name in figures]
        self.row.sudo().unlink()
        self.env.invalidate_all()
        self.assertEqual([self.channel[name] for name in figures], before)

    def test_citizens_at_the_same_address_do_not_wait_for_it(self):
        self.channel.rate_limit = 1
        self._send()
        self.assertFalse(
            self.row.copy(
                {"officer_id": False, "state": "queued", "sent_at": False, "external_id": "<x@x>"}
            )._rate_allows_at()
        )

    def test_only_administrators_see_the_row_and_nobody_the_words(self):
        for user in (self.administrator, self.system):
            row = self.row.with_user(user)
            self.assertEqual(row.search([("id", "=", row.id)]), row)
            self.assertEqual(row.officer_id.id, self.station_head.id)
            with self.assertRaises(AccessError):
                row.read(["address"])
        for user in (self.desk_user, self.zone_head, self.station_head):
            with self.assertRaises(AccessError):
                self.row.with_user(user).read(["state"])
        self.assertFalse(self.row.text or self.row.subject)
        with self.assertRaises(AccessError):
            self.row.with_user(self.administrator).read(["letter_id"])

    def test_the_morning_mail_and_news_of_log_ins_go_the_same_way(self):
        self.superintendent.email = "sp@police.example"
        with trap_jobs():
            self.env["police.morning.mail"]._send({self.superintendent: fields.Date.today()})
            self.env["police.officer"].browse(self.superintendent.id)._tell("reset")
        rows = self.messages.search([("officer_id", "=", self.superintendent.id)])
        self.assertEqual(len(rows), 2)
        mail = self.env["police.morning.mail"].search([("user_id", "=", self.superintendent.id)])
        self.assertFalse(mail.told_at)
        with self._mail_server():
            for row in rows:
                row._work()
        self.assertTrue(mail.told_at)

    def test_without_a_channel_the_queue_tries_again(self):
        self.channel.address = False
        words = ("Subject", "<p>Body</p>")
        with trap_jobs():
            mail = self.env["mail.mail"]._queue_from_office(
                [Letter(self.station_head, *words, about=self.notice)]
            )
        self.assertEqual(mail.state, "outgoing")
        for pause in PAUSES:
            self._refuse(mail)
            self.assertEqual((mail.state, self.notice.told_at), ("outgoing", False))
            self.assertGreaterEqual(
                mail.scheduled_date, fields.Datetime.now() + timedelta(minutes=pause - 1)
            )
        self._refuse(mail)
        self.assertEqual(mail.state, "exception")
        self.assertTrue(self._refuses())
        mail.state = "outgoing"
        servers = type(self.env["ir.mail_server"])
        with (
            patch.object(servers, "_disable_send", return_value=False),
            patch.object(servers, "_connect__", return_value=None),
            patch.object(servers, "send_email", return_value="<taken@police.example>"),
        ):
            mail.send()
        self.assertEqual(mail.state, "sent")
        self.assertTrue(self.notice.told_at)
        self.assertFalse(self._refuses())

    def _refuse(self, mail):
        servers = type(self.env["ir.mail_server"])
        with patch.object(servers, "_connect__", side_effect=ConnectionRefusedError("down")):
            mail.send()

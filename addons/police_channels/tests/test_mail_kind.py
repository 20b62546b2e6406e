from odoo.tests import BaseCase, tagged

from ..adapters.mail.parser import parse_mail
from .samples import delivery_report, raw_mail

OURS = ("grievance@police.example",)


@tagged("post_install", "-at_install")
class TestMailKind(BaseCase):
    def _kind(self, raw, envelope_from=None):
        return parse_mail(raw, envelope_from, OURS).kind

    def test_person(self):
        self.assertEqual(self._kind(raw_mail(), "asha@example.org"), "person")
        self.assertEqual(self._kind(raw_mail(Auto_Submitted="no")), "person")
        for wish in ("All", "DR, OOF, AutoReply"):
            self.assertEqual(self._kind(raw_mail(X_Auto_Response_Suppress=wish)), "person")
        self.assertEqual(self._kind(raw_mail(Subject="Out of office building theft")), "person")

    def test_automatic(self):
        for headers in (
            {"Auto_Submitted": "auto-replied"},
            {"Auto_Submitted": "auto-generated; owner=x"},
            {"X_Autoreply": "yes"},
            {"Precedence": "auto_reply"},
            {"Subject": "Automatic reply: Complaint", "In_Reply_To": "<x@police.example>"},
            {"Subject": "Lalit Mohan is out of office", "In_Reply_To": "<x@police.example>"},
        ):
            self.assertEqual(self._kind(raw_mail(**headers)), "automatic", headers)

    def test_null_return_path(self):
        self.assertEqual(self._kind(raw_mail(), ""), "automatic")

    def test_lists(self):
        for headers in (
            {"List_Id": "<news.example.org>"},
            {"List_Unsubscribe": "<mailto:x@example.org>"},
            {"Precedence": "bulk"},
        ):
            self.assertEqual(self._kind(raw_mail(**headers)), "mailing_list", headers)

    def test_spam_says_the_filter(self):
        self.assertEqual(self._kind(raw_mail(X_Spam_Flag="YES")), "spam")
        self.assertEqual(self._kind(raw_mail(X_Spam_Status="Yes, score=9")), "spam")
        self.assertEqual(self._kind(raw_mail(X_Spam_Status="No, score=1")), "person")

    def test_our_own_coming_back(self):
        self.assertEqual(self._kind(raw_mail(From="x <Grievance@Police.example>")), "own")
        self.assertEqual(self._kind(raw_mail(X_Loop="grievance@police.example")), "own")

    def test_bounce(self):
        mail = parse_mail(delivery_report("<m@police.example>"), "", OURS)
        self.assertEqual(mail.kind, "bounce")
        [report] = mail.reports
        self.assertEqual(report.message_id, "<m@police.example>")
        self.assertEqual((report.status, report.code), ("failed", "5.1.1"))
        self.assertIn("no such user", report.detail)

    def test_read_receipt(self):
        raw = b"""From: asha@example.org
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: message/disposition-notification

Original-Message-ID: <m@police.example>
Disposition: manual-action/MDN-sent-manually; displayed

--b--
"""
        mail = parse_mail(raw, None, OURS)
        self.assertEqual(mail.kind, "automatic")
        self.assertEqual(
            [(r.message_id, r.status) for r in mail.reports], [("<m@police.example>", "read")]
        )

from base64 import b64encode

from odoo.tests import tagged

from .cases import case_mail
from .common import ChannelCase
from .samples import delivery_report

EXIM = """From: Mail Delivery System <Mailer-Daemon@mx.example.org>
To: grievance@police.example
Subject: Mail delivery failed: returning message to sender
Message-Id: <exim@mx.example.org>
X-Failed-Recipients: asha@example.org
Auto-Submitted: auto-replied
Content-Type: text/plain

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  asha@example.org
    host mx.example.org: 550 5.1.1 no such user

------ This is a copy of the message, including all the headers. ------

Return-path: <grievance@police.example>
From: grievance@police.example
To: asha@example.org
Message-ID: OURS
"""
ENCLOSED = """From: MAILER-DAEMON@mx.example.org
To: grievance@police.example
Subject: Returned mail
Message-ID: <enclosed@mx.example.org>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Your mail could not be delivered: 550 5.7.1 refused.
--b
Content-Type: {kind}

From: grievance@police.example
Subject: Complaint: we have it
Message-ID:
 OURS

{words}
--b--
"""
EXCHANGE = """From: Microsoft Outlook
 <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@mail.example.org>
To: grievance@police.example
Subject: Undeliverable: Complaint: we have it
Message-ID: <exchange@mail.example.org>
Content-Type: text/html; charset=utf-8

<html><body><h1>Delivery has failed to these recipients or groups:</h1>
<p>asha@example.org</p><p>The mailbox is full.</p>
<h2>Diagnostic information for administrators:</h2>
<p>#550 5.2.2 RESOLVER.RST; mailbox full ##</p>
<p>Original message headers:</p>
<pre>From: grievance@police.example
Message-ID: OURS_IN_HTML
Subject: Complaint: we have it</pre></body></html>
"""


@tagged("post_install", "-at_install")
class TestBounces(ChannelCase):
    """Whatever form a mail server says it in: the notice has failed, and the desk calls."""

    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id
        self.notice = self._notices(self.complaint)
        self.notice._finish(state="sent")

    def _bounce(self, words, envelope_from=""):
        ours = self.notice.external_id
        in_html = ours.replace("<", "&lt;").replace(">", "&gt;")
        words = words.replace("OURS_IN_HTML", in_html).replace("OURS", ours)
        return self._arrive(words.replace("\n", "\r\n").encode(), envelope_from)

    def _assert_failed(self, event, code=""):
        message = event.message_ids
        self.assertEqual((message.kind, message.state), ("bounce", "set_aside"))
        self.assertEqual(message.complaint_id, self.complaint)
        self.assertFalse(message.is_unseen)
        self.assertEqual(self.notice.state, "failed")
        self.assertEqual(self.notice.receipt_ids.code or "", code)
        call = self.env.ref("police_channels.mail_activity_type_call_citizen")
        self.assertEqual(self.complaint.activity_ids.activity_type_id, call)

    def test_qmail(self):
        swaps = {"<MESSAGE-ID-OF-THE-NOTICE>": self.notice.external_id}
        for envelope_from in ("", None, "MAILER-DAEMON@mx.m03.bugtest.example"):
            self.notice.receipt_ids.unlink()
            self.notice.state = "sent"
            with self.subTest(envelope_from=envelope_from), self.env.cr.savepoint():
                raw = case_mail("b1", swaps).replace(b"<b1@", f"<{envelope_from}b1@".encode())
                self._assert_failed(self._arrive(raw, envelope_from), "5.2.1")

    def test_exim(self):
        self._assert_failed(self._bounce(EXIM), "5.1.1")

    def test_the_mail_enclosed_without_a_report(self):
        self._assert_failed(
            self._bounce(ENCLOSED.format(kind="message/rfc822", words="x")), "5.7.1"
        )

    def test_the_mail_enclosed_in_base64(self):
        enclosed = f"Subject: we have it\nMessage-ID: {self.notice.external_id}\n\nx"
        code = b64encode(enclosed.encode()).decode()
        kind = "message/rfc822\nContent-Transfer-Encoding: base64"
        head = ENCLOSED.format(kind=kind, words="").partition("From: grievance@police.example")[0]
        self._assert_failed(self._bounce(f"{head}{code}\n--b--\n"), "5.7.1")

    def test_its_headers_enclosed_without_a_report(self):
        words = ENCLOSED.format(kind="text/rfc822-headers", words="")
        self._assert_failed(self._bounce(words), "5.7.1")

    def test_a_report_that_names_the_mail_in_its_words_alone(self):
        report = delivery_report("<none@x.example>").decode().replace("\r\n", "\n")
        words = report.replace("Message-ID: <none@x.example>\n", "").replace(
            "I could not deliver your message.", "Not delivered:\n\nMessage-ID: OURS"
        )
        self._assert_failed(self._bounce(words), "5.1.1")

    def test_exchange(self):
        self._assert_failed(self._bounce(EXCHANGE, "postmaster@mail.example.org"), "5.2.2")

    def test_still_trying_is_no_failure(self):
        words = EXIM.replace("X-Failed-Recipients: asha@example.org\n", "").replace(
            "Mail delivery failed: returning message to sender", "Warning: message delayed 24 hours"
        )
        self._bounce(words)
        self.assertEqual(self.notice.state, "sent")
        self.assertEqual(self.notice.receipt_ids.status, "delayed")

    def test_of_no_mail_of_ours_is_for_a_person(self):
        message = self._bounce(EXIM.replace("OURS", "<other@example.org>")).message_ids
        self.assertEqual((message.kind, message.is_unseen), ("bounce", True))
        self.assertEqual(self.notice.state, "sent")

    def test_a_citizen_who_encloses_our_notice_has_failed_nothing(self):
        words = ENCLOSED.format(kind="message/rfc822", words="x")
        words = words.replace("MAILER-DAEMON@mx.example.org", "asha@example.org")
        message = self._bounce(words, "asha@example.org").message_ids
        self.assertEqual(message.kind, "person")
        self.assertEqual(self.notice.state, "sent")

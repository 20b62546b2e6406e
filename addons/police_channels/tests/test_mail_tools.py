from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser

from odoo.tests import BaseCase, tagged

from odoo.addons.police_grievance.tools.placeholders import fill, fill_line, unknown_places

from ..adapters.base import Settings
from ..adapters.mail import MailAdapter
from ..adapters.mail.builder import build_mail
from ..adapters.mail.html import safe_html
from ..adapters.mail.parser import parse_mail
from ..adapters.mail.smtp import hand_over
from ..adapters.outgoing import NEVER, RETRY_LATER, UNKNOWN, Button, Media, Outgoing, Template
from ..tools.signature import is_signed, sign
from .samples import HOSTILE


def outgoing(**values):
    defaults = {
        "external_id": "<m@police.example>",
        "sender": "grievance@police.example",
        "sender_name": "पुलिस शिकायत सेवा",
        "recipient": "asha@example.org",
        "subject": "शिकायत 123",
        "text": "नमस्ते <b>x</b>\n\nhttps://police.example/a?b=1&c=2",
        "language": "hi_IN",
        "date": datetime(2026, 11, 23, tzinfo=UTC),
    }
    return Outgoing(**{**defaults, **values})


class FakeSession:
    """An SMTP server that answers as it is told; `None` breaks the line."""

    def __init__(self, **replies):
        self.replies, self.sent = replies, []

    def _answer(self, step, default):
        reply = self.replies.get(step, default)
        if reply is None:
            raise ConnectionResetError("line broke")
        return reply, b"words"

    def ehlo_or_helo_if_needed(self):
        return None

    def has_extn(self, _name):
        return True

    def mail(self, *_arguments):
        return self._answer("mail", 250)

    def rcpt(self, *_arguments):
        return self._answer("rcpt", 250)

    def docmd(self, _command):
        return self._answer("data", 354)

    def send(self, content):
        self.sent.append(content)
        if len(self.sent) == 1:
            self._answer("body", 0)

    def getreply(self):
        return self._answer("dot", 250)


@tagged("post_install", "-at_install")
class TestMailTools(BaseCase):
    def test_safe_html_asks_nobody_and_runs_nothing(self):
        shown = safe_html(HOSTILE)
        for word in ("evil", "<img", "style", "onclick", "<form", "<input", "javascript"):
            self.assertNotIn(word, shown)
        self.assertIn("words", shown)
        self.assertIn("[map]", shown)
        self.assertIn('href="https://site.example/page"', shown)
        self.assertEqual(safe_html(""), "")

    def test_built_mail(self):
        mail = BytesParser(policy=policy.default).parsebytes(build_mail(outgoing()))
        self.assertEqual(parse_mail(build_mail(outgoing())).sender_name, "पुलिस शिकायत सेवा")
        self.assertEqual(mail["Reply-To"], "grievance@police.example")
        self.assertEqual(mail["Message-ID"], "<m@police.example>")
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        self.assertEqual(mail["X-Loop"], "grievance@police.example")
        self.assertIn("<b>x</b>", mail.get_body(("plain",)).get_content())
        html = mail.get_body(("html",)).get_content()
        self.assertIn("&lt;b&gt;x&lt;/b&gt;", html)
        self.assertIn('href="https://police.example/a?b=1&amp;c=2"', html)

    def test_buttons_are_links_and_media_are_attachments(self):
        mail = BytesParser(policy=policy.default).parsebytes(
            build_mail(
                outgoing(
                    template=Template("received_v2", "hi_IN", ("123",)),
                    buttons=[Button("Yes,\nsettled", url="https://police.example/yes")],
                    media=[Media("plan.png", "image/png", b"\x89PNG")],
                )
            )
        )
        text = mail.get_body(("plain",)).get_content()
        self.assertIn("<b>x</b>", text)
        self.assertEqual(text.splitlines()[-2:], ["", "Yes, settled: https://police.example/yes"])
        self.assertIn('href="https://police.example/yes"', mail.get_body(("html",)).get_content())
        [attached] = mail.iter_attachments()
        self.assertEqual(
            (attached.get_content_type(), attached.get_content()), ("image/png", b"\x89PNG")
        )

    def test_what_no_mail_can_say_is_refused(self):
        session = FakeSession()
        adapter = MailAdapter(Settings(connect=lambda: session))
        for values in (
            {"buttons": [Button("Yes", payload="yes")]},
            {"text": "", "template": Template("received_v2", "hi_IN")},
        ):
            outcome = adapter.send(outgoing(**values))
            self.assertEqual(outcome.failure, NEVER)
            self.assertIn("a mail has", outcome.reason)
        self.assertFalse(session.sent)

    def test_answers_are_threaded(self):
        mail = BytesParser(policy=policy.default).parsebytes(
            build_mail(outgoing(in_reply_to="<c@example.org>"))
        )
        self.assertEqual(mail["In-Reply-To"], "<c@example.org>")
        self.assertEqual(mail["Auto-Submitted"], "auto-replied")

    def test_long_names_and_subjects_arrive_as_they_are(self):
        for name in (
            "Office, the one of the zone, with commas, and more of them, until the line is full",
            'थाना "पुराना" कर्नलगंज, कानपुर नगर (पश्चिम), उत्तर प्रदेश पुलिस शिकायत प्रकोष्ठ',
            ", ".join(["é"] * 30),
            "x" * 300,
            "",
        ):
            raw = build_mail(outgoing(sender_name=name, subject=f"{name} 123"))
            mail = parse_mail(raw)
            self.assertEqual(mail.sender_name, name)
            self.assertEqual(mail.sender, "grievance@police.example")
            self.assertEqual(mail.subject, f"{name} 123".strip())
            self.assertLess(max(map(len, raw.split(b"\r\n"))), 79)

    def test_the_id_that_is_answered_is_not_encoded(self):
        answered = f"<{'x' * 90}@mail.example.org>"
        raw = build_mail(outgoing(in_reply_to=answered))
        for header in ("In-Reply-To", "References"):
            self.assertIn(f"\r\n{header}: {answered}\r\n".encode(), raw)

    def test_no_header_can_be_smuggled_in(self):
        mail = BytesParser(policy=policy.default).parsebytes(
            build_mail(outgoing(subject="x\r\nBcc: victim@example.org\r\n\r\nbody"))
        )
        self.assertIsNone(mail["Bcc"])
        self.assertEqual(mail["Subject"], "x Bcc: victim@example.org body")
        with self.assertRaises(ValueError):
            build_mail(outgoing(recipient="a@example.org\r\nBcc: victim@example.org"))

    def test_only_known_places_are_filled(self):
        self.assertEqual(
            fill("{number}: {text}", {"number": 1, "text": "{number} %s ${x}"}),
            "1: {number} %s ${x}",
        )
        self.assertEqual(
            fill("{number.__class__} {{x}}", {"number": 1}), "{number.__class__} {{x}}"
        )
        self.assertEqual(fill_line("a {text}", {"text": "b\r\nBcc: c"}), "a b Bcc: c")
        self.assertEqual(unknown_places("{number} {evil}", ("number",)), ["evil"])

    def test_signature(self):
        right = sign("secret", "envelope", b"body")
        self.assertTrue(is_signed("secret", "envelope", b"body", right))
        for wrong in (
            ("other", "envelope", b"body"),
            ("secret", "x", b"body"),
            ("secret", "envelope", b"x"),
        ):
            self.assertFalse(is_signed(*wrong, right))
        self.assertFalse(is_signed("", "envelope", b"body", sign("", "envelope", b"body")))
        self.assertFalse(is_signed("secret", "envelope", b"body", None))

    def test_what_became_of_a_mail(self):
        cases = [
            ({}, ""),
            ({"mail": 550}, RETRY_LATER),
            ({"rcpt": 550}, NEVER),
            ({"rcpt": 450}, RETRY_LATER),
            ({"data": 554}, NEVER),
            ({"rcpt": None}, RETRY_LATER),
            ({"body": None}, RETRY_LATER),
            ({"dot": None}, UNKNOWN),
            ({"dot": 552}, NEVER),
            ({"dot": 451}, RETRY_LATER),
        ]
        for replies, failure in cases:
            outcome = hand_over(FakeSession(**replies), "a@police.example", "b@example.org", b"x\n")
            self.assertEqual(outcome.failure, failure, replies)

    def test_dots_are_doubled(self):
        session = FakeSession()
        hand_over(session, "a@police.example", "b@example.org", b"one\n.two\n")
        self.assertEqual(session.sent, [b"one\r\n..two\r\n", b".\r\n"])

from odoo.tests import tagged

from odoo.addons.police_grievance.tools.number import format_number
from odoo.addons.police_grievance.tools.quoted import own_words

from .common import ChannelCase
from .samples import OURS, mail_bytes, mail_of_parts, raw_mail

SAID_BY = f"On Sat, 28 Nov 2026 at 18:17, Grievance desk <{OURS[0]}> wrote:"
PLAIN = "Content-Type: text/plain; charset=utf-8"


@tagged("post_install", "-at_install")
class TestFolded(ChannelCase):
    """A reply on the complaint: each word is there, and our own notice is folded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel.address = OURS[0]

    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id.sudo()
        self.notice = self._notices(self.complaint)[:1]

    def _reply(self, text, **headers):
        headers = {
            "Message_ID": "<two@example.org>",
            "In_Reply_To": self.notice.external_id,
            **headers,
        }
        self._arrive(raw_mail(text, **headers))
        return self._said()

    def _said(self):
        subtype = self.env.ref("police_grievance.mt_from_citizen")
        return self.complaint.message_ids.filtered(lambda row: row.subtype_id == subtype)[:1]

    def _shown(self):
        party = self.complaint.party_ids
        return self.complaint._citizen_view(party, "en_US")["conversation"][-1]

    def _quoted(self):
        text = self.notice._outgoing().text
        self.assertRegex(text, "/complaint/follow/[^ ]{20}")
        return "\n".join([SAID_BY, "", *(f"> {line}" for line in text.split("\n"))])

    def test_notice_is_folded_on_the_complaint_and_on_the_page(self):
        message = self._reply(f"He came again.\n\n{self._quoted()}\n\nHis name is Ravi.")
        self.assertEqual(message.body.count("<details"), 1)
        self.assertEqual(message.body.count("<summary>हमारा संदेश दोहराया गया है</summary>"), 1)
        self.assertIn("Follow it, add something", message.body)
        self.assertEqual(own_words(message.body), "He came again.\n\nHis name is Ravi.")
        shown = self._shown()
        self.assertEqual(shown["text"], "He came again.\n\nHis name is Ravi.")
        self.assertEqual([piece["is_quoted"] for piece in shown["pieces"]], [False, True, False])
        self.assertIn("Follow it, add something", shown["pieces"][1]["text"])
        self.assertEqual(self.complaint._last_words_of_citizen(), shown["text"])

    def test_quoted_link_opens_nothing(self):
        message = self._reply(f"He came again.\n\n{self._quoted()}")
        self.assertIn("/complaint/follow", message.body)
        self.assertNotRegex(message.body, "/complaint/follow/[^ ]")
        again = self._arrive(
            raw_mail(self._quoted(), From="x@y.example", Message_ID="<new@y.example>")
        )
        self.assertNotRegex(again.message_ids.complaint_id.description, "/complaint/follow/[^ ]")

    def test_notice_in_the_other_language(self):
        number = format_number(self.complaint.number)
        quoted = f"> आपकी शिकायत मिल गई है।\n> नंबर: {number}"
        message = self._reply(f"मैं कल घर पर मिलूँगी।\n\n{SAID_BY}\n\n{quoted}")
        self.assertEqual(own_words(message.body), "मैं कल घर पर मिलूँगी।")

    def test_what_only_looks_like_a_quotation_stays(self):
        for sample in ("r1", "r2", "r3", "r4"):
            raw = mail_bytes(sample).partition(b"\n\n")[2].decode()
            message = self._reply(raw, Message_ID=f"<{sample}@example.org>")
            self.assertNotIn("<details", message.body)
            for line in filter(str.strip, raw.split("\n")):
                self.assertIn(line.strip(), self._shown()["text"])

    def test_of_somebody_else_it_is_folded_too(self):
        self._reply(f"I know him.\n\n{self._quoted()}", From="ravi@other.example")
        [row] = self.complaint.stranger_words_ids
        self.assertEqual(row.words.count("<details"), 1)

    def test_nothing_but_our_notice(self):
        message = self._reply(self._quoted())
        self.assertEqual((own_words(message.body), message.body.count("<details")), ("", 1))

    def test_signature_above_is_hidden_with_the_name(self):
        """The end of the letter is where the citizen's words end."""
        self.complaint._set_confidentiality("confidential")
        message = self._reply(
            f"Come soon.\n\nYours faithfully\nKamla Quillfeather\n\n{self._quoted()}"
        )
        self.assertNotIn("Quillfeather", message.body)
        self.assertIn("Follow it, add something", message.body)

    def test_files_without_words_are_named(self):
        sunita = "sunita.test@rediffmail.example"
        answered = b"4c83536e2620200d8520bb8e8f17db6b@police.example"
        self.complaint.party_ids.complainant_id._add_address("email", sunita)
        raw = mail_bytes("51").replace(answered, self.notice.external_id[1:-1].encode())
        self._arrive(raw)
        self._arrive(raw.replace(b"m51@", b"m52@").replace(sunita.encode(), b"ravi@other.example"))
        self.assertEqual(self._shown()["text"], "Attached: medical report.pdf")
        other = self.env.ref("police_grievance.mt_from_other")
        [theirs] = self.complaint.message_ids.filtered(lambda row: row.subtype_id == other)
        self.assertIn("Attached: medical report.pdf", theirs.body)

    def test_files_beside_our_notice_are_named(self):
        picture = "Content-Type: image/png; name=gate.png"
        raw = mail_of_parts((PLAIN, self._quoted()), (picture, "x"))
        head = f"In-Reply-To: {self.notice.external_id}\r\n".encode()
        self._arrive(head + raw.replace(b"one@", b"two@"))
        self.assertEqual(self._shown()["text"], "Attached: gate.png")
        self.assertEqual(len(self._shown()["pieces"]), 2)

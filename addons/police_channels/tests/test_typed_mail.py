from email.message import EmailMessage

from odoo.tests import tagged

from odoo.addons.police_grievance.tests.document_samples import petition_docx

from ..adapters.incoming import Incoming
from ..tools.kept import pack, unpack
from .common import ChannelCase

SUBJECT = "izkFkZuk i="
PETITION = (
    "lsok esa]\nJheku iqfyl v/kh{kd egksn; bVkokA\n"
    "egksn; fuosnu gS fd esjh eksVj lkbfdy Fkkuk tloUruxj {ks= ls pksjh gks x;h gSA "
    "d`i;k fjiksVZ ntZ djus dh d`ik djsaA\nizkFkhZ jktsUnz dqekj\n"
)


@tagged("post_install", "-at_install")
class TestTypedMail(ChannelCase):
    """A mail typed for the font Kruti Dev."""

    def _typed_mail(self):
        mail = EmailMessage()
        mail["From"], mail["To"] = "Rajendra <rajendra@example.org>", "grievance@police.example"
        mail["Subject"], mail["Message-ID"] = SUBJECT, "<typed@example.org>"
        mail.set_content(PETITION, cte="base64")
        mail.add_alternative(f"<div>{PETITION.replace(chr(10), '<br>')}</div>", subtype="html")
        return bytes(mail)

    def test_it_is_read_routed_and_answered_in_hindi(self):
        self.station.name_hindi = "जसवन्तनगर"
        message = self._arrive(self._typed_mail()).message_ids
        complaint = message.complaint_id
        self.assertEqual(complaint.subject, "प्रार्थना पत्र")
        self.assertIn("मेरी मोटर साइकिल थाना जसवन्तनगर क्षेत्र से चोरी", complaint.description)
        self.assertEqual((complaint.unit_id, complaint.language), (self.station, "hi_IN"))
        self.assertEqual(self._notices(complaint).mapped("language"), ["hi_IN"])

    def test_the_ledger_and_the_complaint_keep_it_as_it_arrived(self):
        message = self._arrive(self._typed_mail()).message_ids
        self.assertEqual((message.subject, message.text), (SUBJECT, PETITION.strip()))
        self.assertEqual(message.complaint_id.as_arrived, f"{SUBJECT}\n\n{PETITION.strip()}")

    def test_it_is_the_same_when_it_is_tried_again(self):
        arrived = Incoming(
            "<typed@example.org>", "", self._envelope(PETITION.strip(), subject=SUBJECT)
        )
        arrived.envelope.make_readable()
        again = unpack(pack(arrived)).envelope
        again.make_readable()
        self.assertEqual(again, arrived.envelope)

    def test_the_words_of_a_file_where_the_mail_has_none(self):
        self.station.name_hindi = "जसवन्तनगर"
        content = petition_docx(PETITION)
        mail = EmailMessage()
        mail["From"], mail["To"] = "Rajendra <rajendra@example.org>", "grievance@police.example"
        mail["Subject"], mail["Message-ID"] = "petition", "<file@example.org>"
        mail.set_content("")
        mail.add_attachment(content, maintype="application", subtype="msword", filename="p.docx")
        complaint = self._arrive(bytes(mail)).message_ids.complaint_id
        self.assertIn("मेरी मोटर साइकिल थाना जसवन्तनगर", complaint.description)
        self.assertEqual((complaint.unit_id, complaint.language), (self.station, "hi_IN"))
        file = complaint.evidence_ids.with_user(self.desk_user)
        self.assertEqual(file.readable, complaint.description)
        self.assertEqual(file.sudo().attachment_id.raw, content)
        self.assertEqual(file._verify(), {file: True})
        self.assertEqual(file.action_read()["res_id"], file.id)

    def test_a_file_beside_words_is_read_for_the_desk_alone(self):
        mail = EmailMessage()
        mail["From"], mail["To"] = "Rajendra <rajendra@example.org>", "grievance@police.example"
        mail["Subject"], mail["Message-ID"] = "petition", "<both@example.org>"
        mail.set_content("Please see the file.")
        mail.add_attachment(
            petition_docx(PETITION), maintype="application", subtype="msword", filename="p.docx"
        )
        complaint = self._arrive(bytes(mail)).message_ids.complaint_id
        self.assertEqual(complaint.description, "Please see the file.")
        self.assertIn("जसवन्तनगर", complaint.evidence_ids.readable)

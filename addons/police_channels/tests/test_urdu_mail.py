from odoo.tests import tagged

from .common import ChannelCase

WORDS = "میری دکان رامپوروہ میں ہے۔ کل رات تالا توڑ کر چوری ہو گئی۔"


@tagged("post_install", "-at_install")
class TestUrduMail(ChannelCase):
    def test_answered_in_hindi(self):
        complaint = self._arrive(text=WORDS, Subject="shikayat").message_ids.complaint_id
        self.assertEqual((complaint.unit_id, complaint.language), (self.station, "hi_IN"))
        self.assertEqual(self._notices(complaint).mapped("language"), ["hi_IN"])

    def test_answered_in_urdu_where_there_are_notices(self):
        self.env["res.lang"].create(
            {
                "name": "Urdu",
                "code": "ur_IN",
                "iso_code": "ur",
                "url_code": "ur",
                "active": True,
                "direction": "rtl",
            }
        )
        self.env["police.notification.template"].create(
            {
                "event": "received",
                "kind": "email",
                "language": "ur_IN",
                "subject": "شکایت {number}",
                "body": "خطرے میں 112",
            }
        )
        complaint = self._arrive(text=WORDS, Subject="shikayat").message_ids.complaint_id
        self.assertEqual(complaint.language, "ur_IN")
        self.assertIn("ur_IN", self._notices(complaint).mapped("language"))
        english = self._arrive(Message_ID="<two@example.org>").message_ids.complaint_id
        self.assertEqual(english.language, "en_US")

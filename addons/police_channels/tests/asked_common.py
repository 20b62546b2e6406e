from datetime import timedelta

from odoo import fields

from odoo.addons.queue_job.tests.common import trap_jobs

from .sms_common import PHONE, SmsCase

OTHER = "+910000077124"
SAID = "Thana Kalyanpur me padosi raat ko gana bajata hai"


class AskedCase(SmsCase):
    """A complaint that came by SMS and is with its station, and more SMS from its sender."""

    def setUp(self):
        super().setUp()
        self.complaint = self._say(SAID).complaint_id
        self.person = self.complaint.party_ids.complainant_id
        self.address = self.person.address_ids
        self.person.language = "en_US"
        self.complaint.write(self.complaint._unit_values(self.station))
        with trap_jobs():
            self.complaint._move_to("with_station")

    def _say(self, text, sender=PHONE):
        """:return: the ledger's row of an SMS, worked on"""
        return self._arrive(self._sms(text, str(next(self._serial)), sender)).message_ids

    def _answer(self, text, sender=PHONE):
        """:return: the row of the answer to an SMS"""
        # What waits, or went out just now, is not said again.
        earlier = self.messages.search([("reply_code", "!=", False)])
        earlier.sent_at = fields.Datetime.now() - timedelta(minutes=6)
        earlier.filtered(lambda row: row.state == "queued").state = "sent"
        message = self._say(text, sender)
        self.assertEqual((message.state, message.action), ("done", "answered"), text)
        return self.messages.search([("in_reply_to", "=", message.external_id)])

    def _ask(self, text, code, sender=PHONE):
        answer = self._answer(text, sender)
        self.assertEqual(answer.reply_code, code, text)
        self.assertEqual((answer.state, answer.address), ("queued", sender))
        self.assertIn("112", answer.text)
        return answer

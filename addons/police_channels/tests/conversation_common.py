from datetime import timedelta
from urllib.parse import urlencode

from .chat_adapter import chats_spoken
from .sms_common import PHONE, SmsCase

OTHER = "+910000077124"
WHAT = "Raat ko do baje tak gana bajta hai, koi sunta nahi"


class ConversationCase(SmsCase):
    """Short messages of one sender, and what they are asked.

    :cvar has_buttons: by a chat such as WhatsApp; else by SMS
    """

    converses = True
    has_buttons = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talks = cls.env["police.conversation"].sudo()
        cls.district.name, cls.station.name = "Kanpur Nagar", "Kalyanpur"
        cls.env["police.routing"].env.registry.clear_cache()

    def setUp(self):
        super().setUp()
        if self.has_buttons:
            patcher = chats_spoken()
            patcher.start()
            self.addCleanup(patcher.stop)
            self.env.registry.clear_cache()
            self.addCleanup(self.env.registry.clear_cache)

    def _say(self, text="", sender=PHONE, **said):
        """One message of a citizen.

        :param said: what else a chat with buttons brings; see chat_adapter
        """
        number = str(next(self._serial))
        if self.has_buttons:
            raw = urlencode({"id": number, "from": sender, "text": text, **said}).encode()
        else:
            raw = self._sms(text, number, sender)
        return self._arrive(raw).message_ids

    def _arrive(self, raw):
        event = super()._arrive(raw)
        self.assertNotEqual(event.message_ids.state, "failed", event.message_ids.detail)
        return event

    def _asked(self, message):
        """:return: codes of the answers that a message got, in their order"""
        rows = self.messages.search([("in_reply_to", "=", message.external_id)], order="id")
        return [code for code in rows.mapped("reply_code") if code]

    def assertProposed(self, complaint, station):
        """It waits for the desk to confirm a station."""
        self.assertEqual((complaint.routing_state, complaint.stage_code), ("proposed", "received"))
        self.assertEqual(complaint.proposed_unit_id, station)
        self.assertEqual(complaint.unit_id, self.zone)

    def _last(self, code):
        return self.messages.search([("reply_code", "=", code)], limit=1)

    def _later(self, **delta):
        """As if all had come so long ago."""
        ago = timedelta(**delta)
        for row in self.messages.search([("address", "in", (PHONE, OTHER))]):
            row.happened_at -= ago
        for talk in self.talks.search([]):
            talk.asked_at -= ago

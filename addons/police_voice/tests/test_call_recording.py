import json

from odoo import fields
from odoo.tests import tagged

from odoo.addons.police_channels.tests.voice_common import call, sound

from .taker_common import NAME, TakerCase

SERIAL = NAME.partition(".")[2]


@tagged("post_install", "-at_install")
class TestCallRecording(TakerCase):
    """What a caller and a call taker said becomes the complaint's, whichever comes first."""

    def setUp(self):
        super().setUp()
        self._talks("taker-1", ("consent", "yes"))
        self.recording = sound(4)

    def _hand_over(self):
        """The call, and what was recorded in it."""
        steps = (("member", "PJSIP/taker-1"), ("consent", "yes"), ("ended", "1767348100"))
        self._arrive(call(SERIAL, *steps))
        facts, _newline, content = call(SERIAL, *steps, recording=self.recording).partition(b"\n")
        raw = json.dumps({**json.loads(facts), "piece": 1}).encode() + b"\n" + content
        return self._arrive(raw).message_ids

    def _register(self, **values):
        """What the call taker wrote down while they talked."""
        draft = self._call().registration_id or self.env["police.registration"].create(
            {"channel": "voice", "user_id": self.desk_user.id}
        )
        self._call().registration_id = draft
        complaint = self._complain("+910000077321")
        if values:
            complaint.sudo().write(values)
        draft.sudo()._finish("registered", complaint)
        return complaint

    def _conversations(self, complaint):
        return complaint.evidence_ids.filtered(lambda row: "conversation" in row.name)

    def test_what_the_caller_agreed_to_is_told_while_they_talk(self):
        self.assertEqual(self._call().consent, "yes")
        self._rings(name="1767348000.2")
        self.assertFalse(self._call("1767348000.2").consent)

    def test_the_screen_says_while_it_is_recorded(self):
        """Held, nobody is on the line with the caller; and who has not agreed, never is."""
        agreed = ("consent", "yes")
        self.assertTrue(self._call()._for_screen()["is_recorded"])
        self._tell(self._told(("taker", "taker-1"), agreed, held=True))
        self.assertFalse(self._call()._for_screen()["is_recorded"])
        self._talks("taker-1", agreed)
        self.assertTrue(self._call()._for_screen()["is_recorded"])
        for number, told in enumerate((("consent", "no"), ("key", "1")), 2):
            name = f"1767348000.{number}"
            self._talks("taker-2", told, name=name)
            self.assertFalse(self._call(name)._for_screen()["is_recorded"])

    def test_registered_first(self):
        complaint = self._register()
        recorded = self._hand_over()
        self.assertEqual(recorded.complaint_id, complaint)
        [conversation] = self._conversations(complaint)
        self.assertEqual(conversation.attachment_id.raw, self.recording)

    def test_recorded_first(self):
        recorded = self._hand_over()
        self.assertFalse(recorded.complaint_id)
        complaint = self._register()
        [conversation] = self._conversations(complaint)
        self.assertEqual(conversation.attachment_id.raw, self.recording)
        # Written once more it is not kept twice.
        self._call().complaint_id = complaint
        self.assertEqual(len(self._conversations(complaint)), 1)

    def test_no_call_is_made_of_a_recording(self):
        self._hand_over()
        self.assertEqual(self.calls.search([("exchange_call", "like", f"{NAME}%")]), self._call())

    def test_of_an_anonymous_complaint_nothing_is_kept(self):
        complaint = self._register(confidentiality="anonymous")
        self._is_forgotten(self._hand_over(), complaint)

    def test_nor_of_one_that_was_recorded_before(self):
        recorded = self._hand_over()
        self._is_forgotten(recorded, self._register(confidentiality="anonymous"))

    def _is_forgotten(self, recorded, complaint):
        self.assertFalse(recorded.address or recorded.complaint_id)
        self.assertEqual(recorded.event_id.purge_on, fields.Date.today())
        self.assertFalse(self._conversations(complaint))

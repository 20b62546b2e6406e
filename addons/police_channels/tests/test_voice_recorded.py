import hashlib
import json

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .voice_common import PHONE, VoiceCase, call, sound

TALKED = (("phase", "person"), ("consent", "yes"), ("member", "PJSIP/taker-1"))


@tagged("post_install", "-at_install")
class TestVoiceRecorded(VoiceCase):
    """What callers and call takers say to each other, where the caller has agreed."""

    def _conversation(self, serial="1", piece=1, recording=None, **more):
        """As the voice door hands over a piece of a conversation."""
        facts, _newline, content = call(
            serial, *TALKED, recording=recording or sound(4), **more
        ).partition(b"\n")
        return json.dumps({**json.loads(facts), "piece": piece}).encode() + b"\n" + content

    def _talk(self, serial="1", **more):
        """A call to a call taker, and what was said in it."""
        talked = self._arrive(call(serial, *TALKED)).message_ids
        return talked, self._arrive(self._conversation(serial, **more)).message_ids

    def test_the_ledger_keeps_what_the_caller_said_to_being_recorded(self):
        for serial, told in enumerate(("yes", "no", "perhaps", "")):
            message = self._ring(f"c{serial}", ("consent", told)).message_ids
            self.assertEqual(message.consent, told if told in ("yes", "no") else False)

    def test_without_a_complaint_it_is_nobodys_evidence(self):
        talked, recorded = self._talk()
        self.assertEqual((talked.kind, recorded.kind), ("talked", "recorded"))
        self.assertEqual((recorded.state, recorded.is_unseen), ("set_aside", False))
        self.assertFalse(recorded.complaint_id)
        self.assertFalse(self.env["police.evidence"].search([("name", "like", "conversation-%")]))

    def test_of_a_call_that_is_a_complaint_it_is_evidence(self):
        recording = sound(5)
        complaint = self._speak("1").message_ids.complaint_id
        recorded = self._arrive(self._conversation("1", recording=recording)).message_ids
        self.assertEqual(recorded.complaint_id, complaint)
        words, conversation = complaint.evidence_ids.sorted("id")
        self.assertEqual(conversation.attachment_id.raw, recording)
        self.assertEqual(conversation.sha256, hashlib.sha256(recording).hexdigest())
        self.assertIn(conversation, complaint._citizen_files())
        self.assertNotEqual(words, conversation)

    def test_a_call_that_becomes_a_complaint_later(self):
        recording = sound(5)
        _talked, recorded = self._talk("1", recording=recording)
        second = self._arrive(self._conversation("1", piece=2, recording=sound(2))).message_ids
        complaint = self._speak("2").message_ids.complaint_id
        found = self.messages._recorded_of(self.channel, [recorded._call_id()])
        self.assertEqual(found, recorded | second)
        recorded._keep_recordings(complaint)
        conversation = complaint.evidence_ids.filtered(lambda row: "conversation" in row.name)
        self.assertEqual(conversation.attachment_id.raw, recording)
        found = self.messages._recorded_of(self.channel, [recorded._call_id()])
        self.assertEqual(found, second)

    def test_somebody_else_on_the_phone_is_not_on_the_complainants_page(self):
        complaint = self._speak("1").message_ids.complaint_id
        for serial, sender in (("2", "+910000077999"), ("3", "anonymous")):
            _talked, recorded = self._talk(serial, sender=sender)
            recorded._keep_recordings(complaint)
        conversations = complaint.evidence_ids.filtered(lambda row: "conversation" in row.name)
        self.assertEqual(len(conversations), 2)
        self.assertFalse(conversations & complaint._citizen_files())

    def test_it_comes_again_and_counts_once(self):
        complaint = self._speak("1").message_ids.complaint_id
        for _time in range(2):
            self._arrive(self._conversation("1"))
        self.assertEqual(len(complaint.evidence_ids), 2)

    def test_once_its_time_is_over_nothing_is_left_to_keep(self):
        _talked, recorded = self._talk()
        self.env.cr.execute(
            "UPDATE police_channel_event SET raw = NULL WHERE id = %s", recorded.event_id.ids
        )
        complaint = self._speak("2").message_ids.complaint_id
        recorded._keep_recordings(complaint)
        self.assertEqual(len(complaint.evidence_ids), 1)

    def test_the_administrator_decides_whether_callers_are_asked(self):
        row = self.channel._own_settings()[self.channel]
        ask = {"ask": "recording"}
        self.assertEqual(row._answer(self.channel.id, ask), {"is_wanted": True})
        with self.assertRaises(AccessError):
            row.with_user(self.desk_user).is_recorded = False
        administrator = "police_force.group_administrator"
        user = new_test_user(self.env, "test_admin_of_calls", groups=administrator)
        row.with_user(user).is_recorded = False
        self.assertEqual(row._answer(self.channel.id, ask), {"is_wanted": False})
        changed = [("model", "=", row._name), ("user_id", "=", user.id)]
        self.assertEqual(len(self.env["police.audit.entry"].sudo().search(changed)), 1)

    def test_the_phone_of_whoever_is_recorded_is_in_the_ledger(self):
        _talked, recorded = self._talk()
        self.assertEqual(recorded.address, PHONE)

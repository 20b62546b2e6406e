import json
import re
from ast import literal_eval
from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

from lxml import etree
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import VoiceResponse

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.base import Settings
from ..adapters.voice.settings import VoiceSettings
from ..adapters.voice.twilio import Twilio
from ..adapters.voice.verbs import Ask, Dial, HangUp, Record, Say, Told
from .voice_common import PHONE, sound
from .voice_peers import HANGS_UP, TwilioVoice
from .voice_provider_common import PUBLIC, TAKERS, ProviderCase, TalkCases


@tagged("post_install", "-at_install")
class TestVoiceTwilio(TalkCases, ProviderCase):
    """Calls by Twilio, whose own library signs what comes and says whether the answers are TwiML."""

    provider, peer_class = "twilio", TwilioVoice
    user = "AC00000000000000000000000000000001"

    def _complaint(self, recording=None, **more):
        call = self._call("1", "1", (recording or sound(3), "#"), HANGS_UP, **more)
        [event] = self._events()
        return call, event.message_ids.complaint_id

    def test_words_become_a_complaint_and_the_number_is_read(self):
        recording = sound(3)
        call, complaint = self._complaint(recording)
        self.assertEqual((complaint.channel, complaint.unheard), ("voice", "sound"))
        self.assertEqual(complaint.language, "hi_IN")
        self.assertEqual(complaint.party_ids.complainant_id.address_ids.value, PHONE)
        digits = [self._words(f"digit_{digit}") for digit in complaint.number]
        at = call.heard.index(self._words("number"))
        self.assertEqual(call.heard[at + 1 : at + 1 + len(digits)], digits)
        evidence = self._fetch(complaint)
        self.assertEqual((evidence.attachment_id.raw, evidence.name[-4:]), (recording, ".wav"))

    def _words(self, code, language="hi_IN"):
        known = [("code", "=", code), ("language", "=", language)]
        return self.env["police.voice.prompt"].search(known).text

    def test_the_number_goes_by_sms_too_and_once(self):
        _call, complaint = self._complaint()
        self._hand_over()
        self.assertEqual(len(self._events()), 1)
        notice = self._notices(complaint)
        self.assertEqual((notice.address, notice.channel_id), (PHONE, self.sms))

    def test_what_is_told_while_the_words_become_a_complaint_stays_noted(self):
        events, channel = self.registry["police.channel.event"], self.channel
        work = events._work

        def meanwhile(event, item=None):
            [row] = event.env["police.channel.call"].search([])
            row._hear(channel.id, Told(row.external_id, step="ended"))
            row.flush_recordset()
            work(event, item)

        with patch.object(events, "_work", meanwhile):
            _call, complaint = self._complaint(ends=False)
        steps = json.loads(self.calls.search([]).steps)
        self.assertIn("ended", [what for what, _more in steps])
        self.assertIn(["number", complaint.number], steps)

    def test_who_hangs_up_while_speaking_is_heard(self):
        self._call("2", "1", (sound(2), HANGS_UP))
        complaint = self._events().message_ids.complaint_id
        self.assertEqual((complaint.unheard, complaint.language), ("sound", "en_US"))

    def test_who_hangs_up_is_called_back(self):
        self._call("1", HANGS_UP)
        self.assertFalse(self._events())
        self._hand_over()
        message = self._events().message_ids
        self.assertEqual((message.kind, message.call_back_id.phone), ("rang", PHONE))
        self._hand_over()
        self.assertEqual(len(self._events()), 1)

    def test_a_call_of_which_the_end_is_never_told_is_called_back(self):
        self._call("1", HANGS_UP, ends=False)
        row = self.calls.search([])
        self.assertTrue(row.next_attempt_at)
        self._hand_over()
        self.assertEqual(self._events().message_ids.kind, "rang")

    def test_who_says_nothing_is_called_back(self):
        call = self._call("1", "1", None)
        self.assertEqual(call.heard[-2:], [self._words("nobody"), self._words("bye")])
        self._hand_over()
        self.assertEqual(self._events().message_ids.kind, "rang")

    def test_call_takers_are_rung_in_turn(self):
        self._set(takers="\n".join(TAKERS))
        first = self._call("1", "1", "busy", "completed")
        second = self._call(None, "completed")
        self.assertEqual(first.dialled[1], second.dialled[0])
        self._hand_over()
        messages = self._events().message_ids
        self.assertEqual(messages.mapped("kind"), ["talked", "talked"])
        self.assertFalse(messages.call_back_id)

    def test_two_phones_that_ring_in_vain_and_then_the_tone(self):
        self._set(takers="\n".join(TAKERS))
        call = self._call("1", "1", "no-answer", "no-answer", (sound(2), "#"))
        self.assertEqual(len(call.dialled), 2)
        self.assertTrue(self._events().message_ids.complaint_id)

    def test_zero_after_words_leads_to_a_person(self):
        self._set(takers=TAKERS[0])
        call = self._call("0", "no-answer", (sound(2), "0"), "completed")
        self.assertEqual(call.dialled, [TAKERS[0]] * 2)
        self.assertTrue(self._events().message_ids.complaint_id)

    def test_danger_is_put_through(self):
        self._set(emergency_phone="112")
        call = self._call("9", "completed")
        self.assertEqual(call.dialled, ["112"])
        self._hand_over()
        self.assertEqual(self._events().message_ids.kind, "emergency")

    def test_a_call_that_could_not_be_handed_over_is_on_the_start_page(self):
        self._call("1", HANGS_UP)
        row = self.calls.search([])
        hand_over = (
            "odoo.addons.police_channels.models.police_channel_call.PoliceChannelCall._hand_over"
        )
        with patch(hand_over, side_effect=ValueError("broken")), trap_jobs():
            for _time in range(6):
                row._work()
                row._begin_again()
        tile = self.env.ref("police_channels.start_tile_calls_given_up")
        found = row.with_user(self.desk_user).search(literal_eval(tile.domain))
        self.assertEqual((found, self.row.given_up_count), (row, 1))
        with self.assertRaises(AccessError):
            found.read(["steps"])
        with trap_jobs():
            self.row.with_user(self.desk_user).action_retry_calls()
        self.assertEqual((self.row.given_up_count, row.attempts), (0, 0))
        self._hand_over()
        self.assertFalse(row.search(literal_eval(tile.domain)))
        self.assertEqual((row.state, self._events().message_ids.kind), ("done", "rang"))

    def test_a_recording_that_cannot_be_fetched_is_on_the_start_page(self):
        _call, complaint = self._complaint()
        with trap_jobs():
            self.env["police.channel.file"].sudo().search(
                [("complaint_id", "=", complaint.id)]
            )._work()
        self.assertEqual(self.row.problem, "unreachable")
        tiles = {
            code: self.env["police.channel.voice"].search_count(
                literal_eval(self.env.ref(f"police_channels.start_tile_{code}").domain)
            )
            for code in ("no_room", "recordings_away")
        }
        self.assertEqual(tiles, {"no_room": 0, "recordings_away": 1})
        self._fetch(complaint)
        self.assertFalse(self.row.problem)

    def test_outside_the_hours_nobody_is_rung(self):
        tz = ZoneInfo(self.env["police.unit"]._time_zone())
        hour = datetime.now(tz).hour
        self._set(takers=TAKERS[0], answered_from=(hour + 2) % 24, answered_to=(hour + 3) % 24)
        call = self._call("1", "1", (sound(2), "#"))
        self.assertFalse(call.dialled)
        self.assertTrue(self._events().message_ids.complaint_id)

    def test_status_by_number_and_code(self):
        _call, complaint = self._complaint()
        asked = self._call("1", "2", f"{complaint.number}#", "00000000", HANGS_UP)
        self.assertIn(self._words("status_wrong"), asked.heard)
        sms = self._notices(complaint).filtered(lambda row: row.reply_code == "code_by_phone")
        code = re.search(r"\d{8}", sms._outgoing().text)[0]
        told = self._call("1", "2", f"{complaint.number}#", code, "1", HANGS_UP)
        stage = self._words(f"stage_{complaint.citizen_stage_id.code}")
        self.assertEqual(told.heard.count(stage), 2)
        self._hand_over()
        self.assertEqual(
            set(self._events().message_ids.mapped("kind")), {"person", "heard", "rang"}
        )

    def test_three_wrong_codes_and_a_person(self):
        _call, complaint = self._complaint()
        self._set(takers=TAKERS[0])
        call = self._call("1", "2", f"{complaint.number}#", *["00000000"] * 3, "completed")
        self.assertEqual(call.dialled, [TAKERS[0]])

    def test_a_withheld_number_is_nobody(self):
        for sender in ("anonymous", "+266696687", "Restricted", ""):
            call = self._call("1", "1", (sound(2), "#"), sender=sender)
            message = self._events()[-1].message_ids
            self.assertFalse(message.address, sender)
            self.assertTrue(message.complaint_id)
            self.assertIn(self._words("number"), call.heard)

    def test_only_what_twilio_signed_is_heard(self):
        url, said = f"{PUBLIC}/police/channel/voice/call", {"CallSid": "CA1", "From": PHONE}
        for token, signed in (("another", said), (self.password, {**said, "From": "+1"})):
            signature = RequestValidator(token).compute_signature(url, signed)
            answer = self.url_open(
                self._inside(url), said, headers={"X-Twilio-Signature": signature}
            )
            self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.url_open(self._inside(url), said).status_code, 403)
        self.assertFalse(self.calls.search([]))

    def test_what_is_no_call_is_refused(self):
        url = self.row.call_url
        for said in ({"x": "1"}, {"CallSid": ""}, {"CallSid": "é"}, {"CallSid": "C" * 65}):
            signature = self.peer.proof(url, said)
            answer = self.url_open(self._inside(url), said, headers=signature)
            self.assertEqual(answer.status_code, 400, said)

    def test_a_step_of_a_call_that_never_began(self):
        body = self.peer.deliver(self.row.ended_url, {"CallSid": "CA9", "CallStatus": "completed"})
        self.assertTrue(body.endswith(b"<Response />"))
        self.assertFalse(self.calls.search([]))

    def test_with_an_exchange_of_our_own_there_is_no_such_door(self):
        self._set(provider="asterisk")
        answer = self.url_open("/police/channel/voice/call", {"CallSid": "CA1"})
        self.assertEqual(answer.status_code, 404)

    def test_the_answers_are_twiml(self):
        """Word for word what Twilio's library writes."""
        own = VoiceSettings("twilio", webhook_url="https://x.example/call", sound_url="https://x/s")
        verbs = [
            Say([("bye", "en")]),
            Dial("+911", "taker", is_recorded=True),
            Ask("menu", [("menu", "hi")], digits=1, seconds=5, otherwise=[Dial("112", "taker")]),
            Record("words", [HangUp()]),
        ]
        heard = {("bye", "en"): ("abc", "Bye"), ("menu", "hi"): ("", "एक & दो <3")}
        expected = VoiceResponse()
        expected.play("https://x/s/abc.wav")
        leads = {"method": "POST"}
        expected.dial(
            "+911", action="https://x.example/call?step=taker", timeout=15,
            record="record-from-answer",
            recording_status_callback="https://x.example/call?step=talked", **leads,
        )  # fmt: skip
        gather = expected.gather(
            action="https://x.example/call?step=menu",
            num_digits=1, timeout=5, finish_on_key="#", **leads,
        )  # fmt: skip
        gather.say("एक & दो <3", language="hi-IN", voice="Polly.Aditi")
        expected.dial("112", action="https://x.example/call?step=taker", timeout=15, **leads)
        expected.record(
            action="https://x.example/call?step=words", max_length=600, timeout=8,
            finish_on_key="#0", play_beep=True, trim="do-not-trim",
            recording_status_callback="https://x.example/call?step=recorded", **leads,
        )  # fmt: skip
        expected.hangup()
        answer = Twilio(Settings(own=own)).answer(verbs, heard)
        trees = [etree.fromstring(text.encode()) for text in (answer.body, str(expected))]
        self.assertTreesEqual(*trees)

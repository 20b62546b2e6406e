import base64

from odoo.tests import tagged

from ..adapters.base import DENIED, LOG_IN, Broken, FileGone
from ..adapters.voice.provider import NotThereYet
from .voice_common import PHONE, sound
from .voice_peers import HANGS_UP, ExotelVoice
from .voice_provider_common import TAKERS, ProviderCase, TalkCases

MP3 = b"ID3\x04 as a provider keeps it"


@tagged("post_install", "-at_install")
class TestVoiceExotel(TalkCases, ProviderCase):
    """Calls by Exotel, which signs nothing: a key of ours stands in its addresses."""

    provider, peer_class, user = "exotel", ExotelVoice, "api key"

    def _words(self, code, language="hi_IN"):
        known = [("code", "=", code), ("language", "=", language)]
        return self.env["police.voice.prompt"].search(known).text

    def _spoken(self, *does):
        with self.peer.running():
            self._set(url=self.peer.url)
            return self._call(*does)

    def test_words_become_a_complaint_and_the_number_is_read(self):
        with self.peer.running() as url:
            self._set(url=url)
            call = self._call("2", "1", (MP3, "#"), HANGS_UP)
            complaint = self._events().message_ids.complaint_id
            evidence = self._fetch_at(complaint)
        self.assertEqual((complaint.unheard, complaint.language), ("sound", "en_US"))
        self.assertEqual(complaint.party_ids.complainant_id.address_ids.value, PHONE)
        self.assertIn(self._words("number", "en_US"), call.heard)
        self.assertEqual((evidence.attachment_id.raw, evidence.name[-4:]), (MP3, ".mp3"))

    def test_who_hangs_up_while_speaking_is_heard_by_the_account_s_callback(self):
        self._spoken("1", "1", (MP3, HANGS_UP))
        self.assertTrue(self._events().message_ids.complaint_id)

    def test_who_presses_nothing_gets_a_person(self):
        self._set(takers=TAKERS[0])
        call = self._call(None, "completed")
        self.assertEqual(call.dialled, [TAKERS[0]])
        self._hand_over()
        self.assertEqual(self._events().message_ids.kind, "talked")

    def test_who_hangs_up_is_called_back(self):
        self._call(HANGS_UP)
        self._hand_over()
        self.assertEqual(self._events().message_ids.call_back_id.phone, PHONE)

    def test_only_who_knows_the_key_is_heard(self):
        said = {"CallSid": "1", "CallFrom": PHONE}
        for query in ("", "?key=", "?key=another", "?key=%C3%A9"):
            answer = self.url_open(f"/police/channel/voice/call{query}", said)
            self.assertEqual(answer.status_code, 403, query)
        self.channel.secret = False
        self.assertEqual(self.url_open("/police/channel/voice/call?key=", said).status_code, 403)
        self.assertFalse(self.calls.search([]))

    def test_a_call_that_goes_on_is_not_over(self):
        call = self._call("1", HANGS_UP, ends=False)
        self.peer.deliver(self.row.ended_url, {"CallSid": call.sid, "Status": "in-progress"})
        self.assertNotIn("ended", self.calls.search([]).steps)

    def test_a_recording_is_fetched_where_exotel_keeps_them_alone(self):
        provider = self.channel._adapter().provider
        for url in (
            "http://127.0.0.1:1/a.mp3",
            "https://exotel.com.example/a.mp3",
            "http://recordings.exotel.com/a.mp3",
            "https://recordings.exotel.com:8443/a.mp3",
            "https://evilexotel.com/a.mp3",
            "file:///etc/passwd",
            "https://[::1",
            "https://user@10.0.0.1/x.amazonaws.com",
            "https://127.0.0.1:1\\@recordings.exotel.com/a.mp3",
            "https://127.0.0.1:1\\.exotel.com/a.mp3",
        ):
            with self.assertRaises(FileGone, msg=url) as gone:
                provider.fetch(url, 100)
            self.assertEqual(gone.exception.reason, DENIED)

    def test_what_is_not_there_yet_is_asked_for_again(self):
        with self.peer.running() as url:
            self._set(url=url)
            provider = self.channel._adapter().provider
            with self.assertRaises(NotThereYet):
                provider.fetch(f"{url}/a.mp3", 100)
            self.peer.kept["/a.mp3"] = 403
            with self.assertRaises(Broken) as broken:
                provider.fetch(f"{url}/a.mp3", 100)
            self.assertEqual(broken.exception.problem, LOG_IN)
            self.peer.kept["/a.mp3"] = 410
            with self.assertRaises(FileGone):
                provider.fetch(f"{url}/a.mp3", 100)
            self.peer.kept["/a.mp3"] = MP3
            with self.assertRaises(FileGone):
                provider.fetch(f"{url}/a.mp3", 4)
            self.assertEqual(provider.fetch(f"{url}/a.mp3", 100), MP3)

    def test_our_voice_is_played_by_a_name_that_nobody_guesses(self):
        prompt = self.env.ref("police_channels.voice_prompt_greeting_hi").sudo()
        prompt.recording = base64.b64encode(sound(1))
        call = self._call(HANGS_UP)
        self.assertEqual(call.heard[0], base64.b64decode(prompt.sound))
        for name in ("greeting", "0" * 64, prompt.sound_sha256[:-1]):
            answer = self.url_open(f"/police/channel/voice/sound/{name}.wav")
            self.assertEqual(answer.status_code, 404)

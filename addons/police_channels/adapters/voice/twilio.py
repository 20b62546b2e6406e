"""Twilio Programmable Voice.

Its documentation of 2026 (webhooks: voice; TwiML: Say, Play, Gather, Record, Dial, Hangup; Recordings
resource; changelog of 2022 on withheld numbers). What it says of what is not at hand:

- An empty recording is not told of: what stands behind <Record> is done next.
- Who hangs up while speaking has pressed "hangup".
- A recording is made ready after it is told of; until then its status is not "completed". It is kept until
  somebody deletes it, or as the account says.
- A withheld number comes as a word, such as "anonymous", or as the digits of its letters on a keypad.
"""

import re
from http import HTTPStatus

from ..base import EXPIRED, REFUSED, Broken, FileGone
from ..twilio import OfTwilio, said_in
from .provider import NotThereYet, VoiceProvider, content_of

_RECORDING = re.compile(r"RE[0-9a-f]{32}")
# ANONYMOUS, RESTRICTED, BLOCKED, UNAVAILABLE, UNKNOWN.
_WITHHELD = frozenset(("266696687", "7378742833", "2562533", "86282452253", "8656696"))
_GONE = ("absent", "deleted")


class Twilio(OfTwilio, VoiceProvider):
    name = "twilio"
    # Of its voices for Hindi one that speaks English, too.
    languages = {
        "hi": {"language": "hi-IN", "voice": "Polly.Aditi"},
        "en": {"language": "en-IN", "voice": "Polly.Aditi"},
    }

    def _sender_in(self, said):
        sender = said.get("From", "")
        return "" if sender.lstrip("+") in _WITHHELD else sender

    def _keys_in(self, said):
        return said.get("Digits", "")

    def _status_in(self, said):
        return said.get("CallStatus")

    def _recording_in(self, said):
        found = _RECORDING.search(said.get("RecordingSid") or said.get("RecordingUrl", ""))
        is_there = found and said.get("RecordingStatus") not in _GONE
        return (found[0], "audio/x-wav") if is_there else ("", "")

    def _record(self, verb):
        # Told besides, once it is ready: the step may come to nobody.
        again = {"recordingStatusCallback": self.address("recorded")}
        return {**super()._record(verb), "trim": "do-not-trim", **again}

    def _dial_recorded(self):
        return {
            "record": "record-from-answer",
            "recordingStatusCallback": self.address("talked"),
        }

    def fetch(self, recording, most_bytes):
        if not _RECORDING.fullmatch(recording):
            raise FileGone(EXPIRED)
        path = f"{self._account()}/Recordings/{recording}"
        with self._opened(f"{path}.json") as answer:
            status = said_in(answer).get("status")
            if answer.status_code != HTTPStatus.OK or status in _GONE:
                raise FileGone(EXPIRED)
        if status is None:
            raise Broken(REFUSED, is_in=True)
        answer = self._opened(f"{path}.wav")
        if status != "completed" or answer.status_code != HTTPStatus.OK:
            answer.close()
            raise NotThereYet(status)
        return content_of(answer, most_bytes)

    def test(self):
        self._log_in(f"{self._account()}.json", HTTPStatus.OK)

"""Providers that have the telephone exchange, as their documentation says that they work; on this machine.

A call is played by what its caller does at each verb that waits for them. What the documentation does not know
as a verb, an attribute or an address is a mistake of ours: the call breaks off with an AssertionError.
Without Odoo: the tests across processes use it, too.
"""

import base64
import itertools
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

from twilio.request_validator import RequestValidator

HANGS_UP = "hangup"
FORM = "application/x-www-form-urlencoded"


class VoicePeer:
    """
    :param user: and `password`, by which we are known there
    :param post: callable(url, body, headers) → (status, bytes): how it reaches us
    :param get: callable(url) → (status, content type, bytes)
    :ivar kept: dict of path to the bytes that it keeps there, or to a status in their place
    :ivar asked: list of paths that were asked for
    """

    verbs = {}
    number = "+15005550006"

    def __init__(self, user, password, post, get):
        self.user, self.password, self.post, self.get = user, password, post, get
        self.kept, self.asked, self.serial = {}, [], itertools.count(1)
        self.url = ""

    def tell(self, call, **more):
        """:return: dict of the fields of a form"""
        raise NotImplementedError

    def deliver(self, url, fields):
        """:return: bytes that we answer"""
        body, headers = urlencode(fields).encode(), {"Content-Type": FORM}
        status, answer = self.post(url, body, {**headers, **self.proof(url, fields)})
        assert status == 200, (status, url, answer)
        return answer

    def proof(self, url, fields):
        """:return: dict of headers"""
        return {}

    def keep(self, content):
        """:return: fields that tell of a recording"""
        raise NotImplementedError

    @contextmanager
    def running(self):
        """:return: its address"""
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                path = urlsplit(self.path).path
                peer.asked.append(path)
                known = base64.b64encode(f"{peer.user}:{peer.password}".encode()).decode()
                found = peer.kept.get(path, 404)
                if self.headers["Authorization"] != f"Basic {known}":
                    found = 401
                self.send_response(found if isinstance(found, int) else 200)
                self.end_headers()
                self.wfile.write(b"" if isinstance(found, int) else found)

            def log_message(self, *_arguments):
                return

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                self.url = f"http://127.0.0.1:{server.server_port}"
                yield self.url
            finally:
                server.shutdown()
                thread.join()


class Call:
    """One call: made, played to its end, and its end told.

    :param VoicePeer peer:
    :param str url: of ours, for calls
    :param does: what the caller does at each verb that waits: the keys at Gather; (sound, key) at Record;
        how it ends at Dial, or (that, what is said meanwhile); None for nothing; HANGS_UP
    :ivar heard: list of what the caller heard: words, or bytes of sounds
    :ivar dialled: numbers that were rung
    """

    def __init__(self, peer, url, *does, sender="+910000077321"):
        self.peer, self.sender, self.does = peer, sender, list(does)
        self.sid, self.heard, self.dialled = peer.sid(), [], []
        self._play(peer.deliver(url, peer.tell(self)))

    def _play(self, document):
        root = ElementTree.fromstring(document)
        assert root.tag == "Response"
        for verb in root:
            self._check(verb)
            if verb.tag in ("Say", "Play"):
                self._hear(verb)
            elif verb.tag == "Hangup":
                return
            else:
                more = getattr(self, f"_{verb.tag.lower()}")(verb)
                if more == HANGS_UP:
                    return
                if more is not None:
                    self._play(more)
                    return

    def _check(self, verb):
        assert verb.tag in self.peer.verbs, verb.tag
        assert set(verb.attrib) <= self.peer.verbs[verb.tag], verb.attrib

    def _hear(self, verb):
        if verb.tag == "Say":
            self.heard.append(verb.text)
            return
        status, kind, content = self.peer.get(verb.text)
        assert (status, kind, content[:4]) == (200, "audio/wav", b"RIFF"), (status, kind)
        self.heard.append(content)

    def _gather(self, verb):
        for inner in verb:
            self._check(inner)
            assert inner.tag in ("Say", "Play")
            self._hear(inner)
        keys = self._does()
        if not keys or keys == HANGS_UP:
            return keys or None
        ends = verb.get("finishOnKey", "#")
        return self._go_on(verb, self.peer.keys(keys[: int(verb.get("numDigits"))].rstrip(ends)))

    def _record(self, verb):
        said = self._does()
        if said is None or said == HANGS_UP:
            return said
        sound, key = said
        told = self.peer.keep(sound)
        answer = None
        if key != HANGS_UP or self.peer.tells_of_hanging_up:
            answer = self._go_on(verb, {**told, **self.peer.keys(key)})
        self.peer.recorded(self, verb, told)
        return HANGS_UP if key == HANGS_UP else answer

    def _dial(self, verb):
        self.dialled.append(verb.text)
        ends = self._does()
        if ends == HANGS_UP:
            return HANGS_UP
        ends, said = ends if isinstance(ends, tuple) else (ends, None)
        told = self.peer.keep(said) if said and verb.get("record") in self.peer.recorded_as else {}
        answer = self._go_on(verb, {"DialCallStatus": ends, **told})
        if told:
            self.peer.recorded(self, verb, told)
        return answer

    def _go_on(self, verb, said):
        return self.peer.deliver(verb.get("action"), self.peer.tell(self, **said))

    def _does(self):
        return self.does.pop(0) if self.does else HANGS_UP

    def end(self, url):
        """Tell that it is over."""
        self.peer.end(self, url)


class TwilioVoice(VoicePeer):
    """Twilio: TwiML, signed requests, the Recordings resource."""

    tells_of_hanging_up = True
    verbs = {
        "Say": {"voice", "language", "loop"},
        "Play": {"loop", "digits"},
        "Gather": {"action", "method", "timeout", "numDigits", "finishOnKey", "input"},
        "Record": {"action", "method", "timeout", "finishOnKey", "maxLength", "playBeep", "trim"}
        | {"recordingStatusCallback"},
        "Dial": {"action", "method", "timeout", "callerId", "record", "recordingStatusCallback"},
        "Hangup": set(),
    }
    recorded_as = ("record-from-answer",)

    def sid(self):
        return f"CA{next(self.serial):032x}"

    def tell(self, call, **more):
        return {
            "CallSid": call.sid,
            "AccountSid": self.user,
            "From": call.sender,
            "To": self.number,
            "CallStatus": "in-progress",
            "ApiVersion": "2010-04-01",
            "Direction": "inbound",
            **more,
        }

    def proof(self, url, fields):
        signature = RequestValidator(self.password).compute_signature(url, fields)
        return {"X-Twilio-Signature": signature}

    def keys(self, keys):
        return {"Digits": keys}

    def keep(self, content):
        sid = f"RE{next(self.serial):032x}"
        path = f"/2010-04-01/Accounts/{self.user}/Recordings/{sid}"
        self.kept[f"{path}.json"] = b'{"status": "completed"}'
        self.kept[f"{path}.wav"] = content
        return {"RecordingUrl": f"https://api.twilio.com{path}", "RecordingDuration": "3"}

    def recorded(self, call, verb, told):
        fields = {"AccountSid": self.user, "CallSid": call.sid, "RecordingStatus": "completed"}
        sid = told["RecordingUrl"].rpartition("/")[2]
        self.deliver(verb.get("recordingStatusCallback"), {**fields, **told, "RecordingSid": sid})

    def end(self, call, url):
        self.deliver(url, self.tell(call, CallStatus="completed", CallDuration="20"))


class ExotelVoice(VoicePeer):
    """Exotel: ExoML, a key in the address, recordings at an address, the account's callback."""

    tells_of_hanging_up = False
    verbs = {
        "Say": {"voice", "language", "loop"},
        "Play": {"loop"},
        "Gather": {"action", "method", "numDigits", "timeout", "finishOnKey"},
        "Record": {"action", "method", "maxLength", "timeout", "finishOnKey", "playBeep"},
        "Dial": {"callerId", "timeout", "timeLimit", "record", "action", "method"},
        "Hangup": set(),
    }
    recorded_as = ("true",)

    def sid(self):
        return f"{next(self.serial):032x}"

    def tell(self, call, **more):
        return {
            "CallSid": call.sid,
            "CallFrom": call.sender.replace("+91", "0"),
            "CallTo": "05120000000",
            "CallStatus": "in-progress",
            **more,
        }

    def keys(self, keys):
        return {"DigitsPressed": keys}

    def keep(self, content):
        path = f"/exotelrecordings/force1/{next(self.serial):032x}.mp3"
        self.kept[path] = content
        url = f"{self.url}{path}"
        return {"RecordingUrl": url, "RecordingDuration": "3", "RecordingSid": "1"}

    def recorded(self, call, verb, told):
        """Told in the account's callback, too."""
        call.recording = told["RecordingUrl"]

    def end(self, call, url):
        fields = {"CallSid": call.sid, "Status": "completed", "DateUpdated": "2026-01-02 10:00:00"}
        fields["RecordingUrl"] = getattr(call, "recording", "null")
        parts = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        status, answer = self.post(url, f"{parts}--b--\r\n".encode(), headers)
        assert status == 200, (status, answer)

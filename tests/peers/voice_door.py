"""The service as the voice door sees it, and calls as the exchange leaves them, for tests of the door's parts."""

import json
import sys
import time

from launcher.paths import ADDONS

for _name in ("tools", "voice_door"):
    sys.path.insert(0, str(ADDONS / "police_channels" / _name))

from calls import Calls
from recording import repaired
from together import taken_apart

LOUD = repaired(b"\x00\x20\x00\xe0" * 8000)
CALL = "1767348000.1"


class Service:
    """In place of the webhook: keeps what it takes.

    :ivar taken: list of the bytes of each call
    :ivar requests: list of the number of calls in each request
    :ivar decide: called with the bytes of a request: the HTTP status
    """

    def __init__(self):
        self.taken, self.asked, self.decide, self.answers = [], [], lambda _body: 200, {}
        self.requests = []

    def post(self, body, _content_type, envelope):
        contents = taken_apart(body, envelope)
        self.requests.append(len(contents))
        status = self.decide(body)
        if status == 200:
            self.taken += contents
        return status, "words"

    def ask(self, body, _content_type, _envelope, _seconds):
        question = json.loads(body)
        self.asked.append(question)
        answer = self.answers.get(question["ask"])
        return None if answer is None else json.dumps(answer).encode()


def calls_of(folder):
    """:return: the Calls of an exchange that has written none yet"""
    return Calls(folder / "calls", folder / "ctl")


def write(calls, name, *lines, recording=b""):
    text = "".join(f"{line}\n" for line in (f"began {int(time.time())}", *lines))
    (calls.folder / f"{name}.facts").write_text(text)
    if recording:
        (calls.folder / f"{name}.wav").write_bytes(recording)

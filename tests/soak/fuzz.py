"""Bodies that nobody should send: what may come in, changed at random, the same for the same seed."""

import copy
import json
import random
import time
from dataclasses import dataclass, field

from signature import ENVELOPE_HEADER, SIGNATURE_HEADER, envelope_header, sign

from peers.graph_citizens import Citizens, File, Sent

from .traffic import signature

WHATSAPP, SMS, MAIL = "whatsapp", "sms", "email"
STRANGE = (
    *(None, True, False, 0, -1, 10**30, 1e308, "", " ", "\x00", "\ud800", "😀" * 300, "0" * 5000),
    *(
        [],
        {},
        [[]],
        [None, {}],
        {"id": {}},
        {"body": []},
        "9" * 400,
        "\u202eक्ष\u200d",
        "<b>&amp;%s{0}",
    ),
)
PIECES = (b"\x00", b"\xff\xfe", b'"', b"{", b"]", b"%", b"&", b"=", b"\r\n", b"\\ud800", b"NaN")
SENDER, ANOTHER = "+910000000701", "+910000000702"
MAIL_SAMPLE = """\
From: Citizen <citizen@example.org>
To: grievance@police.example
Subject: =?utf-8?b?4KSa4KWL4KSw4KWA?=
Message-ID: <fuzz@example.org>
Date: Mon, 23 Nov 2026 10:00:00 +0530
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<p>Loud music</p>
--b
Content-Type: image/png; name="a.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
"""


@dataclass
class Fuzzed:
    """
    :ivar kind: of channel
    :ivar is_signed: whether whoever sends it proves who they are
    """

    kind: str
    body: bytes
    is_signed: bool
    headers: dict = field(default_factory=dict)


class _Kept:
    """In place of a webhook: what would be posted."""

    def __init__(self):
        self.values = []

    def post(self, value):
        self.values.append(value)


def samples():
    """:return: dict of kind to list of bodies as they really come"""
    kept = _Kept()
    citizens = Citizens(kept)
    citizens.write(SENDER, "Chori hui")
    file = File("image/jpeg", b"picture", "a.jpg")
    for kind in ("image", "audio", "video", "document", "sticker"):
        citizens.send_file(SENDER, file, kind, caption="dekhiye")
    citizens.say(SENDER, "location", {"latitude": 26.4, "longitude": 80.3, "name": "Moti Jheel"})
    card = {"name": {"formatted_name": "A"}, "phones": [{"phone": ANOTHER, "wa_id": ANOTHER[1:]}]}
    citizens.say(SENDER, "contacts", [card])
    citizens.say(SENDER, "reaction", {"message_id": "wamid.1", "emoji": "👍"})
    citizens.say(SENDER, "button", {"text": "Haan", "payload": "ask:settled:1234567890"})
    citizens.say(SENDER, "system", {"type": "user_changed_number", "wa_id": ANOTHER[1:]})
    citizens.say(SENDER, "order", {"product_items": [{"quantity": 1, "product_retailer_id": "x"}]})
    inner = {"type": "text", "text": {"body": "doosra"}}
    citizens.say(SENDER, "edit", {"original_message_id": "wamid.1", "message": inner})
    citizens.say(SENDER, "revoke", {"original_message_id": "wamid.1"})
    sent = Sent("wamid.2", {"to": SENDER[1:], "type": "text", "text": {"body": "x"}})
    citizens.press(SENDER, sent, "Haan", "step:1:who:0")
    citizens.report(sent, "delivered")
    citizens.report_closed(sent)
    return {
        WHATSAPP: [json.dumps(_body(value)).encode() for value in kept.values],
        SMS: [
            b"event=mo&text=%E0%A4%9A&id=1&charset=UTF-8&coding=2&from=%2B910000000703&to=56161",
            b"event=mo&text=a&id=2&charset=UTF-16BE&udh=%05%00%03%01%02%01&from=%2B910000000703&to=1",
            b"event=dlr&type=1&at=1&smsc=x&reply=ACK&ours=abc&parts=2",
            b"event=missing&text=a&id=3&charset=8-BIT&from=1&to=1&time=2026-11-23 10:00:00",
        ],
        MAIL: [MAIL_SAMPLE.replace("\n", "\r\n").encode()],
    }


# What a provider says of a call at some step.
CALLS = (
    b"CallSid=CA1&From=%2B910000000704&To=%2B15005550006&CallStatus=ringing&Direction=inbound",
    b"CallSid=CA1&From=%2B910000000704&CallStatus=in-progress&Digits=1&FinishedOnKey=",
    b"CallSid=CA1&CallStatus=in-progress&DialCallStatus=no-answer&DialCallSid=CA2",
    b"CallSid=CA1&CallStatus=completed&RecordingUrl=https%3A%2F%2Fx%2FRE" + b"0" * 32,
    b"CallSid=CA1&RecordingSid=RE00000000000000000000000000000002&RecordingStatus=completed",
)
STEPS = ("", "language", "menu", "emergency", "taker", "words", "number", "code", "again")
SAID_OF_ONE = 50
STEPS += ("recorded", "ended", "goes_on", "another", "%00", "é")


def ended_call(call_id):
    """:return: what a provider says at the end of a call by somebody who spoke"""
    recording = f"https%3A%2F%2Fx%2FRE{'0' * 32}"
    said = f"CallSid={call_id}&From=%2B910000000706&CallStatus=completed&RecordingUrl={recording}"
    return said.encode()


def fuzzed_calls(size, seed):
    """:return: list of (step, bytes) in the order in which a provider might say them"""
    chance = random.Random(seed)
    return [
        (chance.choice(STEPS), _changed(_of_call(chance.choice(CALLS), place), chance))
        for place in range(size)
    ]


def _of_call(body, place):
    """What is said of one call is not without end, or each word would wait for all others."""
    return body.replace(b"CallSid=CA1&", b"CallSid=CA%d&" % (1000 + place // SAID_OF_ONE))


def _body(value):
    changes = [{"field": "messages", "value": value}]
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}


def fuzzed(size, seed, secrets):
    """
    :param secrets: dict of kind to what its bodies are signed with
    :return: `size` of Fuzzed, each with bytes of its own; a third of them proves nothing
    """
    chance, known, found = random.Random(seed), samples(), {}
    while len(found) < size:
        kind = chance.choice((WHATSAPP, WHATSAPP, SMS, MAIL))
        body = _changed(chance.choice(known[kind]), chance)
        if body not in found:
            found[body] = _asked(kind, body, chance, secrets[kind])
    return list(found.values())


def _changed(body, chance):
    for _turn in range(chance.choice((0, 1, 1, 2, 5))):
        body = chance.choice((_structure, _structure, _bytes, _cut))(body, chance)
    # What nobody touched, and what was touched alike, is another one each time.
    return body + b" " * chance.randrange(200)


def _structure(body, chance):
    """Something strange in place of a value, or a value twice, where it is JSON."""
    try:
        told = json.loads(body)
    except ValueError:
        return _bytes(body, chance)
    places = list(_places(told))
    if not places:
        return _bytes(body, chance)
    holder, key = chance.choice(places)
    if isinstance(holder, list) and chance.random() < 0.3:
        holder += [copy.deepcopy(holder[key])] * chance.randrange(5)
    else:
        holder[key] = chance.choice(STRANGE)
    return json.dumps(told).encode()


def _places(told):
    """:return: each (mapping or list, key) of what JSON told"""
    if isinstance(told, dict | list):
        for key in list(told) if isinstance(told, dict) else range(len(told)):
            yield told, key
            yield from _places(told[key])


def _bytes(body, chance):
    at = chance.randrange(len(body) + 1)
    piece = chance.choice((chance.choice(PIECES), chance.randbytes(chance.randrange(1, 9))))
    return body[:at] + piece + body[at + chance.randrange(4) :]


def _cut(body, chance):
    begin, end = sorted(chance.randrange(len(body) + 1) for _side in range(2))
    return chance.choice(
        (body[:end], body[begin:], body[:begin] + body[end:], body + body[begin:end])
    )


def _asked(kind, body, chance, secret):
    is_signed = chance.random() < 2 / 3
    signed_with = secret if is_signed else chance.choice(("another", "", secret + "x"))
    headers = _whatsapp(body, signed_with) if kind == WHATSAPP else _door(kind, body, signed_with)
    if not is_signed and chance.random() < 0.5:
        headers.update(dict.fromkeys(headers, chance.choice(("", "sha256=", "ÿ", "0" * 64))))
    return Fuzzed(kind, body, is_signed, headers)


def _whatsapp(body, secret):
    return {"X-Hub-Signature-256": signature(body, secret)}


def _door(kind, body, secret):
    envelope = json.dumps({"received": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())})
    if kind == MAIL:
        envelope = envelope_header("citizen@example.org", ["grievance@police.example"])
    return {ENVELOPE_HEADER: envelope, SIGNATURE_HEADER: sign(secret, envelope, body)}

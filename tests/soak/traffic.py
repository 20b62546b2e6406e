"""What citizens write, and in which order it comes: the same for the same seed."""

import hashlib
import hmac
import itertools
import json
import random
import time
import urllib.parse
from dataclasses import dataclass

from peers.graph_citizens import Citizens
from peers.sms_parts import Part, parts

WHATSAPP, DOOR, NETWORK = "whatsapp", "door", "network"
# Of all messages: by Meta's webhook, by what Kannel asks of the SMS door, by the telephone network.
SHARES = {WHATSAPP: 50, DOOR: 35, NETWORK: 15}
REPEATED = 0.3
# Senders of two messages at the same moment, of the same matter.
TWO_AT_ONCE = 0.1
MATTERS = (
    ("Padosi roz raat ko tez gana bajate hain", "Bachche so nahi paate"),
    ("Mera mobile phone bazaar mein kho gaya hai", "Us mein mera aadhaar ka photo tha"),
    ("मेरी साइकिल कल शाम बाज़ार से चोरी हो गई", "लाल रंग की थी"),
    ("The shop keeper has put his goods on the road and nobody can pass", "Since last month"),
    ("दुकानदार ने दो महीने की मज़दूरी नहीं दी", "रोज़ टाल देता है"),
    ("Kirayedar ghar khali nahi kar raha hai", "Do mahine ka kiraya bhi baaki hai"),
)
PLACES = ("Kalyanpur", "Naubasta", "Govind Nagar", "Chakeri")


@dataclass
class Written:
    """A message of a citizen.

    :ivar way: WHATSAPP, DOOR or NETWORK
    :ivar sender: digits of the phone
    :ivar identifier: under which the ledger has it; empty of what comes by the network: Kannel
        chooses it, and another one when it brings the same again
    """

    way: str
    sender: str
    text: str
    identifier: str


@dataclass
class Delivery:
    """One thing that comes in: some messages, of which some may have come before.

    :ivar body: raw bytes of a webhook, or the query that Kannel asks the door for
    :ivar parts: of an SMS, as the network delivers them
    """

    way: str
    sender: str = ""
    body: bytes = b""
    parts: tuple[Part, ...] = ()


def written(size, seed):
    """:return: `size` messages of a Written each; those of one sender stand together"""
    chance, numbers = random.Random(seed), itertools.count(1)
    messages = []
    while len(messages) < size:
        [way] = chance.choices(list(SHARES), SHARES.values())
        number = next(numbers)
        matter, more = chance.choice(MATTERS)
        texts = [f"{matter} ({number}), thana {chance.choice(PLACES)}"]
        if chance.random() < TWO_AT_ONCE:
            texts.append(f"{more} ({number})")
        # No number that anybody can have.
        sender = f"9100000{number:05}"
        messages += [_written(chance, way, sender, text) for text in texts]
    return messages[:size]


def _written(chance, way, sender, text):
    identifier = {
        WHATSAPP: f"wamid.{chance.randbytes(18).hex()}",
        DOOR: chance.randbytes(16).hex(),
        NETWORK: "",
    }
    return Written(way, sender, text, identifier[way])


def deliveries(messages, seed):
    """:return: list of Delivery, in the order in which they come; three in ten come again"""
    chance, turns = random.Random(f"{seed} order"), []
    of_senders = itertools.groupby(messages, key=lambda one: (one.way, one.sender))
    for (way, _sender), group in of_senders:
        theirs = list(group)
        place = chance.random()
        # What is of one sender comes at the same moment.
        turns += [(place, _deliver([one], chance)) for one in theirs]
        if way != NETWORK:
            again = [one for one in theirs if chance.random() < _share_repeated()]
            turns += [(chance.random(), _deliver([one], chance)) for one in again]
    return [delivery for _place, delivery in sorted(turns, key=lambda turn: turn[0])]


def _share_repeated():
    """The network's own repeats are not ours to choose: more of the others come again instead."""
    return REPEATED * 100 / (100 - SHARES[NETWORK])


def _deliver(messages, chance):
    [first] = messages
    if first.way == WHATSAPP:
        return Delivery(WHATSAPP, body=_body(first, chance))
    if first.way == DOOR:
        return Delivery(DOOR, body=_query(first))
    reference = chance.randrange(256)
    alphabet = "gsm" if first.text.isascii() else "ucs-2"
    of_text = parts(first.text, alphabet, reference)
    chance.shuffle(of_text)
    return Delivery(NETWORK, first.sender, parts=tuple(of_text))


def _query(message):
    said = {
        "event": "mo",
        "text": message.text,
        "id": message.identifier,
        "charset": "UTF-8",
        "coding": "0",
        "from": f"+{message.sender}",
        "to": "56161",
    }
    return urllib.parse.urlencode(said).encode()


class _Kept:
    """In place of a webhook: what would be posted."""

    def post(self, value):
        self.value = value


def _body(message, chance):
    kept = _Kept()
    Citizens(kept).write(f"+{message.sender}", message.text, id=message.identifier)
    changes = [{"field": "messages", "value": kept.value}]
    if chance.random() < 0.5:
        # Meta says the same in other bytes when it brings something along.
        changes.append({"field": "account_update", "value": {"event": str(time.time_ns())}})
    entry = {"id": "102290129340398", "changes": changes}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def signature(body, secret):
    """What Meta says beside a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

"""What the messages of a webhook say, type by type.

The types are those of the reference of the webhook `messages`; one that is new is a message all the
same: something came that nobody here can read, and its sender is asked for words.
"""

import hashlib
import json
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from odoo.addons.police_grievance.tools.shown import CARD, as_pin

from ..incoming import MOVED, PERSON, SIGN, TAKEN_BACK, RemoteFile
from .shape import degrees, items, mapping, phone_of, user_of, words

MEDIA = ("image", "video", "audio", "voice", "document", "sticker")
# The messenger asks again for so long when we do not answer.
_ASKED_AGAIN_FOR = timedelta(days=8)
_LONGEST_ID = 255
_HEX, _SHA256_BYTES = 64, 32


@dataclass
class Said:
    """What one message says.

    :ivar place: of a location: its name and address
    :ivar at: (latitude, longitude) in degrees, or (None, None)
    :ivar answers: ids of messages that it belongs to
    :ivar moved_to: where its sender is from now on
    """

    text: str = ""
    kind: str = PERSON
    pressed: str = ""
    place: str = ""
    at: tuple = (None, None)
    phones: list = field(default_factory=list)
    remote: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    moved_to: list = field(default_factory=list)
    is_sealed: bool = False


def read(message):
    """
    :param dict message: one of a webhook
    :rtype: Said
    """
    kind = words(message.get("type"))
    reader = _media if kind in MEDIA else _READERS.get(kind, _unknown)
    said = reader(message, mapping(message.get(kind)))
    context = words(mapping(message.get("context")).get("id"))
    said.answers = [named(name) for name in (*said.answers, context) if name]
    return said


def named(external_id):
    """An identifier as the ledger can look it up: theirs, or what stands for one too long."""
    if len(external_id) <= _LONGEST_ID:
        return external_id
    return hashlib.sha256(external_id.encode()).hexdigest()


def id_of(message):
    """:return: the message's identifier; of one that has none, what stands for its content"""
    return named(words(message.get("id"))) or fingerprint(message)


def fingerprint(what):
    """:return: SHA-256 (hex) of something that JSON can say"""
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def moment_of(message, received_at):
    """When it was written (naive UTC), if that is believable, else when we had it."""
    try:
        at = datetime.fromtimestamp(int(words(message.get("timestamp"))), UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return received_at
    return at if received_at - _ASKED_AGAIN_FOR <= at <= received_at else received_at


def _text(_message, text):
    return Said(words(text.get("body")))


def _media(message, media):
    external_id = words(media.get("id"))
    if not external_id:
        return _unknown(message, media)
    file = RemoteFile(
        external_id=external_id,
        mimetype=words(media.get("mime_type")),
        name=words(media.get("filename")),
        sha256=_hex(words(media.get("sha256"))),
        is_voice=media.get("voice") is True or message.get("type") == "voice",
    )
    return Said(words(media.get("caption")), remote=[file])


def _hex(digest):
    """A SHA-256 as hex: it comes in Base64. Empty if it is none."""
    try:
        octets = bytes.fromhex(digest) if len(digest) == _HEX else b64decode(digest)
    except ValueError:
        return ""
    return octets.hex() if len(octets) == _SHA256_BYTES else ""


def _location(message, location):
    at = degrees(location.get("latitude"), 90), degrees(location.get("longitude"), 180)
    if None in at:
        return _unknown(message, location)
    place = ", ".join(filter(None, (words(location.get(name)) for name in ("name", "address"))))
    return Said(as_pin(*at, place), place=place, at=at)


def _contacts(message, _contacts):
    """Somebody's card, seldom the sender's own: unless we asked for it, its numbers are only words."""
    lines, phones = [], []
    for card in items(message.get("contacts")):
        numbers = [words(phone.get("phone")) for phone in items(card.get("phones"))]
        name = words(mapping(card.get("name")).get("formatted_name"))
        told = ": ".join(filter(None, (name, ", ".join(filter(None, numbers)))))
        lines += [" ".join((CARD, *told.split()))] if told else []
        phones += [phone_of(phone.get("wa_id")) for phone in items(card.get("phones"))]
    is_asked_for = words(message.get("origin")) == "contact_request"
    text = "\n".join(lines)
    return Said(text, phones=list(filter(None, phones)) if is_asked_for else [], is_sealed=not text)


def _button(_message, button):
    return Said(words(button.get("text")), pressed=words(button.get("payload")))


def _interactive(message, interactive):
    kind = words(interactive.get("type"))
    reply = mapping(interactive.get(kind))
    if kind in ("button_reply", "list_reply"):
        return Said(words(reply.get("title")), pressed=words(reply.get("id")))
    if kind == "nfm_reply":
        return Said(words(reply.get("response_json")) or words(reply.get("body")))
    if kind == "call_permission_reply":
        return Said(kind=SIGN)
    return _unknown(message, interactive)


def _order(_message, order):
    goods = [
        f"{words(item.get('quantity'))} × {words(item.get('product_retailer_id'))}"
        for item in items(order.get("product_items"))
    ]
    text = "\n".join(filter(None, (words(order.get("text")), *goods)))
    return Said(text, is_sealed=not text)


def _reaction(_message, reaction):
    said = Said(words(reaction.get("emoji")), kind=SIGN)
    said.answers = [words(reaction.get("message_id"))]
    return said


def _edit(_message, edit):
    """Words in place of others: these are said now, and those are kept."""
    inner = mapping(edit.get("message"))
    kind = words(inner.get("type"))
    said = read(inner) if kind not in ("edit", "revoke", "system") else _unknown(inner, {})
    said.answers = [words(edit.get("original_message_id")), *said.answers]
    return said


def _revoke(_message, revoke):
    return Said(kind=TAKEN_BACK, answers=[words(revoke.get("original_message_id"))])


def _system(_message, system):
    new = [phone_of(system.get("wa_id")), user_of(system.get("user_id"))]
    is_move = words(system.get("type")) in ("user_changed_number", "user_changed_user_id")
    moved_to = list(filter(None, new)) if is_move else []
    return Said(words(system.get("body")), kind=MOVED if moved_to else SIGN, moved_to=moved_to)


def _chat_opened(_message, _nothing):
    return Said(kind=SIGN)


def _unknown(_message, _content):
    """Such as a poll, or a picture to be seen once, which the messenger gives to no program."""
    return Said(is_sealed=True)


_READERS = {
    "text": _text,
    "location": _location,
    "contacts": _contacts,
    "button": _button,
    "interactive": _interactive,
    "order": _order,
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
    "system": _system,
    "request_welcome": _chat_opened,
}

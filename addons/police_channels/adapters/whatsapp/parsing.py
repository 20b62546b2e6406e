"""A body of the webhook `messages`, taken apart: any number of messages and reports in each."""

import json
from dataclasses import asdict, replace

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.police_grievance.tools.number import find_numbers, nearly_numbers

from ..incoming import ELSEWHERE, Incoming, Receipt
from ..outgoing import WINDOW_CLOSED
from .outcome import OUTSIDE_WINDOW
from .reading import fingerprint, id_of, moment_of, named, read
from .shape import items, mapping, phone_of, user_of, words

KIND = "whatsapp"
# What else Meta tells is of the account, of templates and the like.
_FIELD = "messages"
# That it was sent tells nothing new.
_STATUS = {"delivered": "delivered", "read": "read", "played": "read", "failed": "failed"}
# Fewer letters are no name, such as a heart.
_FEWEST_LETTERS = 3
_LONGEST_SIGN = 100


def parse(raw, received_at, number_id=""):
    """
    :param str number_id: Meta's, of our number; what came to another one is not for us
    :return: (list of Incoming, list of Receipt)
    :raises ValueError: it is no JSON object of this webhook
    """
    entries = mapping(json.loads(raw)).get("entry")
    if entries is None:
        raise ValueError("no body of this webhook")
    incoming, receipts = [], []
    for entry in items(entries):
        for change in items(entry.get("changes")):
            if words(change.get("field")) not in (_FIELD, ""):
                continue
            value = mapping(change.get("value"))
            people = items(value.get("contacts"))
            for message in items(value.get("messages")):
                item = _incoming(message, people, received_at)
                incoming.append(_as_addressed(item, value, number_id))
            # Of another number, too: ours may have been another one when we wrote.
            for status in items(value.get("statuses")):
                receipts += _receipts(status)
    return incoming, receipts


def _as_addressed(item, value, number_id):
    """:return: the same message; set aside where it names another number than ours"""
    named_id = words(mapping(value.get("metadata")).get("phone_number_id"))
    if not number_id or named_id in ("", number_id):
        return item
    return replace(item, kind=ELSEWHERE, sign=f"phone_number_id {named_id}"[:_LONGEST_SIGN])


def _incoming(message, people, received_at):
    said = read(message)
    person = _person(message, people)
    addresses = _addresses(message, person)
    envelope = Envelope(
        channel=KIND,
        received_at=moment_of(message, received_at),
        sender_kind=KIND,
        sender_value=next(iter(addresses), ""),
        other_values=addresses[1:],
        sender_name=_name(person),
        is_profile_name=True,
        text=said.text,
        mentioned_numbers=[*find_numbers(said.text), *nearly_numbers(said.text)],
        place_text=said.place,
        latitude=said.at[0],
        longitude=said.at[1],
        phones=said.phones,
    )
    return Incoming(
        external_id=id_of(message),
        content_hash=_content_hash(envelope, said, message),
        envelope=envelope,
        kind=said.kind,
        sign=words(message.get("type")) if said.kind != "person" else "",
        answers=said.answers,
        problem=_problem(message) if said.is_sealed else "",
        is_sealed=said.is_sealed,
        pressed=said.pressed,
        remote=said.remote,
        moved_to=said.moved_to,
    )


def _person(message, people):
    """What a webhook says beside its messages of the sender of one of them."""
    keys = {phone_of(message.get("from")), user_of(message.get("from_user_id"))} - {""}
    for person in people:
        if keys & {phone_of(person.get("wa_id")), user_of(person.get("user_id"))}:
            return person
    return people[0] if len(people) == 1 and not keys else {}


def _addresses(message, person):
    """:return: where the sender is: the phone first, which the operators of SMS know, too

    Of who has got another identifier it may say nothing but the one before.
    """
    phone = phone_of(message.get("from")) or phone_of(person.get("wa_id"))
    user = user_of(message.get("from_user_id")) or user_of(message.get("from"))
    system = mapping(message.get("system"))
    before = (user_of(system.get(f"previous_{whose}user_id")) for whose in ("", "parent_"))
    known = (phone, user or user_of(person.get("user_id")), *before)
    return list(dict.fromkeys(filter(None, known)))


def _name(person):
    name = " ".join(words(mapping(person.get("profile")).get("name")).split())
    return name if sum(map(str.isalpha, name)) >= _FEWEST_LETTERS else ""


def _content_hash(envelope, said, message):
    """Of what was said, but for addresses of files, which are others each time.

    A button is pressed below a message: below another one it says something else.
    """
    told = {
        "sender": envelope.sender_value,
        **{name: value for name, value in asdict(said).items() if name != "answers"},
        "remote": [file.sha256 or file.external_id for file in said.remote],
        "below": said.answers if said.pressed else [],
        "unread": message if said.is_sealed else {},
    }
    return fingerprint(told)


def _problem(message):
    """:return: of what type it is that nobody can read, and what the messenger says of it"""
    kinds = [message.get("type"), mapping(message.get("unsupported")).get("type")]
    errors = [
        f"{words(error.get('code'))} {words(error.get('title'))}"
        for error in items(message.get("errors"))
    ]
    return " · ".join(filter(None, (*map(words, kinds), *errors)))[:200]


def _receipts(status):
    name = words(status.get("status"))
    if name not in _STATUS:
        return []
    errors = items(status.get("errors"))
    details = [
        words(error.get("title")) + _details(mapping(error.get("error_data"))) for error in errors
    ]
    code = words(errors[0].get("code")) if errors else ""
    is_closed = name == "failed" and code == str(OUTSIDE_WINDOW)
    receipt = Receipt(
        external_id=named(words(status.get("biz_opaque_callback_data"))),
        provider_id=named(words(status.get("id"))),
        status=_STATUS[name],
        code=code,
        detail="; ".join(details),
        refusal=WINDOW_CLOSED if is_closed else "",
    )
    return [receipt]


def _details(data):
    details = words(data.get("details"))
    return f": {details}" if details else ""

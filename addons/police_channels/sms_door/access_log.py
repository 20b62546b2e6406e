"""Reads the access log of Kannel's bearerbox, in the format that config/kannel/kannel.conf.in names."""

import re
from dataclasses import dataclass

# Seconds since 1970, what happened, identifier, connection, coding, sender, receiver, header, octets
# of the text. The text comes last: in 7 bits it stands as it is, bars and all (with a dot for what
# does not print in ASCII), so that only its length tells where it ends. Else it is hexadecimal.
RECORD = re.compile(
    rb"^(\d+)\|([^|\n]*)\|([0-9a-f-]{36})\|([^|\n]*)\|(-?\d)\|([^\n]*?)\|([^|\n]*)\|([0-9a-fA-F]*)\|(\d+)\|",
    re.MULTILINE,
)
RECEIVED = b"Receive SMS"
BINARY, UCS2 = 1, 2


@dataclass
class Message:
    """A message that came in, as the log has it.

    :ivar at: offset of its record in the log
    :ivar moment: seconds since 1970
    :ivar bytes text: by `coding`: UTF-8, octets, UTF-16BE
    """

    at: int
    moment: int
    message_id: str
    smsc: str
    coding: int
    sender: str
    receiver: str
    udh: bytes
    text: bytes


def received(content, start):
    """Take the log apart.

    :param bytes content: a piece of the log that begins with a record
    :param int start: offset of the piece in the log
    :return: (list of Message, offset behind the last whole record)
    """
    messages, position = [], 0
    while found := RECORD.search(content, position):
        octets, coding = int(found[9]), int(found[5])
        end = found.end() + (2 * octets if coding in (BINARY, UCS2) else octets)
        if len(content) <= end:
            break  # not written to its end yet
        if content[end : end + 1] != b"\n":
            # The text has a NUL in it, behind which the log has nothing.
            end = content.find(b"\n", found.end())
            if end < 0:
                break
        if found[2] == RECEIVED:
            messages.append(_message(found, content[found.end() : end], start))
        position = end + 1
    return messages, start + position


def _message(found, text, start):
    coding = int(found[5])
    if coding in (BINARY, UCS2):
        text = _from_hex(text)
    return Message(
        at=start + found.start(),
        moment=int(found[1]),
        message_id=found[3].decode(),
        smsc=found[4].decode("utf-8", "replace"),
        coding=coding,
        sender=found[6].decode("utf-8", "replace"),
        receiver=found[7].decode("utf-8", "replace"),
        udh=_from_hex(found[8]),
        text=text,
    )


def _from_hex(digits):
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""

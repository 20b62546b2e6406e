"""Delivery reports inside a mail: RFC 3464 (bounces, delays) and RFC 8098 (read receipts)."""

import re
from dataclasses import dataclass
from email import message_from_string

from .text import decode_bytes, headers_of

_ACTIONS = {
    "failed": "failed",
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": "delivered",
    "expanded": "delivered",
}
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")


@dataclass
class MailReport:
    """What a report says about one mail of ours.

    :ivar message_id: Message-Id of the mail it is about, with angle brackets, or empty
    :ivar status: failed, delayed, delivered or read
    :ivar code: enhanced status code such as "5.1.1", or empty
    :ivar detail: the other server's words
    """

    message_id: str
    status: str
    code: str = ""
    detail: str = ""


def read_reports(mail):
    """Reports in a parsed `email.message.Message`.

    :return: list of MailReport, one per recipient named; empty if the mail holds none
    """
    message_id = _reported_message_id(mail)
    reports = []
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            reports += _delivery_reports(part, message_id)
        elif kind == "message/disposition-notification":
            reports += _disposition_reports(part, message_id)
    return reports


def _delivery_reports(part, message_id):
    for block in _blocks(part):
        headers = headers_of(block)
        status = _ACTIONS.get(headers.get("action", "").lower())
        if status:
            code = re.search(r"\d\.\d{1,3}\.\d{1,3}", headers.get("status", ""))
            detail = headers.get("diagnostic-code", "")[:500]
            yield MailReport(message_id, status, code.group() if code else "", detail)


def _disposition_reports(part, message_id):
    for block in _blocks(part):
        headers = headers_of(block)
        disposition = headers.get("disposition", "").lower()
        if disposition.endswith("displayed"):
            named = headers.get("original-message-id")
            yield MailReport(named or message_id, "read", "", disposition)


def _blocks(part):
    """The header blocks of a report part; Python parses some kinds itself and leaves others."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return payload
    blocks = re.split(r"\n\s*\n", decode_bytes(part.get_payload(decode=True) or b"", "utf-8"))
    return [message_from_string(block.strip() + "\n\n") for block in blocks if block.strip()]


def _reported_message_id(mail):
    """Message-Id of the mail that a report encloses, whole or only its headers."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and isinstance(part.get_payload(), list):
            return headers_of(part.get_payload(0)).get("message-id", "")
        if kind in ("text/rfc822-headers", "message/rfc822-headers"):
            text = decode_bytes(part.get_payload(decode=True) or b"", "utf-8")
            found = re.search(
                r"^message-id:\s*(<[^<>]{3,250}>)", text, re.IGNORECASE | re.MULTILINE
            )
            return found.group(1) if found else ""
    return ""


def message_ids(text):
    """:return: the Message-Ids in `text`, each once, in order, with angle brackets"""
    return list(dict.fromkeys(_MESSAGE_ID.findall(text or "")))

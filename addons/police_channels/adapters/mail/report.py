"""Delivery reports inside a mail: RFC 3464 (bounces, delays), RFC 8098 (read receipts), and what
mail servers that know neither write in plain words: qmail (QSBMF), Exim, Exchange, older ones.
"""

import re
from dataclasses import dataclass
from email import message_from_string

from .text import decode_base64, decode_bytes, headers_of, html_to_text

_ACTIONS = {
    "failed": "failed",
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": "delivered",
    "expanded": "delivered",
}
# Of a plain bounce: which mail it is about, why, and whether that is final.
_ID_LINE = re.compile(r"^[ \t>]*message-id:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)
_CODE = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_DELAYED = re.compile(
    r"delayed|not yet been delivered|(will|to) (keep|continue) trying|still trying|do not need to resend",
    re.IGNORECASE,
)
_REASON_LENGTH, _COPY_LENGTH = 500, 200_000
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


def read_reports(mail, is_bounce=False):
    """Reports in a parsed `email.message.Message`.

    :param bool is_bounce: it is known to come from a mail server, about an undelivered mail
    :return: list of MailReport, one per recipient named; empty if the mail holds none
    """
    message_id = _reported_message_id(mail) or (_message_id_in_words(mail) if is_bounce else "")
    reports = []
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            reports += _delivery_reports(part, message_id)
        elif kind == "message/disposition-notification":
            reports += _disposition_reports(part, message_id)
    if is_bounce and message_id and not reports:
        reports.append(_plain_report(mail, message_id))
    return reports


def _message_id_in_words(mail):
    """Which mail a bounce is about, as the copy of the mail in its words says, or its own header."""
    found = _ID_LINE.findall("\n".join(_texts(mail)))
    found += message_ids(headers_of(mail).get("in-reply-to"))
    return next(iter(found), "")


def _plain_report(mail, message_id):
    """What a bounce says in plain words: the reason stands before the copy of the mail."""
    reason = _ID_LINE.split("\n".join(_texts(mail)), maxsplit=1)[0]
    subject = headers_of(mail).get("subject", "")
    is_delayed = _DELAYED.search(f"{subject}\n{reason[:_REASON_LENGTH]}")
    code = _CODE.search(reason)
    return MailReport(
        message_id,
        "delayed" if is_delayed else "failed",
        code.group() if code else "",
        " ".join(reason.split())[:_REASON_LENGTH],
    )


def _texts(mail):
    """The words of the parts of a mail, without those that it encloses as mails."""
    for part in mail.walk():
        kind = part.get_content_type()
        if not part.is_multipart() and (kind.startswith("text/") or kind == "message/rfc822"):
            text = decode_bytes(part.get_payload(decode=True) or b"", "utf-8")[:_COPY_LENGTH]
            yield html_to_text(text) if kind == "text/html" else text


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
            named = message_ids(headers_of(part.get_payload(0)).get("message-id"))
            return next(iter(named or _ids_in_code(part)), "")
        if kind in ("text/rfc822-headers", "message/rfc822-headers"):
            text = decode_bytes(part.get_payload(decode=True) or b"", "utf-8")
            found = re.search(
                r"^message-id:\s*(<[^<>]{3,250}>)", text, re.IGNORECASE | re.MULTILINE
            )
            return found.group(1) if found else ""
    return ""


def _ids_in_code(part):
    """Of a mail enclosed as base64, which RFC 2046 forbids and programs write all the same."""
    code = part.get_payload(0).get_payload()
    encoding = str(part.get("content-transfer-encoding", "")).lower()
    if "base64" not in encoding or not isinstance(code, str):
        return []
    return _ID_LINE.findall(decode_bytes(decode_base64(code), "utf-8"))


def message_ids(text):
    """:return: the Message-Ids in `text`, each once, in order, with angle brackets"""
    return list(dict.fromkeys(_MESSAGE_ID.findall(text or "")))

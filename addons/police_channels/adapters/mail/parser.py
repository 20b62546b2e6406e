"""A mail's raw bytes taken apart. Survives whatever a stranger sends; loses nothing of it."""

import hashlib
import re
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import Compat32

from .address import mailboxes
from .html import safe_html
from .kind import classify
from .quote import strip_quoted
from .report import message_ids, read_reports
from .text import (
    clean,
    decode_base64,
    decode_bytes,
    decode_header_text,
    headers_of,
    html_to_text,
)

# A text longer than this goes along whole as a file; the start of it is what people read.
LONGEST_TEXT = 100_000
# No mailer writes more parameters of a header, or a longer list of senders.
_MOST_PARAMETERS, _LONGEST_SENDER = 50, 10_000
_ADDRESS = re.compile(r"^[^@\s<>,;:\"']{1,64}@[a-z0-9\u0080-\uffff.-]{1,253}$")


class _BriefHeaders(Compat32):
    """Hands out headers unparsed, since the newer policies raise on many broken ones.

    The standard library reads parameters in the square of their number: from the first impossible
    one on they are left out. They stay in the bytes that are kept.
    """

    def header_source_parse(self, sourcelines):
        name, value = super().header_source_parse(sourcelines)
        if name.lower().startswith("content-"):
            value = ";".join(value.split(";", _MOST_PARAMETERS)[:_MOST_PARAMETERS])
        return name, value


_POLICY = _BriefHeaders()


@dataclass
class MailFile:
    """One attachment. `content` is the decoded bytes, exactly as the sender's file was."""

    name: str
    mimetype: str
    content: bytes


@dataclass
class ParsedMail:
    """A mail taken apart. Text is clean Unicode, addresses lower case, empty when missing.

    :ivar kind: see adapters.base.KINDS; `sign` is the header that told
    :ivar text: the body in plain words; `reply_text` the same without quotation
    :ivar html: the HTML body made safe to show, empty if there was none
    :ivar references: Message-Ids that this mail answers, nearest first
    :ivar problem: why the mail could not be taken apart as it claims, or empty
    """

    message_id: str = ""
    kind: str = "person"
    sign: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    reply_text: str = ""
    html: str = ""
    references: list = field(default_factory=list)
    files: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    problem: str = ""

    def content_hash(self):
        """:return: SHA-256 (hex) over what the sender wrote, whatever way the mail travelled"""
        digest = hashlib.sha256()
        for part in (self.sender, self.subject, self.text, self.html):
            digest.update(part.encode("utf-8", "replace") + b"\x00")
        for item in self.files:
            digest.update(hashlib.sha256(item.content).digest())
        return digest.hexdigest()


def parse_mail(raw, envelope_from=None, own_addresses=()):
    """Take a mail apart.

    :param bytes raw: the mail as it arrived
    :param envelope_from: return path as the SMTP dialogue said; None when not known
    :param own_addresses: addresses of this service, to know its own mail again
    :return: ParsedMail, for any input whatever
    """
    try:
        return _parse(raw, envelope_from, own_addresses)
    except Exception as error:  # noqa: BLE001 whatever the standard library finds too broken to read
        text = decode_bytes(raw, "utf-8")
        return _readable(
            ParsedMail(problem=type(error).__name__, sender=_address(envelope_from or "")), [text]
        )


def _parse(raw, envelope_from, own_addresses):
    mail = BytesParser(policy=_POLICY).parsebytes(raw)
    headers = headers_of(mail)
    name, address = _sender(mail, envelope_from)
    kind, sign = classify(
        headers, address, envelope_from, frozenset(own_addresses), mail.get_content_type()
    )
    parsed = ParsedMail(
        message_id=next(iter(message_ids(headers.get("message-id"))), ""),
        kind=kind,
        sign=sign,
        sender=address,
        sender_name=name,
        subject=headers.get("subject", ""),
        references=_references(headers),
        reports=read_reports(mail),
        problem=_problem(mail),
    )
    texts, htmls = _take_parts(mail, parsed.files)
    parsed.html = "\n".join(filter(None, map(safe_html, htmls)))
    return _readable(parsed, texts if any(map(str.strip, texts)) else map(html_to_text, htmls))


def _readable(parsed, texts):
    whole = "\n\n".join(text.strip() for text in texts).strip()
    parsed.text, parsed.reply_text = whole, strip_quoted(whole[:LONGEST_TEXT])
    if len(whole) > LONGEST_TEXT:
        parsed.files.append(MailFile("message.txt", "text/plain", whole.encode()))
        parsed.text = whole[:LONGEST_TEXT]
    return parsed


def _sender(mail, envelope_from):
    """Name and address of the writer: From, else Sender, else the return path."""
    raw = {name.lower(): str(value) for name, value in reversed(list(mail.raw_items()))}
    for header in ("from", "sender"):
        for name, address in mailboxes(_without_surrogates(raw.get(header, "")[:_LONGEST_SENDER])):
            if _address(address):
                return decode_header_text(name), _address(address)
    return decode_header_text(raw.get("from", "")), _address(envelope_from or "")


def _without_surrogates(value):
    return decode_bytes(value.encode("utf-8", "surrogateescape")).replace("\n", " ")


def _address(text):
    address = clean(text).strip().strip("<>").lower()
    return address if _ADDRESS.match(address) else ""


def _references(headers):
    nearest_first = message_ids(headers.get("in-reply-to"))
    nearest_first += reversed(message_ids(headers.get("references")))
    return list(dict.fromkeys(nearest_first))[:50]


def _problem(mail):
    defects = [type(defect).__name__ for part in mail.walk() for defect in part.defects]
    return ", ".join(dict.fromkeys(defects))


def _take_parts(mail, files):
    """Sort the parts into bodies and files.

    :return: (texts, htmls); attachments are appended to `files`
    """
    texts, htmls = [], []
    for part in _leaves(mail):
        kind, content = part.get_content_type(), _content(part)
        name = _file_name(part)
        is_body = not name and part.get_content_disposition() != "attachment"
        if is_body and kind == "text/plain":
            texts.append(decode_bytes(content, part.get_content_charset()))
        elif is_body and kind == "text/html":
            htmls.append(decode_bytes(content, part.get_content_charset()))
        elif content and not (is_body and kind.startswith("multipart/")):
            files.append(MailFile(name or _default_name(kind, files), kind, content))
        elif content:
            texts.append(decode_bytes(content, part.get_content_charset()))
    return texts, htmls


def _leaves(mail):
    """Parts that hold bytes. An enclosed mail is one file, not more parts of this one."""
    stack = [mail]
    while stack:
        part = stack.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            stack.extend(reversed(part.get_payload()))
        else:
            yield part


def _content(part):
    if part.is_multipart():
        return b"\n".join(enclosed.as_bytes() for enclosed in part.get_payload())
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        return decode_base64(part.get_payload() or "")
    return part.get_payload(decode=True) or b""


def _file_name(part):
    try:
        name = decode_header_text(part.get_filename() or "")
    except Exception:  # noqa: BLE001 a file name in a broken encoding is no reason to lose the file
        name = "attachment"
    return re.sub(r"[/\\]+", "_", name)[-200:]


def _default_name(kind, files):
    ending = {"message/rfc822": "eml", "text/calendar": "ics"}.get(kind, kind.split("/")[-1])
    return f"attachment-{len(files) + 1}.{re.sub(r'[^a-z0-9]+', '', ending)[:10] or 'bin'}"

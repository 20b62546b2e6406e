"""A mail's raw bytes taken apart. Survives whatever a stranger sends; loses nothing of it."""

import hashlib
import re
from dataclasses import dataclass, field
from email.parser import BytesParser

from odoo.addons.police_force.tools.text import clean

from ..incoming import BOUNCE
from .address import mailboxes
from .html import safe_html
from .kind import classify
from .parts import POLICY, MailFile, default_name, parse_parts, read_parts
from .report import message_ids, read_reports
from .text import decode_8bit, decode_bytes, decode_header_text, headers_of

# A text longer than this goes along whole as a file; the start of it is what people read.
LONGEST_TEXT = 100_000
_LONGEST_SENDER = 10_000
_ADDRESS = re.compile(r"^[^@\s<>,;:\"']{1,64}@[a-z0-9\u0080-\uffff.-]{1,253}$")
# Addresses that many write from, and nobody reads.
_NOBODY = re.compile(r"^(?:no|do[._-]?not)[._-]?reply(?:[+._-].*)?@")
# Mails in mails in mails: so many are looked into for words, where there are none outside.
_DEEPEST_MAIL = 3
_SHOWN_OF_ENCLOSED = ("From", "Date", "Subject")


@dataclass
class ParsedMail:
    """A mail taken apart. Text is clean Unicode, addresses lower case, empty when missing.

    :ivar kind: see adapters.incoming.KINDS; `sign` is the header that told
    :ivar sender: whom to answer, which is who wrote; empty if that is nobody
    :ivar text: the body in plain words, with what it quotes
    :ivar html: the HTML body made safe to show, empty if there was none
    :ivar references: Message-Ids that this mail answers, nearest first
    :ivar problem: why the mail could not be taken apart as it claims, or empty
    :ivar is_sealed: something in it cannot be opened, and may hold words
    """

    message_id: str = ""
    kind: str = "person"
    sign: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    references: list = field(default_factory=list)
    files: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    problem: str = ""
    is_sealed: bool = False

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
    mail = parse_parts(raw)
    headers, own = headers_of(mail), frozenset(own_addresses)
    senders = _senders(mail)
    by_path = decode_header_text(mail.get("from", "")), _address(envelope_from or "")
    written_from = senders["from"] or senders["sender"] or by_path
    kind, sign = classify(headers, written_from[1], envelope_from, own, mail.get_content_type())
    name, address = _writer(senders, written_from, own)
    parsed = ParsedMail(
        message_id=next(iter(message_ids(headers.get("message-id"))), ""),
        kind=kind,
        sign=sign,
        sender=address,
        sender_name=name,
        subject=headers.get("subject", ""),
        references=_references(headers),
        reports=read_reports(_with_enclosed(mail, raw), kind == BOUNCE),
    )
    content = read_parts(mail)
    parsed.is_sealed = bool(content.problem)
    parsed.problem = ", ".join(filter(None, (content.problem, _problem(mail))))
    return _take(parsed, content)


def _with_enclosed(mail, raw):
    """The mail with enclosed mails taken apart, too, as reports of mail servers need it."""
    whole = any(part.get_content_maintype() == "enclosed" for part in mail.walk())
    return BytesParser(policy=POLICY).parsebytes(raw) if whole else mail


def _take(parsed, content):
    """Take words and files over; a named text further down than the first may be a paper, too."""
    bodies = [body for body in content.bodies if body.text.strip()]
    papers = [body.file for body in bodies[1:] if body.file]
    for position, file in enumerate([*content.files, *papers], 1):
        file.name = file.name or default_name(file.mimetype, position)
        parsed.files.append(file)
    htmls = (body.html for body in content.bodies if body.html)
    parsed.html = "\n".join(filter(None, map(safe_html, htmls)))
    return _readable(parsed, [body.text for body in bodies] or _words_of_enclosed(parsed.files))


def _words_of_enclosed(files, depth=1):
    """What the mails say that somebody sent on as files, with who wrote them and when."""
    mails = [file for file in files if file.mimetype in ("message/rfc822", "message/global")]
    return [_words_of_mail(file.content, depth) for file in mails]


def _words_of_mail(raw, depth):
    mail = parse_parts(raw)
    headers, content = headers_of(mail), read_parts(mail)
    head = [
        f"{name}: {headers[name.lower()]}" for name in _SHOWN_OF_ENCLOSED if name.lower() in headers
    ]
    texts = [body.text for body in content.bodies]
    if not "".join(texts).strip() and depth < _DEEPEST_MAIL:
        texts = _words_of_enclosed(content.files, depth + 1)
    return "\n".join(["---------- Forwarded message ----------", *head, "", *texts])


def _readable(parsed, texts):
    whole = "\n\n".join(text.strip() for text in texts).strip()
    parsed.text = whole[:LONGEST_TEXT]
    if len(whole) > LONGEST_TEXT:
        parsed.files.append(MailFile("message.txt", "text/plain", whole.encode()))
    return parsed


def _senders(mail):
    """:return: dict of reply-to, from and sender to (name, address), None where nobody is named"""
    found = {}
    raw = {name.lower(): str(value) for name, value in reversed(list(mail.raw_items()))}
    for header in ("reply-to", "from", "sender"):
        value = decode_8bit(raw.get(header, "")[:_LONGEST_SENDER]).replace("\n", " ")
        pairs = [
            (decode_header_text(name), _address(address)) for name, address in mailboxes(value)
        ]
        found[header] = next((pair for pair in pairs if pair[1]), None)
    return found


def _writer(senders, written_from, own_addresses):
    """Name and address of who wrote: Reply-To, else From, else Sender, else the return path.

    Nobody reads what goes to a machine's address, and many a citizen writes from it.
    """
    name, address = written_from
    reply_to = senders["reply-to"]
    if reply_to and not _NOBODY.match(reply_to[1]) and reply_to[1] not in own_addresses:
        is_same = reply_to[1] == address or not _NOBODY.match(address)
        return reply_to[0] or name * is_same, reply_to[1]
    if _NOBODY.match(address):
        return f"{name} ({address})" if name else address, ""
    return name, address


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

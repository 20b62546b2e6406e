"""The parts of a mail: which of them are its words, and which are files."""

import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32

from .sealed import SEALED, is_locked, opened
from .text import decode_8bit, decode_base64, decode_bytes, decode_header_text, html_to_text

# No mailer writes more parameters of a header.
_MOST_PARAMETERS = 50
# What a part says of its encoding may have a comment or a sign behind it.
_ENCODING = re.compile(r"(?:\([^()]*\)|[\s;,\"'])*([A-Za-z0-9-]+)")
_ENCODING_ALIASES = {
    "qp": "quoted-printable",
    "quotedprintable": "quoted-printable",
    "b64": "base64",
    "base-64": "base64",
}
# Words of one form that the other form of the same text lacks, in hundredths, without being another text.
_SAME_WORDS = 20
# "Your program cannot show HTML" stands in for the text that it is not.
_STAND_IN_WORDS = 25
_EDGES = ".,;:!?()<>[]\"'*_|।-="


class _BriefHeaders(Compat32):
    """Hands out headers unparsed, since the newer policies raise on many broken ones.

    The standard library reads parameters in the square of their number: from the first impossible
    one on they are left out. They stay in the bytes that are kept.
    """

    def header_source_parse(self, sourcelines):
        name, value = super().header_source_parse(sourcelines)
        if name.lower() == "content-transfer-encoding":
            named = _ENCODING.match(value)
            value = named[1].lower() if named else value
            value = _ENCODING_ALIASES.get(value, value)
        elif name.lower().startswith("content-"):
            value = ";".join(value.split(";", _MOST_PARAMETERS)[:_MOST_PARAMETERS])
        return name, value

    def header_fetch_parse(self, name, value):
        return decode_8bit(value)


POLICY = _BriefHeaders()


class Part(Message):
    """A part whose enclosed mails stay the bytes that they are."""

    def get_content_maintype(self):
        main = super().get_content_maintype()
        return "enclosed" if main == "message" else main

    def get_content_type(self):
        kind = super().get_content_type()
        # The parser takes this one apart without asking for the main type.
        return "message/x-delivery-status" if kind == "message/delivery-status" else kind


def parse_parts(raw):
    """:return: Part, for any bytes"""
    return BytesParser(Part, policy=POLICY).parsebytes(raw)


@dataclass
class MailFile:
    """One attachment. `content` is the decoded bytes, exactly as the sender's file was."""

    name: str
    mimetype: str
    content: bytes


@dataclass
class Body:
    """A piece of what the sender wrote.

    :ivar html: as it arrived, if it did as HTML
    :ivar file: the same as a file, if it has a name
    """

    text: str
    html: str = ""
    file: MailFile | None = None


@dataclass
class Content:
    """What a part holds, in order.

    :ivar problem: why what it holds cannot be read, or empty
    """

    bodies: list = field(default_factory=list)
    files: list = field(default_factory=list)
    problem: str = ""


def read_parts(part):
    """Sort a part and all that it holds into words and files; each is in one of them.

    :param Part part: a mail, or a part of one
    :rtype: Content
    """
    if not part.is_multipart():
        return _leaf(part)
    contents = [read_parts(child) for child in part.get_payload()]
    whole = Content(
        [body for content in contents for body in content.bodies],
        [file for content in contents for file in content.files],
        next(filter(None, (content.problem for content in contents)), ""),
    )
    if part.get_content_type() == "multipart/alternative":
        whole.bodies = _one_form(whole.bodies, contents)
    elif part.get_content_type() == "multipart/encrypted":
        whole.problem = SEALED
    return whole


def _one_form(bodies, contents):
    """The same words once, of several forms of them; how they looked goes along."""
    plain = next((content.bodies for content in contents if _is_plain(content)), [])
    rich = next((content.bodies for content in reversed(contents) if _is_rich(content)), [])
    if not (plain and rich):
        return bodies
    html = "\n".join(body.html for body in rich)
    texts = ["\n\n".join(body.text for body in form).strip() for form in (plain, rich)]
    return [Body(_without_repeated(*texts), html)]


def _is_plain(content):
    return content.bodies and not any(body.html for body in content.bodies)


def _is_rich(content):
    return any(body.html for body in content.bodies)


def _without_repeated(plain, rich):
    """The text of two forms of which one may say more, or stand in for the other."""
    words, rich_words = _words(plain), _words(rich)
    if len(rich_words - words) * 100 <= len(rich_words) * _SAME_WORDS:
        return plain
    stands_in = len(words) < _STAND_IN_WORDS and any("html" in word for word in words)
    if stands_in or len(words - rich_words) * 100 <= len(words) * _SAME_WORDS:
        return rich
    return f"{plain}\n\n{rich}"


def _words(text):
    words = (word.strip(_EDGES) for word in text.lower().split())
    return {word for word in words if word}


def _leaf(part):
    kind, content, name = part.get_content_type(), _content(part), _file_name(part)
    is_attached = part.get_content_disposition() == "attachment"
    file = MailFile(name, kind, content)
    inner = opened(kind, name, content)
    if inner is not None:
        found = read_parts(parse_parts(inner)) if inner else Content(problem=SEALED)
        found.files.append(file)
        return found
    if kind in ("text/plain", "text/html") and not is_attached:
        return _words_of(part, kind, content, file)
    if kind.startswith("multipart/") and not (name or is_attached):
        return _words_of(part, "text/plain", content, file)
    return Content(files=[file] if content or name or is_attached else [])


def _words_of(part, kind, content, file):
    """A text that is to be read where it stands; one with a name may be a paper, too."""
    text = decode_bytes(content, _charset(part))
    html = text if kind == "text/html" else ""
    body = Body(html_to_text(text) if html else text, html, file if file.name else None)
    if not content:
        return Content(files=[file] if file.name else [])
    return Content([body], problem=SEALED if is_locked(text) else "")


def _charset(part):
    try:
        return part.get_content_charset()
    except Exception:  # noqa: BLE001 a parameter that the standard library cannot read
        return None


def _content(part):
    """The bytes of a part, whatever it says of them."""
    if part.get("content-transfer-encoding") == "base64":
        return decode_base64(part.get_payload() or "")
    return part.get_payload(decode=True) or b""


def _file_name(part):
    name = _parameter(part, "filename", "content-disposition") or _parameter(
        part, "name", "content-type"
    )
    return re.sub(r"[/\\]+", "_", name)[-200:]


def _parameter(part, name, header):
    """A parameter of a header, in whichever of three ways it is encoded."""
    try:
        value = part.get_param(name, "", header)
        if isinstance(value, tuple):
            charset, _language, value = value
            raw = value.isascii() or max(value) <= "\xff"
            value = decode_bytes(value.encode("latin-1"), charset) if raw else value
        return decode_header_text(value)
    except Exception:  # noqa: BLE001 a file name in a broken encoding is no reason to lose the file
        return "attachment" if name == "filename" else ""


def default_name(kind, position):
    """:return: a name for a file without one, by its type and place among the files"""
    ending = {"message/rfc822": "eml", "text/calendar": "ics"}.get(kind, kind.split("/")[-1])
    return f"attachment-{position}.{re.sub(r'[^a-z0-9]+', '', ending)[:10] or 'bin'}"

"""Text out of mail bytes: character sets, headers, HTML. Nothing here raises on bad input."""

import base64
import re
from email.header import decode_header
from functools import cache

from lxml import html as lxml_html

from odoo.addons.police_force.tools.text import clean

# No header of a person's mail is longer; what is stays as it stands, since decoding it takes the
# square of its length.
_LONGEST_HEADER = 50_000
_BLOCKS = """
address article blockquote dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr
li main ol p pre section table td th tr ul
"""
_SILENT = "head script style title template noscript object svg"
_BLOCK_TAGS, _SILENT_TAGS = frozenset(_BLOCKS.split()), frozenset(_SILENT.split())
# Names that mailers write for a character set Python knows under another one.
_CHARSET_ALIASES = {"unicode-1-1-utf-7": "utf-7", "ks_c_5601-1987": "cp949", "x-unknown": "utf-8"}


def decode_bytes(raw, charset=None):
    """Bytes of a text part as text, whatever the mail claims its character set is.

    The declared set is tried first, then UTF-8 and Windows-1252, since a wrong declaration is
    more often missing or "us-ascii" than truly another alphabet. What is valid UTF-8 is UTF-8,
    whatever set of one byte a letter is declared: by chance hardly any text is.

    :param bytes raw: the decoded body of the part
    :param charset: what the mail declares, or None
    :return: clean text; bytes that fit nowhere become the replacement character
    """
    declared = (charset or "us-ascii").strip().strip("\"'").lower()
    declared = _CHARSET_ALIASES.get(declared, declared)
    first = ("utf-8",) if _has_byte_letters(declared) else ()
    for name in (*first, declared, "utf-8", "cp1252"):
        try:
            return clean(raw.decode(name))
        except (LookupError, UnicodeError, ValueError):
            continue
    return clean(raw.decode("utf-8", "replace"))


@cache
def _has_byte_letters(charset):
    """Whether a character set writes each letter in one byte, beside those of ASCII."""
    try:
        letters = bytes(range(0xA0, 0x100)).decode(charset, "replace")
        return len(letters) == 0x60 and b"ab~{}".decode(charset) == "ab~{}"
    except (LookupError, UnicodeError, ValueError):
        return False


def decode_base64(text):
    """Bytes of a base64 body, whatever a list wrote below it.

    The standard library reads on behind the padding from Python 3.13 on, and then gives back
    nothing but the code.

    :param str text: the body as it stands
    """
    code = re.sub("[^A-Za-z0-9+/=]+", "", text).lstrip("=").partition("=")[0]
    if len(code) % 4 == 1:
        code = code[:-1]  # six bits are no byte
    return base64.b64decode(code + "=" * (-len(code) % 4))


def decode_8bit(value):
    """A header value whose raw bytes were kept as surrogates: what they say."""
    if re.search(r"[\udc80-\udcff]", value):
        return decode_bytes(value.encode("utf-8", "surrogateescape"))
    return value


def decode_header_text(value):
    """A raw header value as one line of text: encoded words decoded, folding and newlines gone.

    :param str value: as `Message.raw_items` gives it, 8-bit bytes kept as surrogates
    """
    value = decode_8bit(value)
    try:
        if len(value) > _LONGEST_HEADER:
            raise ValueError
        pieces = decode_header("\n".join(map(_without_open_end, value.splitlines())))
    except Exception:  # noqa: BLE001 an encoded word whose base64 cannot be read
        pieces = [(value, None)]
    text = "".join(
        decode_bytes(piece, charset) if isinstance(piece, bytes) else piece
        for piece, charset in pieces
    )
    return " ".join(clean(text).split())


def _without_open_end(line):
    """A line in which each encoded word that begins ends: for one that doesn't all would be searched."""
    words, end, rest = line.rpartition("?=")
    return words + end + rest.replace("=?", "= ?")


def headers_of(message):
    """:return: dict of lower-case header name → decoded value of its first occurrence"""
    headers = {}
    for name, value in message.raw_items():
        headers.setdefault(name.lower(), decode_header_text(str(value)))
    return headers


def html_to_text(source):
    """Plain words of an HTML body: scripts and styles dropped, blocks on lines of their own.

    :param str source: HTML as it arrived, trusted in nothing
    :return: text, empty if nothing readable is in it
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    pieces = []
    try:
        _collect(lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser), pieces)
    except Exception:  # noqa: BLE001 lxml refuses empty documents and some broken ones
        pieces = []
    if not "".join(pieces).strip() or _gave_up(parser):
        pieces = [re.sub(r"<[^<>]*>", " ", source)]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", clean("\n".join(lines))).strip()


def _gave_up(parser):
    """The parser stops, silently but for its log, at elements nested without end."""
    return any("depth" in entry.message for entry in parser.error_log)


def _collect(root, pieces):
    """Append the text of `root` in reading order; a stack, since hostile HTML nests without end."""
    stack = [("open", root)]
    while stack:
        step, item = stack.pop()
        if step == "text":
            pieces.append(item)
            continue
        silent = not isinstance(item.tag, str) or item.tag in _SILENT_TAGS
        if silent:
            continue
        if item.tag in _BLOCK_TAGS:
            pieces.append("\n")
            stack.append(("text", "\n"))
        elif item.tag == "br":
            pieces.append("\n")
        for child in reversed(item):
            if child.tail:
                stack.append(("text", child.tail.replace("\n", " ")))
            stack.append(("open", child))
        if item.text:
            pieces.append(item.text if item.tag == "pre" else item.text.replace("\n", " "))

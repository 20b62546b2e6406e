"""Read a CSV file whatever a spreadsheet made of it, and tell what it has spoilt.

A spreadsheet that saves Hindi as "CSV" writes a question mark for each letter: what was there is
lost, and nothing but another file brings it back.
"""

import codecs
import re

# Of what is neither UTF-8 nor UTF-16, only signs that English text has: dashes and quotation marks.
_WINDOWS_SIGNS = bytes([*range(0x91, 0x98), 0x85, 0xA0])
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}
_BYTE_OF = {letter: byte for byte, letter in _WINDOWS.items()}
# Of no text: what is none is told apart from what is in another encoding.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_MARKS = (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")
_SEPARATORS = ",;\t|"
# A letter of Hindi in UTF-8 begins with the bytes that Windows shows as à¤ or à¥.
_LOST = re.compile("\\?\\?|\ufffd|à[¤¥]")
_OTHER_SIGNS = re.compile(r"[^\x00-\x7f]{2,}")


class Spoilt(Exception):
    """The letters of this file are lost, or nobody can say which ones they were."""


def read_csv(content):
    """Return the text of a CSV file.

    :param bytes content: in UTF-8 or UTF-16, with or without a byte order mark; plain English also
        as Windows writes it
    :raise Spoilt: in another encoding
    :raise ValueError: this is no text
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    text = _decoded(content)
    if "\0" in text:
        raise ValueError("no text")
    return text


def _decoded(content):
    encoding = _utf16(content)
    try:
        if encoding:
            return content.decode(encoding).removeprefix("\ufeff")
        return content.decode()
    except UnicodeDecodeError as error:
        if _BINARY.search(content):
            raise
        if content.translate(None, _WINDOWS_SIGNS + bytes(range(128))):
            raise Spoilt from error
    return content.decode("cp1252")


def _utf16(content):
    """The kind of UTF-16 that bytes are in: commas and line ends have a zero in one half."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    zeros = content[1::2].count(0), content[::2].count(0)
    if len(content) % 2 or not any(zeros) or all(zeros):
        return None
    return "utf-16-le" if zeros[0] else "utf-16-be"


def separator_of(text):
    """Return what parts the headings, which have none of these signs themselves."""
    headings = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=headings.count)


def is_spoilt(cell):
    """Whether the letters of a cell became question marks, or signs of another encoding."""
    return bool(_LOST.search(cell)) or any(map(_was_utf8, _OTHER_SIGNS.findall(cell)))


def _was_utf8(run):
    """Whether these signs are the bytes of other letters: "à¤•" was क."""
    try:
        return bool(bytes(_BYTE_OF[letter] for letter in run).decode())
    except (KeyError, UnicodeDecodeError):
        return False


def is_without_hindi(name):
    """Whether what should be a name in Hindi has Latin letters alone, as a font like Kruti Dev does."""
    return bool(re.search("[A-Za-z]", name)) and not re.search("[\u0900-\u097f]", name)

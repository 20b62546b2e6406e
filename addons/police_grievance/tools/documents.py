"""Reads petitions that a typist made with the font Kruti Dev and that come as a DOCX or PDF file."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from .kruti_dev import FONT_NAMES, to_unicode, typed_for_font

_logger = logging.getLogger(__name__)

_TAKES_APART = Path(__file__).with_name("document_pieces.py")
_BEGINNINGS = (b"%PDF", b"PK\x03\x04")
LARGEST, MOST, SECONDS = 20 << 20, 5, 30
_LONGEST = 100_000


def read_documents(files):
    """Note with each file in Kruti Dev what it says. For jobs only: it may take minutes.

    :param files: list of `EnvelopeFile`; no more than a few of them are looked at
    """
    documents = [file for file in files if file.content.startswith(_BEGINNINGS)]
    for file in documents[:MOST]:
        if len(file.content) <= LARGEST:
            file.readable = read_document(file.content)


def read_document(content):
    """Return what a DOCX or PDF file says; empty if nothing in it is Kruti Dev, or it is broken."""
    pieces = _pieces(content)
    # A sign and the letter that it belongs to may stand in two pieces of the same font.
    parts = []
    for font, words in pieces:
        is_typed = bool(FONT_NAMES.search(font))
        if parts and parts[-1][0] == is_typed:
            parts[-1][1].append(words)
        else:
            parts.append((is_typed, [words]))
    (read,) = to_unicode(
        "".join(
            typed_for_font("".join(words)) if is_typed else "".join(words)
            for is_typed, words in parts
        )
    )
    arrived = "".join(words for _font, words in pieces)
    return read.strip() if read != arrived else ""


def _pieces(content):
    """:return: list of [name of the font, text], cut where it is too long"""
    try:
        done = subprocess.run(
            [sys.executable, str(_TAKES_APART)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        pieces = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        # Not what is in it: that is the citizen's.
        _logger.info("a file that came along cannot be read")
        return []
    kept, left = [], _LONGEST
    for font, text in pieces:
        if left <= 0:
            break
        kept.append((font, text[:left]))
        left -= len(text)
    return kept

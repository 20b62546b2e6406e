"""Codes as people and spreadsheets write them: one code, however it comes."""

import re
import unicodedata

from .text import normalise

# Whatever parts a code: blanks, and every sign that looks like a dash.
_PARTED = re.compile(r"[\s_\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63]+")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def code_key(code):
    """Return what is the same of every way to write a code.

    Case, width, script of the digits, kinds of dashes and blanks around or instead of them make no
    difference: "ETW – Bharthana" is "etw-bharthana". A number has no leading zeros, since a
    spreadsheet drops them: 007 is 7. Empty text for None or False.
    """
    text = unicodedata.normalize("NFKC", _PARTED.sub("-", code or ""))
    key = _PARTED.sub("-", normalise(text)).strip("-")
    return (key.lstrip("0") or "0") if key.isdecimal() else key


def near_key(code):
    """Return what is the same of codes that perhaps mean one thing: ETW 07 and etw7."""
    return _LEADING_ZEROS.sub("", code_key(code)).replace("-", "")

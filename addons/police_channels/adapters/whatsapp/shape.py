"""What a body holds, whatever shape its pieces have: a wrong one is as good as none."""

import math
import re

from odoo.addons.police_force.tools.text import clean

# In E.164 without the plus, as `from` and `wa_id` are.
_DIGITS = re.compile(r"\+?([1-9][0-9]{6,14})")
# A user of one business only: country and letters, of a parent business with ENT between.
BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")


def mapping(value):
    return value if isinstance(value, dict) else {}


def items(value):
    """:return: the mappings of a list"""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words(value):
    """Text as it can be stored; of a number its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean(value) if isinstance(value, str) else ""


def degrees(value, most):
    """:return: float within ±`most`; None if it is none"""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= most and math.isfinite(value) else None


def phone_of(value):
    """:return: +…; empty for what is no phone"""
    found = _DIGITS.fullmatch(words(value))
    return f"+{found[1]}" if found else ""


def user_of(value):
    """:return: the id of a user at this business; empty for what is none"""
    return words(value) if BSUID.fullmatch(words(value)) else ""

"""Whether a reply says of itself that it is about something else."""

import re

from odoo.addons.police_force.tools.text import normalise

_MATTERS = r"(?:complaint|complain|shika+ya?t|ma+mla|matter|case|issue|incident|report)"
_PHRASES = (
    rf"\b(?:alag|al?hada|dusr[aei]|doosr[aei]|na[iy][aei]?|naya|nayi|ek aur) (?:se )?{_MATTERS}\b",
    rf"\b(?:another|new|separate|different|second|one more|other) {_MATTERS}\b",
    r"(?:अलग|दूसर[ीाे]|नई|नयी|नया|एक और) (?:से )?(?:शिकायत|मामल[ाे]|केस|घटना|कंप्लेंट)",
)
_SAYS_SO = re.compile("|".join(_PHRASES))


def speaks_of_another_matter(text):
    """Tell whether `text` announces a complaint besides the one that it answers."""
    return bool(_SAYS_SO.search(normalise(text)))

"""What stays the same of a text when somebody passes it on."""

import hashlib
import re

from odoo.addons.police_force.tools.text import words

# Fewer words are said alike by chance.
FEWEST_WORDS = 5
# Lines that a mail program puts above what is passed on; below the last of them stands the text.
_PASSED_ON = re.compile(
    r"^[ \t>]*--[^\n]*(?:forwarded message|original message|अग्रेषित|मूल संदेश)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(
    r"^[ \t>]*\*?(?:from|to|cc|bcc|sent|date|subject|reply-to|प्रेषक|प्रति|दिनांक|विषय)\*? ?:[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SENT_FROM = re.compile(
    r"^[ \t>]*(?:sent|get) (?:from|outlook)[^\n]*$", re.IGNORECASE | re.MULTILINE
)


def fingerprint(text):
    """Return the same for texts that say the same, whatever stands before, between and around.

    Marks of quotation, the head of what is passed on, blanks, punctuation and capitals do not count.

    :param str text: as somebody wrote it, or passed it on
    :return: SHA-256 (hex); empty for a text too short to tell
    """
    passed_on = list(_PASSED_ON.finditer(text))
    if passed_on:
        text = _HEADER.sub("", text[passed_on[-1].end() :])
    said = words(_SENT_FROM.sub("", text))
    if len(said) < FEWEST_WORDS:
        return ""
    return hashlib.sha256(" ".join(said).encode()).hexdigest()

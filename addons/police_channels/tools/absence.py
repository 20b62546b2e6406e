"""Notes of somebody's absence that carry no header of an automatic answer."""

import re

from odoo.addons.police_force.tools.text import normalise, words

# From here on two notes are the same one with other numbers and dates in it.
_SAME_WORDS = 0.6
# A note is short; a longer text that speaks of an absence tells something else besides.
_LONGEST_NOTE = 800
_NOTE = re.compile(
    r"out of (the )?office|auto(matic)?(ally)?[ -]?(repl|respon|answer|generated)|"
    r"(on|annual|maternity|medical|sick|earned|casual) (vacation|leave)\b|on holiday|"
    r"(am|is|are|'m|be) (currently )?(away|absent|travelling|traveling|unavailable)\b|"
    r"(limited|no) access to (my )?(e-?mail|mail)|(back|return|resume) (in|to) (the )?office|"
    r"(chhutt?i|chutt?i|avkash|avakash) (par|pe|me)\b|"
    r"(छुट्टी|छुट्टियों|अवकाश) (पर|में)|कार्यालय से बाहर|स्वचालित (उत्तर|जवाब|संदेश)"
)


def is_absence_note(subject, text):
    """Tell whether a mail reads like the note of somebody who is away.

    People write such words, too: alone it is no reason to set a mail aside.

    :param str subject: of the mail, may be empty
    :param str text: its plain words
    """
    return _says_so(subject) or (len(text or "") <= _LONGEST_NOTE and _says_so(text))


def is_note_again(note, earlier):
    """Tell whether a note of an absence is an earlier one of the same sender with other words in it.

    Who is on leave and writes of two matters says so in both: then the rest is different, too.

    :param note: (subject, text) of what `is_absence_note`
    :param earlier: the same of an earlier mail
    """
    if not is_absence_note(*earlier):
        return False
    if _says_so(note[0]) and _says_so(earlier[0]):
        return True
    some, other = set(words(note[1])), set(words(earlier[1]))
    return len(some & other) >= _SAME_WORDS * max(min(len(some), len(other)), 1)


def _says_so(text):
    return bool(_NOTE.search(normalise(text)))

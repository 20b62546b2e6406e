"""Notes of somebody's absence that carry no header of an automatic answer."""

import re

from odoo.addons.police_force.tools.text import normalise

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
    if _NOTE.search(normalise(subject)):
        return True
    return len(text or "") <= _LONGEST_NOTE and bool(_NOTE.search(normalise(text)))

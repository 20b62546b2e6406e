"""One spelling for a word in whichever script it was written: चोरी, chori and چوری are one."""

from functools import lru_cache

from odoo.addons.police_force.tools.text import joined_key, joined_sound_key

# Longer numbers are amounts and phones: that there is one says something, which one does not.
_TOLD_DIGITS, _LONGEST_NUMBER = 3, 11


@lru_cache(maxsize=4_000)
def sounds(word):
    """Return (consonants, sounds) of one word as `text.words` cuts it.

    Consonants are the same for all scripts and most misspellings; the sounds have the vowels, too,
    except the short a. A number is its digits, a longer one only the count of them.
    """
    if word.isdigit():
        number = word if len(word) <= _TOLD_DIGITS else "0" * min(len(word), _LONGEST_NUMBER)
        return number, number
    return joined_key([word]), joined_sound_key([word])

"""How far two texts say the same, whichever script and spelling they are in."""

from odoo.addons.police_force.tools.text import phonetic_key, words

# Below this many telling words two texts resemble each other by chance.
TELLING_WORDS = 4


def sounds(text):
    """Return the set of the sounds of the words of `text`, without those of one sound only."""
    return {key for key in map(phonetic_key, words(text)) if len(key) > 1}


def likeness(some, other):
    """Return which share of the shorter text is in the longer one, 0 to 1.

    :param set some: `sounds` of a text
    :param set other: `sounds` of another
    """
    shorter = min(len(some), len(other))
    return len(some & other) / shorter if shorter >= TELLING_WORDS else 0.0

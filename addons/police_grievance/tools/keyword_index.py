"""Telling from a citizen's words which of several kinds of thing they are about."""

from collections import defaultdict

from odoo.addons.police_force.tools.text import joined_sound_key, words

_MOST_WORDS = 600
_SHORT_SOUND = 3


class KeywordIndex:
    """Keywords, single words or phrases, that point to something; found by their sound."""

    def __init__(self):
        self._targets = defaultdict(dict)
        self._longest = 1

    def add(self, keyword, target):
        """Enter a keyword for `target`; of equals the one entered first is preferred."""
        key = tuple(map(_sound, words(keyword)))
        if key:
            self._targets[key][target] = None
            self._longest = max(self._longest, len(key))

    def find(self, text):
        """Return the target that most of the words of `text` point to, None if no word does.

        Each keyword counts once, and a phrase more than its words one by one.
        """
        sounds = [_sound(word) for word in words(text)[:_MOST_WORDS]]
        scores = defaultdict(int)
        for key in dict.fromkeys(self._found(sounds)):
            for target in self._targets[key]:
                scores[target] += len(key) ** 2
        best = max(scores.values(), default=0)
        return next((target for target in self._order() if scores.get(target) == best > 0), None)

    def _found(self, sounds):
        for length in range(1, self._longest + 1):
            for start in range(len(sounds) - length + 1):
                key = tuple(sounds[start : start + length])
                if key in self._targets:
                    yield key

    def _order(self):
        return dict.fromkeys(target for targets in self._targets.values() for target in targets)


def _sound(word):
    # Short words sound like too many others.
    sound = joined_sound_key([word])
    return sound if len(sound) >= _SHORT_SOUND else word

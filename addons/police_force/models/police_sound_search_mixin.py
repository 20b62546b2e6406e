from odoo import api, models
from odoo.fields import Domain

from ..tools.search_text import search_spelling, sound_keys
from ..tools.text import name_words

# From here on the start of a sound is worth looking for while somebody types.
TELLING_LENGTH = 3


class PoliceSoundSearchMixin(models.AbstractModel):
    """Finds names by letters or sound in `search_text`, as `search_lines` writes it."""

    _name = "police.sound.search.mixin"
    _description = "Search by Sound"

    @api.model
    def _name_domain(self, value):
        """Records of which one name holds all words of `value`, or sounds like `value`."""
        words = name_words(value)
        every_word = Domain.AND(
            Domain("search_text", "ilike", search_spelling(word) or word) | self._sound_domain(word)
            for word in words
        )
        found = every_word if words else Domain("search_text", "ilike", search_spelling(value))
        joined = self._sound_domain(" ".join(words))
        by_code = Domain("code", "ilike", value) if "code" in self._fields else Domain.FALSE
        return found | joined | by_code

    @api.model
    def _sound_domain(self, name):
        return Domain.OR(
            Domain("search_text", "like", f"|{key}{'' if len(key) >= TELLING_LENGTH else '|'}")
            for key in sound_keys(name)
        )

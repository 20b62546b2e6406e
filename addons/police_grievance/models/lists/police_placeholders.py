from odoo import models
from odoo.exceptions import ValidationError

from ...tools.placeholders import unknown_places


class PolicePlaceholdersMixin(models.AbstractModel):
    """Words with places in braces that are filled when they are used."""

    _name = "police.placeholders.mixin"
    _description = "Words With Places to Fill"

    def _check_places(self, words, known):
        """Refuse a place that nothing is known for.

        :param words: text with places like `{number}`
        :param known: names of the places that can be filled
        :raises ValidationError: with the names of both
        """
        unknown = unknown_places(words, known)
        if unknown:
            raise ValidationError(
                self.env._(
                    "Nothing can be filled in for {%(unknown)s}. Known are: %(known)s.",
                    unknown=", ".join(unknown),
                    known=", ".join(f"{{{place}}}" for place in known),
                )
            )

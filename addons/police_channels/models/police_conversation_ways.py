from odoo import models

from .police_complainant import WAYS

# Commands that ask for it, and the kind of channel that each means.
ASKED_WAYS = {f"by_{kind}": kind for kind, _name in WAYS}


class PoliceConversationWays(models.AbstractModel):
    """By which way somebody wants notices first.

    The answer is the same whether we know them there: the sender of an SMS can be forged.
    """

    _inherit = "police.conversation.asked.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _handlers(self):
        return {**super()._handlers(), **dict.fromkeys(ASKED_WAYS, self._told_way)}

    def _told_way(self, talk):
        people = talk.addresses.complainant_id
        if not people and talk.message.address:
            # For what they tell next.
            people = people._find_or_create(
                talk.envelope.sender_kind, talk.message.address, language=talk.language
            )
        meanings = self.env["police.conversation.command"]._meanings()
        people.first_by = ASKED_WAYS[meanings[talk.asked.phrase][0]]
        return self._told("way")

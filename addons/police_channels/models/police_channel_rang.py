from odoo import api, fields, models

from ..adapters.incoming import HEARD, PERSON, RANG, TALKED


class PoliceChannelRangMixin(models.AbstractModel):
    """Calls: who rang and reached nobody is called back, and whoever was heard since is not."""

    _name = "police.channel.rang.mixin"
    _description = "Calls in the Ledger"
    _inherit = "police.channel.remote.mixin"

    call_back_id = fields.Many2one(
        "police.call.back",
        "To be called back",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    came_as_far = fields.Char("Came as far as", compute="_compute_came_as_far")

    @api.depends("sign")
    @api.depends_context("lang")
    def _compute_came_as_far(self):
        """Where in the call somebody hung up: of calls, that is what tells."""
        phases = {
            "language": self.env._("Greeting"),
            "menu": self.env._("Menu"),
            "status": self.env._("How it stands"),
            "emergency": self.env._("Danger: 112"),
            "person": self.env._("Waited for a person"),
            "full": self.env._("Waited for a person"),
            "tone": self.env._("The tone"),
            "words": self.env._("Spoke after the tone"),
            "number": self.env._("The number of the complaint"),
        }
        for row in self:
            row.came_as_far = phases.get(row.sign)

    @api.model
    def _begin(self, parsed, flooding=()):
        for row in parsed:
            # What arrived long after it happened, says nothing of who has called since.
            if row.channel_id.kind == "voice" and row.address and row.state != "flagged":
                row._note_call()
        return super()._begin(parsed, flooding)

    def _note_call(self):
        if self.kind == RANG:
            self.call_back_id = self.env["police.call.back"]._rang(self)
        elif self.kind in (PERSON, TALKED, HEARD):
            self.env["police.call.back"]._was_heard(self)

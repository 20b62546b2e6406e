from datetime import timedelta

from odoo import api, fields, models

# A caller who waits longer wonders whether anybody is there.
FAST = timedelta(seconds=20)


class PoliceCallMeasuredMixin(models.AbstractModel):
    """What of a call counts in figures: each is 1 where it is so, to be added up."""

    _name = "police.call.measured.mixin"
    _description = "Figures of a Call"

    asked = fields.Integer(
        "Asked for a person",
        compute="_compute_measured",
        store=True,
        help="Calls of citizens in which a call taker was looked for.",
    )
    answered = fields.Integer(
        "Got a person",
        compute="_compute_measured",
        store=True,
        help="Of those who asked for one: a call taker picked up.",
    )
    fast = fields.Integer(
        "Answered within 20 s",
        compute="_compute_measured",
        store=True,
        help="From where a person was looked for until one picked up.",
    )
    gave_up = fields.Integer(
        "Gave up",
        compute="_compute_measured",
        store=True,
        help="Hung up while a call taker was looked for. Who spoke after the tone instead, did not.",
    )

    @api.depends("direction", "queued_at", "answered_at", "waited_seconds", "outcome")
    def _compute_measured(self):
        for call in self:
            asked = call.direction == "in" and bool(call.queued_at)
            answered = asked and bool(call.answered_at)
            call.asked = asked
            call.answered = answered
            call.fast = answered and call.answered_at - call.queued_at <= FAST
            call.gave_up = asked and not answered and call.outcome == "gave_up"

    @api.model_create_multi
    def create(self, vals_list):
        """A call that returns another one says when that was first tried."""
        calls = super().create(vals_list)
        calls.call_back_id.sudo()._note_called()
        return calls

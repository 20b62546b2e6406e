from odoo import api, fields, models

from .police_nullable_float import NullableFloat

# What the service promises the public, whatever a policy promises beyond it.
PUBLIC_HOURS = 24
# Of what was never closed.
NOTHING_SETTLED = {
    "settled": 0,
    "settled_fast": 0,
    "settled_late": 0,
    "settled_fast_share": False,
}


class PoliceComplaintFiguresMixin(models.AbstractModel):
    """What a complaint is in the figures: settled or not, and how fast.

    Numbers and no marks, so that each view sums and averages them; of what was no complaint and of
    what is open there are none, which no average counts as 0.
    """

    _name = "police.complaint.figures.mixin"
    _description = "Figures of a Complaint"
    _inherit = "police.complaint.set.aside.mixin"

    settled = fields.Integer(compute="_compute_figures", store=True, precompute=True)
    settled_fast = fields.Integer(
        "Settled within 24 hours",
        compute="_compute_figures",
        store=True,
        precompute=True,
        help="At most 24 hours after the first contact, whatever was promised.",
    )
    settled_fast_share = NullableFloat(
        "Share within 24 hours",
        compute="_compute_figures",
        store=True,
        precompute=True,
        aggregator="avg",
        help="Of those that are settled.",
    )
    settled_late = fields.Integer(
        "Settled after the deadline", compute="_compute_figures", store=True, precompute=True
    )

    _received = models.Index("(received_at)")
    _settled_late = models.Index("(deadline) WHERE settled_late = 1")

    @api.depends("is_open", "set_aside", "gross_hours", "closed_at", "deadline")
    def _compute_figures(self):
        for complaint in self:
            settled = not (complaint.is_open or complaint.set_aside) and bool(complaint.closed_at)
            fast = settled and complaint.gross_hours <= PUBLIC_HOURS
            late = settled and complaint.deadline and complaint.closed_at > complaint.deadline
            complaint.settled, complaint.settled_fast = settled, fast
            complaint.settled_late = bool(late)
            complaint.settled_fast_share = float(fast) if settled else False

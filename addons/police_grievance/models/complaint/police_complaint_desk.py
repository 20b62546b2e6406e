from odoo import fields, models

from ..people.police_masked import READERS
from .police_complaint_const import EMERGENCY_ANSWERS


class PoliceComplaintDeskMixin(models.AbstractModel):
    """What a complaint keeps of having been taken down by a person."""

    _name = "police.complaint.desk.mixin"
    _description = "Complaint Taken at a Desk"
    _inherit = "police.complaint.contact.mixin"

    reference = fields.Char(
        "Their reference",
        readonly=True,
        copy=False,
        help="The other office that sent it, and its number there.",
        groups=READERS,
    )
    taken_by_id = fields.Many2one("res.users", "Taken down by", readonly=True, copy=False)
    emergency_answer = fields.Selection(
        EMERGENCY_ANSWERS,
        "Danger on the telephone",
        readonly=True,
        copy=False,
        help="What whoever took the call did about 112.",
    )
    # The latest of a unit: what the same matter may have been reported as.
    _unit_received = models.Index("(unit_id, received_at)")

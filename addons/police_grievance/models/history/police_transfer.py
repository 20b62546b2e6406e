from odoo import fields, models

from ..complaint.police_complaint_const import TRANSFER_KINDS
from ..people.police_masked import READERS


class PoliceTransfer(models.Model):
    """One time that a complaint went from one unit to another, and why. Never altered."""

    _name = "police.transfer"
    _description = "Transfer of a Complaint"
    _inherit = "police.masked.mixin"
    _masked_fields = ("reason",)
    _order = "happened_at desc, id desc"
    _rec_name = "number"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    # Also for those who gave it away and cannot read it any more: a citizen may ask at the counter.
    number = fields.Char(
        related="complaint_id.number", related_sudo=False, store=True, index="btree"
    )
    cycle = fields.Integer(required=True, default=1)
    kind = fields.Selection(TRANSFER_KINDS, required=True, default="transfer")
    from_unit_id = fields.Many2one(
        "police.unit", "From unit", required=True, index=True, ondelete="restrict"
    )
    to_unit_id = fields.Many2one(
        "police.unit", "To unit", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user)
    happened_at = fields.Datetime("When", required=True, default=fields.Datetime.now)
    reason = fields.Text(required=True, groups=READERS)
    masked_reason = fields.Text(
        "Reason (masked)", compute="_compute_masked_words", compute_sudo=True
    )

    def _origins(self):
        """The units that these came from; where one has ended, the unit in charge as well."""
        units = self.from_unit_id
        return units.union(*(unit._in_charge() for unit in units))

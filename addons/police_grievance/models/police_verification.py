from odoo import api, fields, models


class PoliceVerification(models.Model):
    """One try to ask the citizen whether the matter is settled."""

    _name = "police.verification"
    _description = "Citizen Asked"
    _order = "asked_at desc, id desc"

    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    cycle = fields.Integer(required=True, default=1)
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user)
    asked_at = fields.Datetime(required=True, default=fields.Datetime.now)
    method = fields.Selection(
        [("call", "Call"), ("email", "E-mail"), ("message", "Message"), ("visit", "Visit"), ("citizen", "The citizen told us")],
        required=True,
        default="call",
    )
    result = fields.Selection(
        [("resolved", "Resolved"), ("not_resolved", "Not resolved"), ("unreachable", "Not reached")],
        required=True,
    )
    note = fields.Char()

    @api.model_create_multi
    def create(self, vals_list):
        """An answer counts for the cycle in which it was given, whatever cycle is handed in."""
        complaints = self.env["police.complaint"]
        return super().create(
            [{**vals, "cycle": complaints.browse(vals["complaint_id"]).cycle} for vals in vals_list]
        )

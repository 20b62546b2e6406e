from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..people.police_masked import BY_SERVICE, READERS


class PoliceVerification(models.Model):
    """One try to ask the citizen whether the matter is settled."""

    _name = "police.verification"
    _description = "Citizen Asked"
    _inherit = "police.masked.mixin"
    _masked_fields = ("note",)
    _order = "asked_at desc, id desc"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    cycle = fields.Integer(required=True, default=1)
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user)
    asked_at = fields.Datetime(required=True, default=fields.Datetime.now)
    method = fields.Selection(
        [
            ("call", "Call"),
            ("email", "E-mail"),
            ("message", "Message"),
            ("visit", "Visit"),
            ("citizen", "The citizen told us"),
        ],
        required=True,
        default="call",
    )
    result = fields.Selection(
        [
            ("resolved", "Resolved"),
            ("not_resolved", "Not resolved"),
            ("unreachable", "Not reached"),
        ],
        required=True,
    )
    note = fields.Char(groups=READERS)
    masked_note = fields.Char("Note (masked)", compute="_compute_masked_words", compute_sudo=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Record tries to ask the citizen: in the cycle that runs, by whoever is logged in, now.

        Nobody says by hand when it was: tries at different hours could be made up afterwards.
        An answer that it is not settled sends the complaint back to the station.

        :raise AccessError: the citizen is said to have told us, which the service alone notes
        :raise UserError: a try in the future, or before this cycle
        """
        complaints = self.env["police.complaint"]
        by = {}
        if not self.env.su:
            by = {"user_id": self.env.uid, "asked_at": fields.Datetime.now()}
        rows = super().create(
            [
                {**vals, **by, "cycle": complaints.browse(vals["complaint_id"]).cycle}
                for vals in vals_list
            ]
        )
        if not self.env.su and "citizen" in rows.mapped("method"):
            raise AccessError(
                self.env._("What citizens tell us themselves is noted by the service.")
            )
        if any(row.asked_at > fields.Datetime.now() for row in rows):
            raise UserError(self.env._("The citizen cannot have been asked in the future."))
        if any(row.asked_at < row.complaint_id.cycle_start for row in rows):
            raise UserError(
                self.env._("The citizen cannot have been asked before the complaint was there.")
            )
        if self.env.context.get("police_answer_is_handled") is not BY_SERVICE:
            denied = rows.filtered(lambda row: row.result == "not_resolved")
            denied.complaint_id._back_to_station()
        return rows

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.history.police_closing import HOLD_SECONDS

# As those of the force.
PARAMETERS = (
    ("closing_notice_hold_seconds", HOLD_SECONDS, 120),
    ("citizen_phone", "police_grievance.citizen_phone", ""),
    ("citizen_email", "police_grievance.citizen_email", ""),
)


class PoliceSettings(models.TransientModel):
    """What an administrator settles about complaints, and tells citizens."""

    _inherit = "police.settings"

    policy_id = fields.Many2one(
        "police.sla.policy", "Deadline where a category names no other", readonly=True
    )
    promised_hours = fields.Float("Hours promised now", readonly=True)
    closing_notice_hold_seconds = fields.Integer(
        "Hold a closing notice for (seconds)", help="Meanwhile it can be taken back."
    )
    languages = fields.Char(readonly=True, help="A technical administrator adds more.")
    citizen_phone = fields.Char("Number for citizens", help="Shown on every page for citizens.")
    citizen_email = fields.Char(
        "E-mail address for citizens", help="Shown on every page for citizens."
    )

    @api.model
    def _parameters(self):
        return (*super()._parameters(), *PARAMETERS)

    @api.model
    def _in_force(self):
        policy = self.env["police.sla.policy"].search([("is_default", "=", True)], limit=1)
        versions = policy.version_ids.filtered(
            lambda version: version.date_from <= fields.Datetime.now()
        )
        names = [name for _code, name in self.env["res.lang"].get_installed()]
        return {
            **super()._in_force(),
            "policy_id": policy.id,
            "promised_hours": versions.sorted("date_from")[-1:].hours,
            "languages": ", ".join(names),
        }

    @api.constrains("closing_notice_hold_seconds")
    def _check_hold(self):
        for page in self:
            if page.closing_notice_hold_seconds < 0:
                raise ValidationError(self.env._("This must be more than zero."))

    def action_open_policies(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_sla_policy_action"
        )

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.ir_config_parameter import DEFAULT_FROM, DEFAULT_TO, QUIET_FROM, QUIET_TO

# As those of the force.
PARAMETERS = (
    ("quiet_from", QUIET_FROM, DEFAULT_FROM),
    ("quiet_to", QUIET_TO, DEFAULT_TO),
)


class PoliceSettings(models.TransientModel):
    """What an administrator settles about the ways to citizens."""

    _inherit = "police.settings"

    quiet_from = fields.Float("Quiet from", help="Hour of the day, at the complaint's unit.")
    quiet_to = fields.Float(
        "Quiet until", help="Hour of the day; the same as from: no quiet hours."
    )

    @api.model
    def _parameters(self):
        return (*super()._parameters(), *PARAMETERS)

    @api.constrains("quiet_from", "quiet_to")
    def _check_quiet_hours(self):
        for page in self:
            if not all(0 <= hour <= 24 for hour in (page.quiet_from, page.quiet_to)):
                raise ValidationError(self.env._("Hours of the day go from 0 to 24."))

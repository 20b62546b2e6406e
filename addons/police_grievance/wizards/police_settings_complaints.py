from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.complaint.police_complaint_const import (
    DEFAULT_LISTEN_MINUTES,
    DEFAULT_REPLY_HOLD,
    DEFAULT_WORDLESS_LANGUAGE,
    LISTEN_MINUTES,
    REPLY_HOLD,
    WORDLESS_LANGUAGE,
)
from ..models.complaint.police_paper_contact import CITIZEN_ADDRESS, CITIZEN_PHONE
from ..models.history.police_closing import DEFAULT_HOLD, HOLD_SECONDS

# As those of the force.
PARAMETERS = (
    ("closing_notice_hold_seconds", HOLD_SECONDS, DEFAULT_HOLD),
    ("reply_hold_seconds", REPLY_HOLD, DEFAULT_REPLY_HOLD),
    ("listen_minutes", LISTEN_MINUTES, DEFAULT_LISTEN_MINUTES),
    ("wordless_language", WORDLESS_LANGUAGE, DEFAULT_WORDLESS_LANGUAGE),
    ("citizen_phone", CITIZEN_PHONE, ""),
    ("citizen_email", "police_grievance.citizen_email", ""),
    ("citizen_address", CITIZEN_ADDRESS, ""),
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
    reply_hold_seconds = fields.Integer(
        "Hold a reply for (seconds)", help="Meanwhile it can be taken back."
    )
    listen_minutes = fields.Integer(
        "Write down what was spoken within (minutes)",
        help="A voice note or film without words stays with the control room until then.",
    )
    wordless_language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Answer in, where there are no words",
        help="Whoever sends a voice note alone is answered in this language.",
    )
    languages = fields.Char(readonly=True, help="A technical administrator adds more.")
    citizen_phone = fields.Char(
        "Number for citizens", help="Shown on every page for citizens, and on each paper."
    )
    citizen_email = fields.Char(
        "E-mail address for citizens", help="Shown on every page for citizens."
    )
    citizen_address = fields.Text(
        "Postal address for citizens", help="On each paper: to whom letters are sent."
    )

    @api.model
    def _parameters(self):
        return (*super()._parameters(), *PARAMETERS)

    @api.model
    def _in_force(self):
        policies = self.env["police.sla.policy"]
        promise = policies._promise_at(policies, fields.Datetime.now())
        languages = dict(self.env["res.lang"].get_installed())
        values = super()._in_force()
        if values["wordless_language"] not in languages:
            values["wordless_language"] = False
        return {
            **values,
            "policy_id": promise.policy_id,
            "promised_hours": promise.hours,
            "languages": ", ".join(languages.values()),
        }

    @api.constrains("closing_notice_hold_seconds", "reply_hold_seconds", "listen_minutes")
    def _check_hold(self):
        for page in self:
            if (
                min(page.closing_notice_hold_seconds, page.reply_hold_seconds, page.listen_minutes)
                < 0
            ):
                raise ValidationError(self.env._("This must be more than zero."))

    def action_open_policies(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "police_grievance.police_sla_policy_action"
        )

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.police_grievance.models.complaint.police_complaint_words import EVENTS
from odoo.addons.police_grievance.tools.placeholders import fill, fill_line

from ..adapters import ADAPTERS

# Filled only when the message is handed over: they hold a secret that is kept nowhere.
LINKS = ("link", "link_settled", "link_not_settled", "code")
# What a template may name.
PLACES = ("number", "received", "deadline", "station", "stage", "outcome", "text", *LINKS)
EMERGENCY_NUMBER = "112"
# What goes to a phone that others read, whatever the occasion: nothing of it may tell.
NEUTRAL = "neutral"


class PoliceNotificationTemplate(models.Model):
    """The words of one notice in one language. Places are filled, nothing in it is evaluated."""

    _name = "police.notification.template"
    _description = "Notice to Citizens"
    _inherit = ["police.placeholders"]
    _order = "kind, event, language"
    _rec_name = "event"

    active = fields.Boolean(default=True)
    event = fields.Selection(
        [*EVENTS, (NEUTRAL, "Any, where others read along")], "Occasion", required=True
    )
    kind = fields.Selection("_selection_kind", "Channel", required=True, default="email")
    language = fields.Selection(lambda self: self.env["res.lang"].get_installed(), required=True)
    subject = fields.Char(required=True)
    body = fields.Text(required=True)

    _occasion_unique = models.UniqueIndex(
        "(event, kind, language) WHERE active IS TRUE",
        "There is a notice for this occasion in this language already.",
    )

    @api.model
    def _selection_kind(self):
        kinds = self.env["police.channel"]._selection_kind()
        return [(kind, name) for kind, name in kinds if ADAPTERS[kind].address_kind]

    @api.constrains("event", "subject", "body")
    def _check_neutral(self):
        for template in self.filtered(lambda row: row.event == NEUTRAL):
            words = f"{template.subject} {template.body}"
            if "{" in words or any(character.isdigit() for character in words):
                raise ValidationError(
                    self.env._(
                        "Others read this notice: it has no number, no link and no place to fill."
                    )
                )

    @api.constrains("event", "subject", "body")
    def _check_words(self):
        for template in self.filtered(lambda row: row.event != NEUTRAL):
            template._check_places(f"{template.subject} {template.body}", PLACES)
            if EMERGENCY_NUMBER not in template.body:
                raise ValidationError(
                    self.env._("Every notice names 112 for danger; this one does not.")
                )

    @api.model
    def _find(self, event, kind, language):
        """:return: the notice in `language`, else in English; empty if the occasion has none"""
        found = self.search([("event", "=", event), ("kind", "=", kind)])
        return (
            found.filtered(lambda template: template.language == language)
            or found.filtered(lambda template: template.language == "en_US")
        )[:1]

    def _words(self, values):
        """:return: (subject, body) with `values` in their places; links are left for later"""
        return fill_line(self.subject, values), fill(self.body, values)

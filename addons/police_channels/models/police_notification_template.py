import json
import re
import textwrap

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from odoo.addons.police_grievance.models.complaint.police_complaint_const import EVENTS
from odoo.addons.police_grievance.tools.placeholders import fill, fill_line

from ..adapters import ADAPTERS

# Filled only when the message is handed over: they hold a secret that is kept nowhere.
LINKS = ("link", "link_settled", "link_not_settled", "code")
# What a template may name.
PLACES = ("number", "received", "deadline", "station", "stage", "outcome", "text", *LINKS)
# About as long as what will stand there.
USUAL = {
    **dict.fromkeys(PLACES, "x" * 30),
    **dict.fromkeys(("link", "link_settled", "link_not_settled"), "x" * 80),
    "number": "1234567890",
    "code": "123456",
    "text": "x" * 100,
}
# What the station reports stands in these.
REPORTED = ("action_taken", "asked")
# What goes to a phone that others read, whatever the occasion: nothing of it may tell.
NEUTRAL = "neutral"


class PoliceNotificationTemplate(models.Model):
    """The words of one notice in one language."""

    _name = "police.notification.template"
    _description = "Notice to Citizens"
    _inherit = ["police.sent.words.mixin", "police.cached.mixin"]
    _order = "kind, event, language"
    _rec_name = "event"

    _usual = USUAL

    event = fields.Selection(
        [*EVENTS, (NEUTRAL, "Any, where others read along")], "Occasion", required=True
    )
    kind = fields.Selection("_selection_kind", "Channel", required=True, default="email")
    subject = fields.Char(required=True)
    provider_template = fields.Char(
        "Template at the provider",
        help="The id or the name under which the provider has approved these words: "
        "for SMS in India the DLT template id, for WhatsApp the template's name at Meta. "
        "There {{1}}, {{2}} … stand where the places in braces stand here, in the same order.",
    )

    provider_words = fields.Text(
        "Words to hand in",
        compute="_compute_provider_words",
        help="What the provider is asked to approve, with its own kind of places.",
    )
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
            template._check_emergency_number()

    @api.depends("body")
    def _compute_provider_words(self):
        for template in self:
            numbers = {
                name: f"{{{{{number}}}}}" for number, name in enumerate(template._places(), 1)
            }
            template.provider_words = fill(template.body or "", numbers)

    @api.model
    def _find(self, event, kind, language):
        """:return: the notice in `language`, else in English; empty if the occasion has none"""
        return self.browse(self._found_id(event, kind, language) or ())

    @api.model
    @ormcache("event", "kind", "language")
    def _found_id(self, event, kind, language):
        of_occasion = [("event", "=", event), ("kind", "=", kind)]
        return self.sudo()._in_language(of_occasion, language).id

    def _parameters(self, values):
        """What stands in the places of the provider's template: those of the body, in order, each once."""
        return json.dumps([fill(f"{{{name}}}", values) for name in self._places()])

    def _places(self):
        """:return: names of the places of the body, in order, each once"""
        places = dict.fromkeys(re.findall(r"\{(\w+)\}", self.body or ""))
        return [name for name in places if name in PLACES]

    def _fitting(self, text):
        """What a station reports, as far as the channel has room for it; a reply is never cut.

        :param str text: what the office wrote
        """
        longest = ADAPTERS[self.kind].longest_report
        if self.event not in REPORTED or not longest:
            return text
        return textwrap.shorten(text, longest, placeholder=" …")

    def _words(self, values):
        """:return: (subject, body) with `values` in their places; links are left for later"""
        # A place without words leaves no gap.
        body = re.sub(r"\n{3,}", "\n\n", fill(self.body, values))
        return fill_line(self.subject, values), body

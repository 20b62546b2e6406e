from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.contact_hours import next_allowed

SAFETY_FIELDS = ("is_shared", "do_not_call", "contact_from", "contact_to")


class PoliceSafeContactMixin(models.AbstractModel):
    """How somebody may be reached without harm. No emergency excuses from it."""

    _name = "police.safe.contact.mixin"
    _description = "Safe Contact"

    is_shared = fields.Boolean(
        "Others read this",
        help="Every notice to it is neutral: it names neither police nor complaint.",
    )
    do_not_call = fields.Boolean("Do not call")
    contact_from = fields.Float("Contact from", help="Hour of the day.")
    contact_to = fields.Float(
        "Contact until", help="Hour of the day; the same as from: at any hour."
    )

    @api.constrains("contact_from", "contact_to")
    def _check_contact_hours(self):
        if any(not 0 <= hour <= 24 for row in self for hour in (row.contact_from, row.contact_to)):
            raise ValidationError(self.env._("Hours of the day go from 0 to 24."))

    def _contact_values(self):
        return {name: self[name] for name in SAFETY_FIELDS}

    def _contact_at(self, moment, tz):
        """From when on these may be contacted.

        :param datetime moment: naive UTC
        :rtype: naive UTC datetime, `moment` itself if at once
        """
        for row in self:
            moment = max(moment, next_allowed(moment, row.contact_from, row.contact_to, tz))
        return moment

    def _contact_warnings(self):
        """What an officer has to see before contacting these, in a few words each.

        :rtype: list of str
        """
        warnings = [self.env._("DO NOT CALL")] if any(self.mapped("do_not_call")) else []
        for row in self.filtered(lambda row: row.contact_from != row.contact_to)[:1]:
            warnings.append(
                self.env._(
                    "Contact only from %(begin)s to %(end)s",
                    begin=_clock(row.contact_from),
                    end=_clock(row.contact_to),
                )
            )
        if any(self.mapped("is_shared")):
            warnings.append(self.env._("OTHERS READ THIS PHONE: do not say what it is about"))
        return warnings


def _clock(hour):
    minutes = round(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.police_grievance.tools.contact_hours import parse_hours

SAID = ("is_shared", "do_not_call")


class PoliceRegistrationSafetyMixin(models.AbstractModel):
    """How the citizen may be reached without harm, said while their complaint is taken down.

    It only adds to what they said before: a box left empty takes nothing back. That is done on the
    complaint, on purpose.
    """

    _name = "police.registration.safety.mixin"
    _description = "Safe Contact while a Complaint Is Taken Down"

    is_shared = fields.Boolean("Others read this phone")
    do_not_call = fields.Boolean("Do not call")
    # Text, so that half an hour of day never stops the draft from being kept.
    contact_hours = fields.Char("Contact only from")

    def _check_contact_hours(self):
        text = (self.contact_hours or "").strip()
        if text and self.confidentiality != "anonymous" and not parse_hours(text):
            raise UserError(
                self.env._("“%(text)s” are no hours: write 10-17 for from ten to five.", text=text)
            )

    def _safe_contact(self):
        """What was said of it, and nothing else.

        :rtype: dict of some of `SAFETY_FIELDS`
        """
        said = {name: True for name in SAID if self[name]}
        hours = parse_hours(self.contact_hours)
        return said | (
            dict(zip(("contact_from", "contact_to"), hours, strict=True)) if hours else {}
        )

    def _contact_words(self, person):
        """What goes for the next contact: what a person said before, and what was said now.

        :param person: `police.complainant` whom the user may know, or empty
        :rtype: list of str
        """
        known = person.address_ids[:1]
        values = {**(known._contact_values() if known else {}), **self._safe_contact()}
        return known.new(values)._contact_warnings() if values else []

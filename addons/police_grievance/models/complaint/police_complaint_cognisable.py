from odoo import fields, models
from odoo.exceptions import UserError

ACTIVITY = "police_grievance.mail_activity_type_cognisable"


class PoliceComplaintCognisableMixin(models.AbstractModel):
    """A complaint that turns out to be a cognisable offence (BNSS 173) does not wait.

    One cognisable offence makes the whole case cognisable (BNSS 174(4)).
    """

    _name = "police.complaint.cognisable.mixin"
    _description = "Complaints Found Cognisable"
    _inherit = "police.complaint.succession.mixin"

    found_cognisable_at = fields.Datetime(readonly=True, copy=False, tracking=True)
    outcome_reference = fields.Char("FIR or GD number", readonly=True, copy=False, tracking=True)
    outcome_reference_date = fields.Date("Registered on", readonly=True, copy=False)

    def action_cognisable(self):
        """Button: a person found a cognisable offence; the station head hears of it at once."""
        self.check_access("write")
        self._check_open_for_finding()
        self._find_cognisable()

    def _check_open_for_finding(self):
        if any(not complaint.is_open for complaint in self):
            raise UserError(self.env._("It is closed."))

    def _find_cognisable(self):
        found = self.sudo().filtered(lambda one: one.is_open and not one.found_cognisable_at)
        found.write({"nature": "cognisable", "found_cognisable_at": fields.Datetime.now()})
        found._alert_heads()

    def _alert_heads(self):
        """Tell whoever heads the units that these are with; next up where that post is vacant."""
        if self:
            rows = self.sudo()._heads_now()
            self._give_to_heads(ACTIVITY, rows)
            self.env["police.notice"].sudo()._send_cognisable(rows)

    def write(self, vals):
        """The nature entered by hand alerts just as the button does, and can be corrected."""
        result = super().write(vals)
        if not self.env.su and vals.get("nature") == "cognisable":
            self._find_cognisable()
        elif not self.env.su and vals.get("nature"):
            self.sudo().filtered("found_cognisable_at").found_cognisable_at = False
        return result

    def _send_to_unit(self, unit):
        """The head of the station that it goes to hears of it, too."""
        result = super()._send_to_unit(unit)
        self.sudo().filtered("found_cognisable_at")._alert_heads()
        return result

    def _apply_transfer(self, unit, kind, reason):
        """The head of the unit that it is handed to hears of it, too."""
        result = super()._apply_transfer(unit, kind, reason)
        self.sudo().filtered("found_cognisable_at")._alert_heads()
        return result

    def _keep_outcome_reference(self, number, date):
        """Keep under which number and date a matter was registered, before it is closed.

        :param str number: of the FIR or the entry in the general diary
        :param date date: of that
        """
        self.check_access("write")
        self.sudo().write({"outcome_reference": number, "outcome_reference_date": date})

    def _check_outcome(self, outcome):
        """Ask for the reference of what was registered as an offence.

        :raise UserError: number or date is missing
        """
        result = super()._check_outcome(outcome)
        for complaint in self if outcome and outcome.needs_reference else ():
            if not (complaint.outcome_reference and complaint.outcome_reference_date):
                raise UserError(
                    self.env._("Give the number of the FIR or the diary entry, and its date.")
                )
        return result

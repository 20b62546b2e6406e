from odoo import api, fields, models


class PoliceOutcome(models.Model):
    """How a complaint ended: a complaint is closed only with one of these."""

    _name = "police.outcome"
    _description = "Outcome"
    _inherit = "police.in.use.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    citizen_text = fields.Text("What the citizen reads", required=True, translate=True)
    is_resolved = fields.Boolean("Counts as resolved")
    needs_answer = fields.Boolean(
        "Citizen asked first",
        default=True,
        help="May be used only after the citizen answered, or could not be reached three times.",
    )
    needs_agreement = fields.Boolean(
        "Only if the citizen agrees",
        help="May not be used while the citizen says that it is not settled.",
    )

    needs_reference = fields.Boolean(
        "With FIR or GD number",
        compute="_compute_needs_reference",
        store=True,
        readonly=False,
        help="Asks for the number and date under which the matter was registered.",
    )

    _code_unique = models.UniqueIndex("(code)", "Another outcome has this code.")

    @api.model
    def _named_xmlids(self):
        return (*super()._named_xmlids(), "police_grievance.outcome_not_a_complaint")

    @api.depends("code")
    def _compute_needs_reference(self):
        """What was taken under BNSS 173 has been registered somewhere."""
        for outcome in self:
            outcome.needs_reference = outcome.code == "fir"

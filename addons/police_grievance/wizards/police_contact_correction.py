from odoo import api, fields, models


class PoliceContactCorrectionWizard(models.TransientModel):
    """Correct the name or phone of who complained."""

    _name = "police.contact.correction.wizard"
    _description = "Correct Name or Phone"
    _inherit = "police.complaint.wizard.mixin"
    _tells_who = True

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    name = fields.Char(compute="_compute_contact", compute_sudo=False, store=True, readonly=False)
    phone = fields.Char(compute="_compute_contact", compute_sudo=False, store=True, readonly=False)
    everywhere = fields.Boolean("In their other complaints, too")
    other_count = fields.Integer("Other complaints of theirs", compute="_compute_known")
    corrected_from = fields.Text("Corrected before, from", compute="_compute_known")

    @api.depends("complaint_id")
    def _compute_contact(self):
        for dialog in self:
            person = dialog._person()
            dialog.name = person.name
            dialog.phone = person._typed_address().value

    @api.depends("complaint_id")
    @api.depends_context("uid")
    def _compute_known(self):
        """Of their other complaints only those that the user knows of."""
        for dialog in self:
            person = dialog._person()
            others = [
                ("complainant_id", "=", person.id),
                ("complaint_id", "!=", dialog.complaint_id.id),
            ]
            dialog.other_count = person and self.env["police.party"].search_count(others)
            dialog.corrected_from = person.corrected_from

    def _person(self):
        """Who complained, if the user may know."""
        return self.complaint_id._known_complainants()[:1].complainant_id

    def action_correct(self):
        """Button: write it.

        :raise AccessError: it is not the user's to correct
        """
        self.ensure_one()
        self.complaint_id._correct_contact(self.name, self.phone, self.everywhere)
        return {"type": "ir.actions.act_window_close"}

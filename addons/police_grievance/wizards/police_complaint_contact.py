from odoo import api, fields, models

from ..models.people.police_safe_contact import SAFETY_FIELDS


class PoliceComplaintContactWizard(models.TransientModel):
    """Enter how the citizen may be reached without harm."""

    _name = "police.complaint.contact.wizard"
    _description = "How the Citizen May Be Reached"
    _inherit = ["police.complaint.wizard.mixin", "police.safe.contact.mixin"]
    _tells_who = True

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    is_shared = fields.Boolean(
        compute="_compute_contact", compute_sudo=False, store=True, readonly=False
    )
    do_not_call = fields.Boolean(
        "Do not call", compute="_compute_contact", compute_sudo=False, store=True, readonly=False
    )
    contact_from = fields.Float(
        compute="_compute_contact", compute_sudo=False, store=True, readonly=False
    )
    contact_to = fields.Float(
        compute="_compute_contact", compute_sudo=False, store=True, readonly=False
    )

    @api.depends("complaint_id")
    def _compute_contact(self):
        for dialog in self:
            addresses = dialog._parties().complainant_id.address_ids
            known = addresses[:1]
            for name in SAFETY_FIELDS:
                dialog[name] = known[name]

    def _parties(self):
        """Whom the user may know of those who complained."""
        return self.env["police.party"].search(
            [("complaint_id", "in", self.complaint_id.ids), ("role", "=", "complainant")]
        )

    def action_save(self):
        """Button: keep it.

        :raise AccessError: the user may not know who complained
        """
        self.ensure_one()
        self.complaint_id._check_may_know()
        for party in self._parties():
            self.complaint_id._set_safe_contact(party, self._contact_values())
        return {"type": "ir.actions.act_window_close"}

from odoo import api, fields, models

from ..models.police_complainant import WAYS


class PoliceComplaintContactWizard(models.TransientModel):
    """With the way by which the citizen wants notices first."""

    _inherit = "police.complaint.contact.wizard"

    first_by = fields.Selection(
        WAYS,
        "Notices first by",
        compute="_compute_contact",
        compute_sudo=False,
        store=True,
        readonly=False,
    )

    @api.depends("complaint_id")
    def _compute_contact(self):
        result = super()._compute_contact()
        for dialog in self:
            dialog.first_by = dialog._parties().complainant_id[:1].first_by
        return result

    def action_save(self):
        result = super().action_save()
        # Who may know them, may say how to reach them.
        self._parties().complainant_id.sudo().first_by = self.first_by
        return result

from odoo import api, fields, models

from ..people.police_masked import READERS


class PoliceComplaintFilesMixin(models.AbstractModel):
    """Pictures, recordings and papers that came with a complaint, as its screen shows them."""

    _name = "police.complaint.files.mixin"
    _description = "Files of a Complaint"

    first_files = fields.Json(compute="_compute_first_files", groups=READERS)

    @api.depends("evidence_ids.message_id", "evidence_ids.playable_id")
    @api.depends_context("uid")
    def _compute_first_files(self):
        """Those that came with its first words; what came later stands with its message."""
        for complaint in self:
            first = complaint.evidence_ids.filtered(lambda row: not row.message_id)
            complaint.first_files = first._screen_rows()

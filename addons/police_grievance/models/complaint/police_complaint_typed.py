from odoo import api, fields, models

from ..people.police_masked import READERS


class PoliceComplaintTypedMixin(models.AbstractModel):
    """What was typed for a font: the words are read as Unicode, and as they arrived stand beside it."""

    _name = "police.complaint.typed.mixin"
    _description = "Words as They Arrived"

    as_arrived = fields.Text(
        "As it arrived",
        compute="_compute_as_arrived",
        groups=READERS,
        help="Typed for the font Kruti Dev, without which it cannot be read.",
    )

    @api.depends("evidence_ids.is_typed")
    @api.depends_context("uid")
    def _compute_as_arrived(self):
        """Of the complainant's words, and only for whom the files are there."""
        # Searched: what is in memory may have been read by the service.
        typed = self.env["police.evidence"].search(
            [
                ("complaint_id", "in", self.ids),
                ("is_typed", "=", True),
                ("is_of_stranger", "=", False),
            ]
        )
        of_complaint = typed.sudo().grouped("complaint_id")
        for complaint in self:
            rows = of_complaint.get(complaint.sudo(), typed.browse())
            # A form asks with `bin_size`: for the size of a file, not for what is in it.
            files = rows.sudo().attachment_id.with_context(bin_size=False)
            words = [file.raw.decode() for file in files]
            complaint.as_arrived = "\n\n".join(words)

from odoo import models

from odoo.addons.police_force.models.police_unit_time import ON_PAPER

from ...tools.number import format_number


class PoliceComplaintPaperMixin(models.AbstractModel):
    """What papers say of a complaint."""

    _name = "police.complaint.paper.mixin"
    _description = "Papers of a Complaint"
    _inherit = "police.complaint.citizen.mixin"

    def action_print_slip(self):
        """Give out the slip for the citizen, as a PDF.

        :raise AccessError: it is not the user's to see
        """
        self.check_access("read")
        report = self.env.ref("police_grievance.police_slip_report")
        return report.report_action(self, config=False)

    def _paper_number(self):
        return format_number(self.number)

    def _paper_moment(self, moment):
        """A moment (naive UTC) in the unit's time zone, short enough for a table; "" for none."""
        return self.unit_id._local_words(moment, ON_PAPER)

from odoo import models
from odoo.exceptions import AccessError


class PoliceComplaintDialog(models.AbstractModel):
    """For dialogues about a complaint: opened on one that the user may work on, and no other.

    A dialogue shows the name of the complaint that it points at, and may read from it.
    """

    _name = "police.complaint.dialog"
    _description = "Dialogue about a Complaint"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        complaints = self.env["police.complaint"].browse(self.sudo().complaint_id.ids)
        if result or complaints.has_access("write"):
            return result
        return self, lambda: AccessError(self.env._("You do not work on this complaint."))

    def write(self, vals):
        result = super().write(vals)
        self.check_access("write")
        return result

    def onchange(self, values, field_names, fields_spec):
        """Answer for a complaint that the user may work on only."""
        complaint_id = values.get("complaint_id") or self.env.context.get("default_complaint_id")
        self.env["police.complaint"].browse(complaint_id or ()).check_access("write")
        return super().onchange(values, field_names, fields_spec)

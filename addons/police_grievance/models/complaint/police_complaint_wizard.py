from odoo import models
from odoo.exceptions import AccessError


class PoliceComplaintWizardMixin(models.AbstractModel):
    """For dialogues about a complaint: opened on one that the user may work on, and no other."""

    _name = "police.complaint.wizard.mixin"
    _description = "Dialogue about a Complaint"
    _inherit = "police.wizard.mixin"

    _needed = {"complaint_id": "write"}
    # Whether the dialogue shows who complained: then only who may know that opens it.
    _tells_who = False

    def _astray(self, names):
        astray = super()._astray(names)
        if self._tells_who and "complaint_id" in names:
            astray |= self.filtered(lambda dialog: dialog._pointed_at("complaint_id")._of_unknown())
        return astray

    def _refusal(self):
        if self._tells_who:
            return AccessError(self.env._("You may not know who complained."))
        return AccessError(self.env._("You do not work on this complaint."))

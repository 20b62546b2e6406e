from odoo import api, models


class PoliceSlip(models.AbstractModel):
    """The paper that a citizen takes home: number, deadline, station, and how to follow it.

    It says nothing of the matter and names nobody: whoever finds it learns nothing. Nor does it
    carry a link that opens the complaint, since that would act as the citizen in the hand of
    every officer who prints it.
    """

    _name = "report.police_grievance.slip"
    _description = "Slip for the Citizen"

    @api.model
    def _get_report_values(self, docids, data=None):
        complaints = self.env["police.complaint"].browse(docids)
        complaints.check_access("read")
        slips = [complaint._slip_values(self._slip_language(complaint)) for complaint in complaints]
        return {"doc_ids": docids, "doc_model": "police.complaint", "slips": slips}

    def _slip_language(self, complaint):
        return complaint.language or self.env.lang


class PoliceSlipOtherLanguage(models.AbstractModel):
    """The same in the other language, for who was written down with the wrong one."""

    _name = "report.police_grievance.slip_other_language"
    _inherit = "report.police_grievance.slip"
    _description = "Slip for the Citizen in the Other Language"

    def _slip_language(self, complaint):
        own = super()._slip_language(complaint)
        others = [code for code, _name in self.env["res.lang"].get_installed() if code != own]
        return others[0] if others else own

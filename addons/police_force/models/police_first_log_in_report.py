from odoo import api, models


class PoliceFirstLogInReport(models.AbstractModel):
    """The slips for the first log-in, one for each officer: only for who may manage them."""

    _name = "report.police_force.first_log_in_slip"
    _description = "First Log-in Slip"

    @api.model
    def _get_report_values(self, docids, data=None):
        officers = self.env["police.officer"].browse(docids)
        officers._check_may_manage()
        waiting = officers.filtered(lambda officer: officer.log_in_state == "slip")
        return {
            "doc_model": "police.officer",
            "docs": waiting,
            "slips": dict(zip(waiting, waiting._users(), strict=True)),
            "address": f"{self.env['res.users'].get_base_url()}/web/login",
        }

from odoo import api, fields, models


class PolicePosting(models.Model):
    _inherit = "police.posting"

    @api.model
    def _passes_on(self, boundaries):
        """Have activities pass on with the posts: what is past now, the rest when it comes."""
        result = super()._passes_on(boundaries)
        now = fields.Datetime.now()
        if any(moment <= now for moment in boundaries):
            self.env["mail.activity"]._pass_on()
        coming = sorted(moment for moment in boundaries if moment > now)
        if coming:
            self.env.ref("police_grievance.ir_cron_pass_on")._trigger(coming)
        return result

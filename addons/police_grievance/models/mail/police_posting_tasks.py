from odoo import fields, models


class PolicePosting(models.Model):
    _inherit = "police.posting"

    def _changed(self, before=frozenset()):
        """Have activities pass on with the posts: what is past now, the rest when it comes."""
        result = super()._changed(before)
        now = fields.Datetime.now()
        boundaries = before | self._boundaries_of()
        if any(moment <= now for moment in boundaries):
            self.env["mail.activity"]._pass_on()
        coming = sorted(moment for moment in boundaries if moment > now)
        if coming:
            self.env.ref("police_grievance.ir_cron_pass_on")._trigger(coming)
        return result

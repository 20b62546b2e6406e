from odoo import api, models


class IrCron(models.Model):
    """Those of complaints."""

    _inherit = "ir.cron"

    @api.model
    def _named_xmlids(self):
        return (
            *super()._named_xmlids(),
            *(
                f"police_grievance.ir_cron_{name}"
                for name in (
                    *("escalate", "tell_closings", "silence", "pass_on", "follow_late"),
                    "make_copies",
                    "send_replies",
                )
            ),
        )

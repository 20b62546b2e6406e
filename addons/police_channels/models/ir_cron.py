from odoo import api, models


class IrCron(models.Model):
    """Those of channels."""

    _inherit = "ir.cron"

    @api.model
    def _named_xmlids(self):
        return (
            *super()._named_xmlids(),
            *(
                f"police_channels.cron_{name}"
                for name in (
                    "sweep_events",
                    "sweep_messages",
                    "sweep_files",
                    "sweep_calls",
                    "tell_citizens",
                    "fetch_mailboxes",
                    "purge_events",
                    "count_days",
                    "remind",
                )
            ),
        )

import logging

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

MOST_TRIES = 5
_logger = logging.getLogger(__name__)


class IrCron(models.Model):
    """The service's own scheduled actions are switched off and not deleted."""

    _name = "ir.cron"
    _inherit = ["police.named.mixin", "ir.cron"]

    @api.model
    def _named_xmlids(self):
        names = ("reset_passwords", "follow_posts")
        return (*super()._named_xmlids(), *(f"police_force.ir_cron_{name}" for name in names))

    def _callback(self, cron_name, server_action_id):
        """Begin anew where another transaction was faster, as core does with a request.

        The service's own work on in batches and find what is left; others' may not.
        """
        for _try in range(MOST_TRIES if self._named() else 0):
            try:
                return super()._callback(cron_name, server_action_id)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
                _logger.info("%s begins anew: %s", cron_name, type(error).__name__)
        return super()._callback(cron_name, server_action_id)

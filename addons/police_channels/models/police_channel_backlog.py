from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.queue_job.job import DEFAULT_PRIORITY

from .police_channel_event import TOGETHER
from .police_channel_work import waiting_job

BACKLOG = "police.channel.event:backlog"
# What nobody has begun by itself, nor with others since its time was over.
NEVER_BEGUN = SQL("work.state = 'stored' AND work.attempts = 0")


class PoliceChannelBacklog(models.Model):
    """What arrived and was not begun in time, as after an hour without workers: together, as what is fresh.

    Once: it counts as an attempt of each before it is made, so that what breaks the worker of some is
    begun by itself the next time, and so are those that were begun with it.
    """

    _inherit = "police.channel.event"

    @api.model
    def _sweep(self):
        waiting = self._without_job(SQL("%s AND %s", NEVER_BEGUN, self._is_due()), 1)
        if waiting:
            self._enqueue_backlog()
        return super()._sweep()

    def _abandoned(self):
        return self._without_job(SQL("NOT (%s) AND %s", NEVER_BEGUN, self._is_due()))

    @api.model
    def _is_due(self):
        return SQL("work.next_attempt_at <= %s", fields.Datetime.now())

    @api.model
    def _enqueue_backlog(self):
        """Have a job look after what was not begun in time, unless one is waiting."""
        if not self.env.execute_query(SQL("%s LIMIT 1", waiting_job(BACKLOG))):
            self._for_job().with_delay(identity_key=BACKLOG)._take_backlog()

    @api.model
    def _take_backlog(self):
        """Job: hand some of what was not begun in time to a job that works on them together.

        That one begins before the next some are handed over: none of them waits for long, or the sweep
        would begin each by itself.
        """
        with self._concurrency_retried():
            due = self._without_job(SQL("%s AND %s", NEVER_BEGUN, self._is_due()), TOGETHER)
            some = due._few_bytes()
            if not some:
                return
            some.write({"attempts": 1, "next_attempt_at": some[0]._later()})
        some._for_job().with_delay(priority=DEFAULT_PRIORITY - 1)._work_on_backlog()
        self._enqueue_backlog()

    def _work_on_backlog(self):
        """Job: work on these together, as far as nobody else has meanwhile."""
        with self._concurrency_retried():
            left = self._without_job(
                SQL("work.id = ANY(%s) AND work.next_attempt_at IS NOT NULL", self.ids), TOGETHER
            )
        if left:
            left._work_together()

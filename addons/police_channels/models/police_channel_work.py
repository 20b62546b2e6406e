import logging
from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import Error, OperationalError
from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api, fields, models
from odoo.service.model import PG_CONCURRENCY_ERRORS_TO_RETRY
from odoo.tools import SQL

from odoo.addons.police_grievance.models.people.police_masked import BY_SERVICE
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import (
    DEFAULT_PRIORITY,
    ENQUEUED,
    PENDING,
    WAIT_DEPENDENCIES,
    Job,
)

from ..adapters.outgoing import REFUSALS
from ..tools.conflicts import conflicts_unsaid

_logger = logging.getLogger(__name__)

# A job gets this long to appear and finish before anyone looks whether it still exists.
PATIENCE = timedelta(minutes=2)
# Minutes until the next attempt, by number of attempts so far.
PAUSES = (1, 5, 15, 60, 240)
SWEPT_AT_ONCE = 200
JOBS = "police_channels.jobs"
ERRORS = [
    ("broke", "Could not be worked on"),
    ("never_finished", "Begun several times and never finished"),
    ("too_big", "Bigger than this channel takes"),
    ("hours", "Waits for the hours in which they may be reached"),
    ("stopped", "They wrote STOP: they want no notices"),
    ("late", "Too late: who still wants the answer asks again"),
    ("held", "Held: too many to this address"),
    ("not_accepted", "Not accepted yet"),
    ("unknown", "Sent or not: the server did not say"),
    ("undeliverable", "Could not be delivered"),
    ("corrected", "They have another address by now"),
    *REFUSALS,
]


def waiting_job(identity):
    """SQL that finds a job which has yet to begin: it will see what is committed by now.

    :param identity: of the job: a string, or SQL that makes one
    """
    states = (WAIT_DEPENDENCIES, PENDING, ENQUEUED)
    return SQL("SELECT 1 FROM queue_job WHERE identity_key = %s AND state IN %s", identity, states)


class PoliceChannelWorkMixin(models.AbstractModel):
    """A row of the ledger that has to be worked on until it is finished.

    The row is the truth: `next_attempt_at` is empty once it is finished or waits for a person.
    The job table is only a means; whatever is unfinished and has no job gets a new one.
    """

    _name = "police.channel.work.mixin"
    _description = "Unfinished Work of a Channel"

    _pauses = PAUSES

    channel_id = fields.Many2one(
        "police.channel", required=True, readonly=True, index=True, ondelete="restrict"
    )
    attempts = fields.Integer("Begun again", readonly=True)
    next_attempt_at = fields.Datetime("Next attempt", readonly=True, index="btree_not_null")
    error = fields.Selection(ERRORS, "Reason", readonly=True)
    # The other side's words, or a citizen's: not for everyone who may see that something failed.
    detail = fields.Text("Details", readonly=True, groups="police_force.group_control_room")

    def _compute_display_name(self):
        """Only a running number: subject and sender would say who wrote."""
        for row in self:
            row.display_name = f"#{row.id}"

    def _enqueue_work(self):
        """Give each row a job, unless one is waiting already."""
        for row in self._for_job():
            row.with_delay(identity_key=row._job_identity(), priority=row._job_priority())._work()

    def _enqueue_anyway(self):
        """Give each row a job without looking for one: none waits, or it may end without work.

        Those of a transaction are made together, at its end.
        """
        if not self:
            return
        jobs = [
            Job(row._work, identity_key=row._job_identity(), priority=row._job_priority())
            for row in self._for_job()
        ]
        data = self.env.cr.precommit.data
        if JOBS not in data:
            data[JOBS] = []
            self.env.cr.precommit.add(self.env["police.channel.event"]._make_jobs)
        data[JOBS] += jobs

    def _make_jobs(self):
        """Before the commit: make the jobs of this transaction, as `Job.store` does with one."""
        jobs = self.env.cr.precommit.data.pop(JOBS)
        self.env["queue.job"].sudo().create([job._store_values(create=True) for job in jobs])

    def _for_job(self):
        """These rows as a job has them, whoever made them."""
        return self.with_user(SUPERUSER_ID)._in_one_company()

    def _job_identity(self):
        return f"{self._name}:{self.id}"

    def _job_priority(self):
        """:return: the smaller, the sooner, when jobs wait"""
        return DEFAULT_PRIORITY

    def _work(self, item=None):
        """Work on one row; any number of jobs may do so at once, killed at any moment.

        :param item: what the row stands for, if the caller has it at hand
        """
        if self.env.context.get("police_channel_together") is BY_SERVICE:
            # Made by this transaction, which works on others, too.
            self._do_work(item)
            return
        with self._concurrency_retried():
            self._lock()
            if not self.next_attempt_at or self.channel_id.is_paused:
                return
            try:
                with self.env.cr.savepoint():
                    self._do_work(item)
            except (OperationalError, UniqueViolation, RetryableJobError):
                raise
            except Exception as error:  # noqa: BLE001 whatever it is, it is noted
                _logger.info("%s could not be worked on: %s", self, type(error).__name__)
                self._note_failure(error)

    def _work_together(self):
        """Work on all of these, which are locked, as on one: what a transaction does at its end, such as to
        tell open screens, is done once. If one breaks, all is undone and each worked on by itself.
        """
        try:
            with self._concurrency_retried(), self.env.cr.savepoint():
                self.with_context(police_channel_together=BY_SERVICE)._do_work()
        except (OperationalError, UniqueViolation, RetryableJobError):
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, it is noted with the row that it is of
            _logger.info("Not worked on together: %s", type(error).__name__)
            for row in self:
                row._work()

    def _lock(self):
        """Have this row until the end of the transaction, once nobody else has it.

        Who has it need not be a job that does the work: the same bytes arriving again count
        themselves in it.

        :raises OperationalError: it was changed since this transaction began; run it again
        """
        query = SQL(
            "SELECT id FROM %s WHERE id = %s FOR NO KEY UPDATE",
            SQL.identifier(self._table),
            self.id,
        )
        self.env.cr.execute(query, log_exceptions=False)

    @contextmanager
    def _concurrency_retried(self):
        """Have the job run again when another one was faster. What they collided on stays unsaid:
        a job's failure is kept for people who may not know who wrote."""
        try:
            with conflicts_unsaid():
                yield
        except OperationalError as error:
            if error.pgcode not in PG_CONCURRENCY_ERRORS_TO_RETRY:
                raise
            raise RetryableJobError("another job was faster", 1, ignore_retry=True) from None
        except UniqueViolation:
            # The other one stored the same; it is found at the next try.
            raise RetryableJobError("another job was faster", 1) from None

    def _do_work(self, item=None):
        """Finish one row, or several together: what it means is for the model to say.

        :param item: as given to `_work`
        :raises Exception: anything; it is undone and noted as the reason
        """
        raise NotImplementedError

    def _finish(self, **values):
        """Nothing more to do for these rows."""
        self.write({"next_attempt_at": False, "error": False, "detail": False, **values})

    def _note_failure(self, error):
        """Keep the reason and try again later, or not at all any more."""
        words = error.diag.message_primary if isinstance(error, Error) else error
        self.write(
            {
                "state": "failed",
                "error": "broke",
                "detail": f"{type(error).__name__}: {words}"[:2000],
                "next_attempt_at": self._later(),
            }
        )

    def _later(self):
        """:return: when to try again; False after the last attempt"""
        if self.attempts >= len(self._pauses):
            return False
        return fields.Datetime.now() + timedelta(minutes=self._pauses[self.attempts])

    @api.model
    def _first_look(self):
        return fields.Datetime.now() + PATIENCE

    @api.model
    def _sweep(self):
        """Scheduled action: give a new job to whatever is unfinished and has none."""
        while True:
            abandoned = self._abandoned()
            for row in abandoned:
                row._begin_again()
            left = self.env["ir.cron"]._commit_progress(len(abandoned))
            if len(abandoned) < SWEPT_AT_ONCE or not left:
                return

    def _abandoned(self):
        """Unfinished rows whose time has come, and that nobody works on."""
        return self._without_job(SQL("work.next_attempt_at <= %s", fields.Datetime.now()))

    def _without_job(self, condition, limit=SWEPT_AT_ONCE):
        """Rows without a waiting job and not being worked on; they are locked.

        :param SQL condition: on the row, `work`
        :return: at most `limit` of them, those that wait longest first
        """
        query = SQL(
            """
            SELECT work.id
              FROM %(table)s work
              JOIN police_channel channel ON channel.id = work.channel_id
             WHERE %(condition)s
               AND channel.is_paused IS NOT TRUE
               AND NOT EXISTS (%(waiting_job)s)
             ORDER BY work.next_attempt_at, work.id
             LIMIT %(limit)s
               FOR NO KEY UPDATE OF work SKIP LOCKED
            """,
            table=SQL.identifier(self._table),
            condition=condition,
            waiting_job=waiting_job(SQL("%s::text || work.id", f"{self._name}:")),
            limit=limit,
        )
        self.env.cr.execute(query, log_exceptions=False)
        return self.browse(row_id for [row_id] in self.env.cr.fetchall())

    def _begin_again(self):
        """Enqueue one row, or leave it to a person after the last attempt."""
        if self.attempts >= len(self._pauses):
            self._give_up(self.error or "never_finished")
            return
        self.write({"attempts": self.attempts + 1, "next_attempt_at": self._later()})
        self._enqueue_work()

    def _give_up(self, error):
        """Leave one row to a person.

        :param str error: one of ERRORS
        """
        self.write({"state": "failed", "next_attempt_at": False, "error": error})

    def _retry_now(self):
        """Start again from the first attempt, at a person's wish."""
        self.write({"attempts": 0, "next_attempt_at": self._first_look()})
        self._enqueue_work()

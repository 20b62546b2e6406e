import hashlib
import json
from bisect import bisect_right
from datetime import timedelta
from itertools import accumulate

from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.queue_job.job import DEFAULT_PRIORITY, PENDING

from ..tools.copied import in_binary
from .police_channel_work import PATIENCE, waiting_job

PURGED_AT_ONCE = 500
# Worked on in one transaction: what a job costs is shared, and little is done again if it fails.
TOGETHER, TOGETHER_BYTES = 20, 1_000_000
# More octets than this are in the database sooner without a statement.
MUCH = 100_000
ARRIVALS = "police.channel.event:arrivals"
# Written out: put together for each request, they cost more than all else there.
COLUMNS = """state, attempts, repeat_count, channel_id, headers, received_at, next_attempt_at,
    create_date, purge_on, raw, sha256, size"""
COPYING = f"COPY police_channel_event ({COLUMNS}) FROM STDIN (FORMAT binary)"
INSERTING = f"""
    INSERT INTO police_channel_event ({COLUMNS}) VALUES %s
    ON CONFLICT (channel_id, sha256)
    DO UPDATE SET repeat_count = police_channel_event.repeat_count + 1
"""


class PoliceChannelEvent(models.Model):
    """What arrived, as raw bytes. Only added to: nobody may change or delete a row.

    The bytes are in a column that the ORM does not know, so that no call from outside can read
    them; `_raw` gives them to the code that parses.
    """

    _name = "police.channel.event"
    _description = "Arrival"
    _inherit = ["police.channel.work.mixin"]
    _order = "id desc"

    # The indexes below begin with it.
    channel_id = fields.Many2one(index=False)
    received_at = fields.Datetime("Received", required=True, readonly=True)
    size = fields.Integer("Size in bytes", readonly=True)
    sha256 = fields.Char("SHA-256 at receipt", required=True, readonly=True)
    headers = fields.Text("Envelope", readonly=True, groups=fields.NO_ACCESS)
    state = fields.Selection(
        [
            ("stored", "Stored"),
            ("parsed", "Taken apart"),
            ("repeat", "Known already"),
            ("failed", "Not readable"),
        ],
        "Verdict",
        required=True,
        readonly=True,
    )
    repeat_count = fields.Integer("Arrived again", readonly=True)
    purge_on = fields.Date("Bytes deleted on", readonly=True)
    message_ids = fields.One2many("police.channel.message", "event_id", "Messages", readonly=True)
    receipt_ids = fields.One2many("police.channel.receipt", "event_id", "Reports", readonly=True)

    # The same bytes again, after an answer of ours that got lost, are not a second event.
    _channel_sha256 = models.UniqueIndex("(channel_id, sha256)")
    _channel_received = models.Index("(channel_id, received_at DESC)")
    _failed = models.Index("(channel_id) WHERE state = 'failed'")
    _purge = models.Index("(purge_on) WHERE purge_on IS NOT NULL")

    def init(self):
        self.env.cr.execute("ALTER TABLE police_channel_event ADD COLUMN IF NOT EXISTS raw bytea")
        # Recordings and pictures, which the server would try in vain to press together.
        self.env.cr.execute("ALTER TABLE police_channel_event ALTER raw SET STORAGE EXTERNAL")

    @api.model
    def _store(self, channel, raw, headers):
        """Keep what arrived: one statement, nothing is looked at.

        :param channel: `police.channel`, or its Door
        :param bytes raw: what arrived
        :param dict headers: what the transport told beside it
        :return: the event; the one that is there already, when the same bytes came before
        """
        query = SQL("%s RETURNING id", self._insertion(channel, [raw], headers))
        # The same bytes twice at once is expected, and the log is no place for them.
        self.env.cr.execute(query, log_exceptions=False)
        return self.browse(self.env.cr.fetchone())

    @api.model
    def _store_awaited(self, channel, contents, headers):
        """Keep what arrived as `_store` does, and tell whether a job waits that will see it.

        In the same statement, however many arrivals a request has brought: whoever calls waits for the
        answer. Such a job is locked: its runner waits for this transaction, and it begins with what is
        committed by then. Not one that the runner has given to a worker: who finds that locked leaves it.

        For much at once none is looked for: no runner shall wait for so long.

        :param list contents: the bytes of each arrival
        :return: bool
        """
        if sum(map(len, contents)) > MUCH and self._copy_in(channel, contents, headers):
            return False
        query = SQL(
            """
            %s RETURNING EXISTS (
                SELECT FROM queue_job WHERE identity_key = %s AND state = %s FOR SHARE SKIP LOCKED
            )
            """,
            self._insertion(channel, contents, headers),
            ARRIVALS,
            PENDING,
        )
        self.env.cr.execute(query, log_exceptions=False)
        [is_awaited] = self.env.cr.fetchone()
        return is_awaited

    def _insertion(self, channel, contents, headers):
        """SQL that keeps what arrived; that the same bytes came again, where they are there already."""
        rows = self._rows(channel, contents, headers)
        return SQL(INSERTING, SQL(", ").join(SQL("%s", row) for row in rows))

    def _copy_in(self, channel, contents, headers):
        """Keep what arrived if all of it is new. :return: whether it was"""
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.copy_expert(COPYING, in_binary(self._rows(channel, contents, headers)))
        except UniqueViolation:
            return False
        return True

    def _rows(self, channel, contents, headers):
        """:return: list of the values of `COLUMNS` of each"""
        now = fields.Datetime.now()
        beside = ("stored", 0, 0, channel.id, json.dumps(headers), now, now + PATIENCE, now)
        purge_on = now.date() + timedelta(days=channel.retention_days)
        # One statement takes up no row twice.
        return [
            (*beside, purge_on, raw, hashlib.sha256(raw).hexdigest(), len(raw))
            for raw in dict.fromkeys(contents)
        ]

    def _raw(self):
        """:return: the bytes as they arrived; empty once they have been purged"""
        self.ensure_one()
        return self._raw_of_each()[self]

    def _raw_of_each(self):
        rows = self.env.execute_query(
            SQL("SELECT id, raw FROM police_channel_event WHERE id = ANY(%s)", self.ids)
        )
        return {self.browse(event_id): bytes(raw or b"") for event_id, raw in rows}

    def _parse(self, raw=None):
        """What the channel's adapter reads in the bytes.

        :param bytes raw: those, if the caller has them at hand
        :return: (list of Incoming, list of Receipt)
        :raises UserError: the bytes have been purged
        """
        if not self.purge_on:
            raise UserError(self.env._("The bytes were deleted when their time was over."))
        return self.channel_id._reader().parse(
            self._raw() if raw is None else raw, json.loads(self.headers or "{}"), self.received_at
        )

    @api.model
    def _enqueue_arrivals(self):
        """Have a job look after what arrived: one for all that arrives until it begins.

        For what is committed: a job that waits already will see it.
        """
        if not self.env.execute_query(SQL("%s LIMIT 1", waiting_job(ARRIVALS))):
            # Before the jobs of single arrivals, so that those keep their order.
            self._for_job().with_delay(
                identity_key=ARRIVALS, priority=DEFAULT_PRIORITY - 1
            )._take_arrivals()

    @api.model
    def _take_arrivals(self):
        """Job: work on what arrived, some of it together; the next job has the rest, at the same time.

        Only within the time in which the sweep does not look yet: what breaks its worker must
        not be begun again with everything else that arrives.
        """
        with self._concurrency_retried():
            arrivals = self._without_job(
                SQL(
                    "work.state = 'stored' AND work.attempts = 0 AND work.next_attempt_at > %s",
                    fields.Datetime.now(),
                ),
                TOGETHER,
            )
        if len(arrivals) == TOGETHER:
            self._leave_the_rest()
        light = arrivals._few_bytes()
        (arrivals - light)._enqueue_anyway()
        light._work_together()

    @api.model
    def _leave_the_rest(self):
        """Have another job begin while this one works: it sees what is committed."""
        with self.env.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})[self._name]._enqueue_arrivals()

    def _few_bytes(self):
        """The first of these, as many as a worker may well have in memory together; at least one."""
        sizes = list(accumulate(self.mapped("size")))
        return self[: max(1, bisect_right(sizes, TOGETHER_BYTES))]

    @api.model
    def _take_up_again(self, channels):
        """Have all that waits at these channels worked on, though a job that waits may pass it by.

        :param channels: `police.channel` that were paused
        """
        waiting = self.search(
            [("channel_id", "in", channels.ids), ("next_attempt_at", "!=", False)]
        )
        new = waiting.filtered(lambda event: event.state == "stored" and not event.attempts)
        # What somebody else has at the moment is waited for by a job of its own.
        new = new.try_lock_for_update()
        new.next_attempt_at = self._first_look()
        self._for_job().with_delay()._take_arrivals()
        (waiting - new)._enqueue_anyway()

    def _do_work(self, item=None):
        by_channel = self.grouped("channel_id")
        # In one order for all: no two jobs wait for each other's senders.
        for channel in self.channel_id.sorted("id"):
            by_channel[channel]._take_in()

    def _take_in(self):
        """Take these apart, which are of one channel, and begin with what they are.

        One after the other in their order; what the database can be asked of all of them, once.
        """
        raw = self._raw_of_each()
        parsed = {event: event._parse(raw[event]) for event in self}
        incoming = {event: messages for event, (messages, _receipts) in parsed.items()}
        correspondents = self.env["police.channel.correspondent"]
        flooding = correspondents._take_turns(self.channel_id, list(incoming.values()))
        messages = self.env["police.channel.message"]
        stored = messages._store_plain(incoming)
        for event, (of_event, receipts) in parsed.items():
            rows = stored.get(event) or messages._store_incoming(event, of_event)
            self.env["police.channel.receipt"]._store(event, receipts)
            event._finish(state="parsed" if rows or receipts else "repeat")
            messages._begin(rows, flooding)

    def _refuse(self, error, detail):
        """Keep an arrival that is not worked on, with the reason, for a person to see."""
        self.write({"state": "failed", "error": error, "detail": detail, "next_attempt_at": False})

    @api.model
    def _purge(self):
        """Scheduled action: delete the bytes whose time is over; hash and verdict stay."""
        while True:
            rows = self.env.execute_query(
                SQL(
                    """
                    UPDATE police_channel_event SET raw = NULL, headers = NULL, purge_on = NULL
                     WHERE id IN (SELECT id FROM police_channel_event
                                   WHERE purge_on <= %s AND next_attempt_at IS NULL
                                   LIMIT %s FOR UPDATE SKIP LOCKED)
                    RETURNING id
                    """,
                    fields.Date.today(),
                    PURGED_AT_ONCE,
                )
            )
            self._forget_parsed([event_id for [event_id] in rows])
            left = self.env["ir.cron"]._commit_progress(len(rows))
            if len(rows) < PURGED_AT_ONCE or not left:
                return

    def _forget_parsed(self, event_ids):
        self.env.execute_query(
            SQL(
                "UPDATE police_channel_part SET text = NULL WHERE event_id = ANY(%s) RETURNING id",
                event_ids,
            )
        )
        self.env.execute_query(
            SQL(
                "UPDATE police_channel_message SET parsed = NULL"
                " WHERE event_id = ANY(%s) AND parsed IS NOT NULL RETURNING id",
                event_ids,
            )
        )

    def action_retry(self):
        """Button: read these arrivals once more."""
        self.check_access("read")
        self.sudo().filtered(lambda event: event.state == "failed")._retry_now()

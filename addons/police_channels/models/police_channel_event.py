import hashlib
import json
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.queue_job.job import DEFAULT_PRIORITY

from .police_channel_work import PATIENCE, SWEPT_AT_ONCE, waiting_job

PURGED_AT_ONCE = 500
ARRIVALS = "police.channel.event:arrivals"


class PoliceChannelEvent(models.Model):
    """What arrived, as raw bytes. Only added to: nobody may change or delete a row.

    The bytes are in a column that the ORM does not know, so that no call from outside can read
    them; `_raw` gives them to the code that parses.
    """

    _name = "police.channel.event"
    _description = "Arrival"
    _inherit = ["police.channel.work"]
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

    @api.model
    def _store(self, channel, raw, headers):
        """Keep what arrived: one statement, nothing is looked at.

        :param channel: `police.channel`, or its Door
        :param bytes raw: what arrived
        :param dict headers: what the transport told beside it
        :return: the event; the one that is there already, when the same bytes came before
        """
        now = fields.Datetime.now()
        values = {
            "channel_id": channel.id,
            "raw": psycopg2.Binary(raw),
            "sha256": hashlib.sha256(raw).hexdigest(),
            "size": len(raw),
            "headers": json.dumps(headers),
            "received_at": now,
            "state": "stored",
            "next_attempt_at": now + PATIENCE,
            "attempts": 0,
            "repeat_count": 0,
            "purge_on": now.date() + timedelta(days=channel.retention_days),
            "create_date": now,
        }
        query = SQL(
            """
            INSERT INTO police_channel_event (%s) VALUES %s
            ON CONFLICT (channel_id, sha256)
            DO UPDATE SET repeat_count = police_channel_event.repeat_count + 1
            RETURNING id
            """,
            SQL(", ").join(map(SQL.identifier, values)),
            tuple(values.values()),
        )
        # The same bytes twice at once is expected, and the log is no place for them.
        self.env.cr.execute(query, log_exceptions=False)
        [event_id] = self.env.cr.fetchone()
        return self.browse(event_id)

    def _raw(self):
        """:return: the bytes as they arrived; empty once they have been purged"""
        self.ensure_one()
        [(raw,)] = self.env.execute_query(
            SQL("SELECT raw FROM police_channel_event WHERE id = %s", self.id)
        )
        return bytes(raw or b"")

    def _parse(self):
        """What the channel's adapter reads in the bytes.

        :return: (list of Incoming, list of Receipt)
        :raises UserError: the bytes have been purged
        """
        if not self.purge_on:
            raise UserError(self.env._("The bytes were deleted when their time was over."))
        return self.channel_id._reader().parse(
            self._raw(), json.loads(self.headers or "{}"), self.received_at
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
        """Job: work on the one that arrived, or give each of many a job of its own.

        Only within the time in which the sweep does not look yet: what breaks its worker must
        not be begun again with everything else that arrives.
        """
        with self._concurrency_retried():
            arrivals = self._without_job(
                SQL(
                    "work.state = 'stored' AND work.attempts = 0 AND work.next_attempt_at > %s",
                    fields.Datetime.now(),
                )
            )
        if len(arrivals) == 1 and arrivals._is_alone():
            arrivals._work()
        else:
            arrivals._enqueue_anyway()
        if len(arrivals) == SWEPT_AT_ONCE:
            self._enqueue_arrivals()

    def _is_alone(self):
        """Whether no other arrival waits, which should be worked on first."""
        return self.search([("next_attempt_at", "!=", False)], limit=2) == self

    def _do_work(self, item=None):
        incoming, receipts = self._parse()
        self.env["police.channel.correspondent"]._take_turns(self.channel_id, incoming)
        messages = self.env["police.channel.message"]
        parsed = messages._store_incoming(self, incoming)
        self.env["police.channel.receipt"]._store(self, receipts)
        self._finish(state="parsed" if parsed or receipts else "repeat")
        messages._begin(parsed)

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
                "UPDATE police_channel_message SET parsed = NULL"
                " WHERE event_id = ANY(%s) AND parsed IS NOT NULL RETURNING id",
                event_ids,
            )
        )

    def action_retry(self):
        """Button: read these arrivals once more."""
        self.check_access("read")
        self.sudo().filtered(lambda event: event.state == "failed")._retry_now()

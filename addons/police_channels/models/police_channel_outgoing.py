import logging
from contextlib import contextmanager
from datetime import UTC, timedelta

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.police_grievance.tools.placeholders import fill

from ..adapters.base import RETRY_LATER, UNKNOWN, Media, Outcome, Outgoing
from .police_channel_work import PATIENCE

_logger = logging.getLogger(__name__)

# Longer than any mail server takes to answer; then the worker that sent is dead.
SENDING_TAKES = timedelta(minutes=15)
# Minutes until sending is tried again, by number of attempts made: together two days.
SENDING_PAUSES = (1, 5, 15, 60, 240, 480, 960, 960)
# When we cannot even reach our own provider, nothing is wrong with the message.
PROVIDER_PAUSE = timedelta(minutes=5)
RATE_PERIOD = timedelta(hours=1)


class PoliceChannelOutgoing(models.AbstractModel):
    """What goes out. Each attempt is committed before it is made.

    So a killed worker leaves "being sent" behind, and what may have gone out is never sent again
    by itself: a report or a person settles it.
    """

    _name = "police.channel.outgoing"
    _description = "Outgoing Messages"
    _inherit = "police.channel.safety"

    party_id = fields.Many2one(
        "police.party",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="police_force.group_control_room",
    )
    language = fields.Char(readonly=True)
    in_reply_to = fields.Char("Answers", readonly=True, groups="police_force.group_control_room")
    sent_at = fields.Datetime("Sent", readonly=True)
    provider_id = fields.Char(readonly=True, groups="police_force.group_control_room")
    evidence_ids = fields.Many2many("police.evidence", string="Files sent", readonly=True)
    receipt_ids = fields.One2many("police.channel.receipt", "message_id", "Reports", readonly=True)

    def _send(self):
        """Job: one attempt to send one message."""
        with self._concurrency_retried():
            outgoing = self._claim()
        if outgoing:
            self._settle(self._attempt(outgoing))

    def _attempt(self, outgoing):
        try:
            return self.channel_id._adapter().send(outgoing)
        except Exception as error:  # noqa: BLE001 an adapter that breaks has not said that nothing went out
            _logger.info("%s: sending broke off: %s", self, type(error).__name__)
            return Outcome(failure=UNKNOWN, reason=f"{type(error).__name__}: {error}")

    @contextmanager
    def _own_transaction(self):
        """This row in a transaction of its own, committed at the end.

        A job must not commit its own transaction: it would release the lock by which its runner
        knows that the job is alive.
        """
        with self.env.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})[self._name].browse(self.id)

    def _claim(self):
        """Mark the attempt, for all to see, before it is made.

        :return: Outgoing, or None if it is not this job's to send now
        """
        with self._own_transaction() as row:
            row._lock()
            if row.state != "queued" or not row.next_attempt_at or row.channel_id.is_paused:
                return None
            recipient = row._recipient()
            free_at = row._hours_allow_at(recipient)
            if free_at:
                row.write({"next_attempt_at": free_at, "error": "hours"})
                return None
            free_at = row._rate_allows_at()
            if free_at:
                row.write({"next_attempt_at": free_at, "error": "held"})
                return None
            row._make_safe(recipient)
            now = fields.Datetime.now()
            row.write(
                {
                    "state": "sending",
                    "attempts": row.attempts + 1,
                    "sent_at": now,
                    "next_attempt_at": now + SENDING_TAKES,
                }
            )
            return row._outgoing()

    def _rate_allows_at(self):
        """When this address may get another message; None for now at once.

        The turn of the address is taken, so that two jobs cannot both count the same.
        """
        self.env["police.channel.correspondent"]._take_turn(self.channel_id, self.address)
        since = fields.Datetime.now() - RATE_PERIOD
        domain = [
            ("address", "=", self.address),
            ("direction", "=", "out"),
            ("sent_at", ">", since),
        ]
        recent = self.search(domain, order="sent_at desc", limit=self.channel_id.rate_limit)
        if len(recent) < self.channel_id.rate_limit:
            return None
        return recent[-1].sent_at + RATE_PERIOD

    def _outgoing(self):
        """What the adapter gets. Link and code are made now and kept nowhere: only their hash is."""
        link = "" if self.is_neutral else self.complaint_id._follow_url(self.party_id)
        code = ""
        if self.event_code == "code" and not self.is_neutral:
            code = self.env["police.access.code"]._make(self.party_id)
        name = self.channel_id.with_context(lang=self.language).sender_name or ""
        return Outgoing(
            external_id=self.external_id,
            sender=self.channel_id.address,
            sender_name="" if self.is_neutral else name,
            recipient=self.address,
            subject=self.subject,
            text=fill(
                self.text,
                {
                    "link": link,
                    "code": code,
                    # They open the page with the answer chosen; only the citizen's press sends it.
                    "link_settled": f"{link}?answer=resolved#feedback",
                    "link_not_settled": f"{link}?answer=not_resolved#feedback",
                },
            ),
            language=self.language,
            date=fields.Datetime.now().replace(tzinfo=UTC),
            in_reply_to=self.in_reply_to or "",
            media=[
                Media(file.name, file.mimetype, file.attachment_id.raw)
                for file in ([] if self.is_neutral else self.evidence_ids)
            ],
        )

    def _settle(self, outcome):
        """Write down how an attempt ended, unless a report was faster.

        Made good at once when another transaction comes in between: run again, the job would
        find an attempt of which nobody knows how it ended.
        """
        for last_try in (False, False, True):
            try:
                with self._own_transaction() as row:
                    row._lock()
                    if row.state == "sending":
                        row._apply(outcome)
                return
            except OperationalError:
                if last_try:
                    raise

    def _apply(self, outcome):
        if not outcome.failure:
            self._finish(state="sent", provider_id=outcome.provider_id, detail=outcome.reason)
        elif outcome.failure == RETRY_LATER and outcome.about_us:
            self._queue_again(
                self.attempts - 1, fields.Datetime.now() + PROVIDER_PAUSE, outcome.reason
            )
        elif outcome.failure == RETRY_LATER and self.attempts <= len(SENDING_PAUSES):
            pause = timedelta(minutes=SENDING_PAUSES[self.attempts - 1])
            self._queue_again(self.attempts, fields.Datetime.now() + pause, outcome.reason)
        elif outcome.failure == UNKNOWN:
            self._give_to_desk("unknown", outcome.reason)
        else:
            self._give_to_desk("failed", outcome.reason)

    def _queue_again(self, attempts, moment, reason):
        self.write(
            {
                "state": "queued",
                "attempts": attempts,
                "next_attempt_at": moment,
                "error": "not_accepted",
                "detail": reason,
            }
        )

    def _give_to_desk(self, state, reason):
        """The citizen may not have been told: somebody has to call."""
        error = "unknown" if state == "unknown" else "undeliverable"
        self.write({"state": state, "error": error, "detail": reason, "next_attempt_at": False})
        self.complaint_id._ask_desk_to_call()

    def _learn(self, state):
        """What a report says of these messages; reports come in any order, and more than once.

        :param state: delivered, failed, or None for a report that changes nothing
        """
        for row in self.filtered(lambda message: message.state != "delivered"):
            if state == "delivered":
                row._finish(state=state)
            elif state == "failed" and row.state != "failed":
                row._give_to_desk("failed", False)

    def _begin_sending_again(self):
        """A message whose job is gone: send it if that was not begun, else ask the desk."""
        if self.state == "sending":
            self._give_to_desk("unknown", False)
        else:
            self.next_attempt_at = fields.Datetime.now() + PATIENCE
            self._enqueue_work()

    @api.model
    def _sent_by_external_id(self, channel, external_ids):
        """:return: dict of each identifier → our message, empty where we sent none like it"""
        found = self.search(
            [
                ("channel_id", "=", channel.id),
                ("direction", "=", "out"),
                ("external_id", "in", external_ids),
            ]
        )
        by_id = {message.external_id: message for message in found}
        return {external_id: by_id.get(external_id, self.browse()) for external_id in external_ids}

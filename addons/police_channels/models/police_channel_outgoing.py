import json
import logging
from contextlib import contextmanager
from datetime import UTC, timedelta

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from odoo.addons.police_grievance.tools.placeholders import fill

from ..adapters import ADAPTERS
from ..adapters.outgoing import RETRY_LATER, UNKNOWN, Media, Outcome, Outgoing, Template
from .police_channel_work import PATIENCE

_logger = logging.getLogger(__name__)

# Longer than any mail server takes to answer; then the worker that sent is dead.
SENDING_TAKES = timedelta(minutes=15)
# Minutes until sending is tried again, by number of attempts made: together two days.
SENDING_PAUSES = (1, 5, 15, 60, 240, 480, 960, 960)
# When we cannot even reach our own provider, nothing is wrong with the message: it waits for half an
# hour, then goes another way, and after two days without one somebody calls.
PROVIDER_PAUSE = timedelta(minutes=5)
TRIES_ONE_WAY, TRIES_IN_ALL = 6, 576


class PoliceChannelOutgoingMixin(models.AbstractModel):
    """What goes out. Each attempt is committed before it is made.

    So a killed worker leaves "being sent" behind, and what may have gone out is never sent again
    by itself: a report or a person settles it.
    """

    _name = "police.channel.outgoing.mixin"
    _description = "Outgoing Messages"
    _inherit = "police.channel.stand.in.mixin"

    party_id = fields.Many2one(
        "police.party",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="police_force.group_control_room",
    )
    language = fields.Char(readonly=True)
    in_reply_to = fields.Char("Answers", readonly=True, groups="police_force.group_control_room")
    provider_tries = fields.Integer("Tries that the provider did not take", readonly=True)
    sent_at = fields.Datetime("Sent", readonly=True)
    provider_id = fields.Char(readonly=True, groups="police_force.group_control_room")
    # Its words as the provider has approved them; for operators in India the id of the DLT template.
    provider_template = fields.Char("Template at the provider", readonly=True)
    # What stands in its places: a list as JSON; links and codes only as their places.
    provider_parameters = fields.Text(
        "What stands in the template", readonly=True, groups="police_force.group_control_room"
    )
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
        :raises RetryableJobError: another one goes first
        """
        with self._own_transaction() as row:
            row._lock()
            if row.state != "queued" or not row.next_attempt_at or row.channel_id.is_paused:
                return None
            recipient = row._recipient()
            if row._has_moved(recipient):
                row._give_up(False, "corrected")
                return None
            if row._is_unwanted(recipient):
                return None
            row._let_earlier_go()
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

    def _outgoing(self):
        """What the adapter gets. Link and code are made now and kept nowhere: only their hash is."""
        name = self.channel_id.with_context(lang=self.language).sender_name or ""
        secrets = {} if self.is_neutral else self._secrets()
        return Outgoing(
            external_id=self.external_id,
            sender=self.channel_id.address,
            sender_name="" if self.is_neutral else name,
            recipient=self.address,
            subject=self.subject or "",
            text=fill(self.text, secrets),
            language=self.language,
            date=fields.Datetime.now().replace(tzinfo=UTC),
            in_reply_to=self.in_reply_to or "",
            template=self._template(secrets),
            is_free=self._may_write_freely(),
            media=[
                Media(file.name, file.mimetype, file.attachment_id.raw)
                for file in ([] if self.is_neutral else self.evidence_ids)
            ],
        )

    def _secrets(self):
        """:return: dict of the places of a text for links and a code → what stands there"""
        # Each makes a secret: none for words that have no place for it.
        link = self.complaint_id._follow_url(self.party_id) if "{link" in self.text else ""
        return {
            "link": link,
            "code": self._new_code(),
            # They open the page with the answer chosen; only the citizen's press sends it.
            "link_settled": f"{link}?answer=resolved#feedback",
            "link_not_settled": f"{link}?answer=not_resolved#feedback",
        }

    def _new_code(self):
        """:return: digits of the code that this message brings; empty if it brings none"""
        return (
            self.env["police.access.code"]._make(self.party_id) if self.event_code == "code" else ""
        )

    def _template(self, secrets):
        """:return: Template as the provider knows it; None where it knows none"""
        if not self.provider_template:
            return None
        places = json.loads(self.provider_parameters or "[]")
        values = tuple(fill(place, secrets) for place in places)
        return Template(self.provider_template, self.language, values)

    def _may_write_freely(self):
        """Whether the provider takes words that it has not approved: they wrote a short time ago."""
        free_for = ADAPTERS[self.channel_id.kind].free_for
        if free_for is None:
            return True
        kind = self.channel_id._address_kind()
        theirs = self._recipient().complainant_id.address_ids
        addresses = theirs.filtered(lambda row: row.kind == kind).mapped("value")
        return self._said_within([self.address, *addresses], fields.Datetime.now() - free_for)

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
            self._wait_for_provider(outcome.reason)
        elif outcome.failure == RETRY_LATER and self.attempts <= len(SENDING_PAUSES):
            pause = timedelta(minutes=SENDING_PAUSES[self.attempts - 1])
            self._queue_again(self.attempts, fields.Datetime.now() + pause, outcome.reason)
        elif outcome.failure == UNKNOWN:
            self._give_to_desk("unknown", outcome.reason)
        else:
            self._give_up(outcome.reason, outcome.refusal)

    def _wait_for_provider(self, reason):
        """The fault is not the message's: none of its attempts is used up."""
        self.provider_tries += 1
        if self.provider_tries >= TRIES_ONE_WAY and self._pass_on():
            self._finish(state="passed_on", error="not_accepted", detail=reason)
        elif self.provider_tries < TRIES_IN_ALL:
            self._queue_again(self.attempts - 1, fields.Datetime.now() + PROVIDER_PAUSE, reason)
        else:
            self._give_to_desk("failed", reason)

    def _retry_now(self):
        self.provider_tries = 0
        return super()._retry_now()

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

    def _give_up(self, reason, refusal=""):
        """It does not go this way: it goes another one, or somebody has to call.

        :param str refusal: as in `_give_to_desk`
        """
        if self._pass_on():
            self._finish(state="passed_on", error=refusal or "undeliverable", detail=reason)
        else:
            self._give_to_desk("failed", reason, refusal)

    def _give_to_desk(self, state, reason, refusal=""):
        """The citizen may not have been told: somebody has to call.

        :param str refusal: why we have not sent it, one of REFUSALS
        """
        error = refusal or ("unknown" if state == "unknown" else "undeliverable")
        self.write({"state": state, "error": error, "detail": reason, "next_attempt_at": False})
        self._ask_to_call()

    def _ask_to_call(self):
        self.complaint_id._ask_desk_to_call()

    def _learn(self, state, refusal=""):
        """What a report says of these messages; reports come in any order, and more than once.

        :param state: delivered, failed, or None for a report that changes nothing
        :param str refusal: as in Receipt
        """
        for row in self.filtered(lambda message: message.state != "delivered"):
            if state == "delivered" and "refused" not in row.receipt_ids.mapped("status"):
                row._finish(state=state)
            elif state == "failed" and row.state not in ("failed", "passed_on"):
                row._not_delivered(refusal)

    def _begin_sending_again(self):
        """A message whose job is gone: send it if that was not begun, else ask the desk."""
        if self.state == "sending":
            self._give_to_desk("unknown", False)
        else:
            self.next_attempt_at = fields.Datetime.now() + PATIENCE
            self._enqueue_work()

    @api.model
    def _sent_by_receipt(self, channel, receipts):
        """The message that each report is on, by our identifier, else by the provider's.

        :param receipts: list of adapters.incoming.Receipt
        :return: list of `police.channel.message`, empty where we sent none like it
        """
        ours = [receipt.external_id for receipt in receipts if receipt.external_id]
        theirs = [receipt.provider_id for receipt in receipts if receipt.provider_id]
        named = Domain("external_id", "in", ours) | Domain("provider_id", "in", theirs)
        found = self.search(
            Domain("channel_id", "=", channel.id) & Domain("direction", "=", "out") & named
        )
        by_ours = {message.external_id: message for message in found}
        by_theirs = {message.provider_id: message for message in found if message.provider_id}
        none = self.browse()
        return [
            by_ours.get(receipt.external_id) or by_theirs.get(receipt.provider_id, none)
            for receipt in receipts
        ]

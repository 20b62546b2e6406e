import json
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.queue_job.exception import RetryableJobError

from ..adapters.voice.conversation import talks_in
from ..adapters.voice.plan import Plan
from ..adapters.voice.verbs import Dial, Record

# When a call of which nothing more is told is over: after the longest that its next word can take.
_AFTER_DIAL, _AFTER_RECORD = timedelta(hours=3), timedelta(minutes=15)
_AFTER_ANY = timedelta(minutes=5)
# What the provider tells of the same moment comes in any order.
_AFTER_END = timedelta(minutes=1)
# What was said may be told of long after it is over.
_KEPT = timedelta(days=1)
# Tried so often that a person has to look.
GIVEN_UP = [("state", "=", "failed"), ("next_attempt_at", "=", False)]


class PoliceChannelCall(models.Model):
    """A call at a provider that has the exchange: what has happened of it, until it is handed over.

    As the files that an exchange of our own writes: the calls go to the ledger as arrivals of the same form,
    each once; with its words at once, so that the caller hears the number.
    """

    _name = "police.channel.call"
    _description = "Call at a Provider"
    _inherit = "police.channel.work.mixin"
    _order = "id desc"

    external_id = fields.Char("Identifier", required=True, readonly=True, groups=fields.NO_ACCESS)
    # Who called, the keys pressed, and how to get at the recording.
    steps = fields.Text(required=True, readonly=True, groups=fields.NO_ACCESS, default="[]")
    state = fields.Selection(
        [("going_on", "Going on"), ("done", "Handed over"), ("failed", "Could not be handed over")],
        required=True,
        readonly=True,
        default="going_on",
    )

    # Read by the tile of the start page.
    _given_up = models.Index("(id) WHERE state = 'failed' AND next_attempt_at IS NULL")
    _call_unique = models.UniqueIndex("(channel_id, external_id)")

    @api.model
    def _hear(self, channel, told):
        """Note what a provider tells of a call.

        :param channel: id of the `police.channel`
        :param Told told: proven by then to come from the provider
        :return: verbs that the call goes on with
        """
        row = self._of(channel, told)
        if not row:
            return []
        call = row._plan()
        verbs = call.go(told)
        if talks_in(call.steps) != talks_in(json.loads(row.steps)):
            # Told of after the call has been handed over, too.
            row.state = "going_on"
        row.steps = json.dumps(call.steps)
        if row.state == "going_on":
            row.next_attempt_at = fields.Datetime.now() + _patience(told, verbs)
        return verbs

    @api.model
    def _of(self, channel, told):
        """The row of a call, locked: made where one begins; none of a call that never did here."""
        if not told.step:
            query = SQL(
                """
                INSERT INTO police_channel_call
                       (channel_id, external_id, steps, state, attempts, next_attempt_at)
                VALUES (%s, %s, '[]', 'going_on', 0, %s)
                ON CONFLICT (channel_id, external_id) DO UPDATE SET attempts = 0
                RETURNING id
                """,
                channel,
                told.call_id,
                fields.Datetime.now() + _AFTER_ANY,
            )
        else:
            query = SQL(
                """
                SELECT id FROM police_channel_call
                 WHERE channel_id = %s AND external_id = %s
                   FOR NO KEY UPDATE
                """,
                channel,
                told.call_id,
            )
        # Two words of the same moment are expected, and the log is no place for them.
        self.env.cr.execute(query, log_exceptions=False)
        return self.browse(row_id for [row_id] in self.env.cr.fetchall())

    def _plan(self):
        voice = self.channel_id._own_settings()[self.channel_id]
        return Plan(json.loads(self.steps), voice._manner(turn=self.id), _Service(self, voice))

    def _register_words(self, steps):
        """Have the words of a call become a complaint while the caller waits; else jobs do it.

        :param list steps: what has happened by now; what is told besides meanwhile is added
        """
        self.steps = json.dumps(steps)
        events = self._hand_over()
        # Kept, whatever comes next.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        try:
            events[0]._work()
            self.env.cr.commit()  # pylint: disable=invalid-commit
        except (OperationalError, RetryableJobError):
            self.env.cr.rollback()
        unfinished = events.filtered("next_attempt_at")
        if unfinished:
            unfinished._enqueue_work()
            self.env.cr.commit()  # pylint: disable=invalid-commit
        # The commits gave the row to whatever else is told of this call.
        self._lock()
        steps[:] = json.loads(self.steps)

    def _hand_over(self):
        """:return: the `police.channel.event`s, in the form in which the voice door hands calls over: of the
        call, and of each talk that the provider has recorded
        """
        facts = {"call": self.external_id, "steps": json.loads(self.steps)}
        talks = talks_in(facts["steps"])
        pieces = [{}, *({"piece": number} for number, _talk in enumerate(talks, 1))]
        events = self.env["police.channel.event"]
        for piece in pieces:
            body = json.dumps({**facts, **piece}).encode() + b"\n"
            events |= events._store(self.channel_id, body, {})
        self._finish(state="done")
        return events

    def _do_work(self, item=None):
        """It is over."""
        self._hand_over()._enqueue_work()

    def action_retry(self):
        """Button: hand these over once more, from the first attempt on."""
        self.check_access("read")
        self.sudo().filtered_domain(GIVEN_UP)._retry_now()

    @api.autovacuum
    def _gc_handed_over(self):
        since = fields.Datetime.now() - _KEPT
        self.search([("state", "=", "done"), ("write_date", "<", since)]).unlink()


class _Service:
    """What the plan of a call asks for."""

    def __init__(self, call, voice):
        self._call, self._voice = call, voice

    def register(self, steps):
        self._call._register_words(steps)
        return self.number()

    def number(self):
        return self._voice._number_of(self._call.external_id)["number"]

    def code(self, number):
        self._voice._ask_code(number)

    def status(self, number, code):
        return self._voice._status(number, code)["stage"]


def _patience(told, verbs):
    """How long to wait for the next word of a call."""
    if told.step == "ended":
        return _AFTER_END
    if any(isinstance(verb, Dial) for verb in verbs):
        return _AFTER_DIAL
    return _AFTER_RECORD if any(isinstance(verb, Record) for verb in verbs) else _AFTER_ANY

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.police_channels.adapters.voice.call import Steps, moment_of

from .police_phone_duty import NEWS

# What a call became, by what the ledger says it was.
OUTCOME_OF_KIND = {
    "person": "words",
    "emergency": "emergency",
    "talked": "talked",
    "heard": "status",
    "rang": "gave_up",
}
SPEAKS = ("words", "number")
WAITS = ("person", "full")
# What a screen shows of a call.
SHOWN = ("state", "at_phone_id", "taker_id")
# One that is made is not listed by the exchange before it has begun.
BEGINS_WITHIN = timedelta(seconds=30)


class PoliceCallHeardMixin(models.AbstractModel):
    """What the exchange tells of calls: at once by the voice door, and once more by the ledger."""

    _name = "police.call.heard.mixin"
    _description = "What Is Told of Calls"

    @api.model
    def _hear(self, channel, told, is_all):
        """Take up what goes on.

        :param channel: `police.channel`
        :param list told: a dict of each call: `call`: its name; `steps`: pairs of what happened;
            `ringing` and `talking`: names of phones; `held`; `over`
        :param bool is_all: no others go on
        """
        rows = self._named(channel, [one["call"] for one in told])
        self.browse().union(*rows.values())._wait_for_others()
        before = {row: row.at_phone_id.user_id for row in rows.values()}
        concerned = self.browse()
        phones = self._phones_named(
            name
            for one in told
            for name in (*one["ringing"], *one["talking"], dict(one["steps"]).get("taker"))
        )
        for one in told:
            row, steps = rows.get(one["call"]), Steps(one["call"], one["steps"])
            if row and row.state == "ended" and (one["over"] or row.outcome != "unknown"):
                continue
            values = self._values_told(channel, row or self.browse(), steps, one, phones)
            if not row:
                row = self.create(values)
                concerned |= row
            elif row._take(values):
                concerned |= row
        if is_all:
            left = self._left_over(channel, told)
            before.update({row: row.at_phone_id.user_id for row in left})
            left._take_as_over()
            concerned |= left
        ended = concerned.filtered(lambda row: row.state == "ended")
        ended._ended()
        for row in concerned:
            users = before.get(row, row.taker_id.browse()) | row.at_phone_id.user_id
            users.partner_id._bus_send(NEWS, {})

    def _wait_for_others(self):
        """Have these to oneself: who comes second waits here, and is tried again."""
        if self:
            query = SQL(
                "SELECT id FROM police_call WHERE id IN %s ORDER BY id FOR NO KEY UPDATE", self._ids
            )
            # Being late is expected, and no error for the log.
            self.env.cr.execute(query, log_exceptions=False)

    @api.model
    def _named(self, channel, names):
        """:return: dict of the name of each call at the exchange to its row"""
        found = self.search([("channel_id", "=", channel.id), ("exchange_call", "in", names)])
        return {row.exchange_call: row for row in found}

    def _take(self, values):
        """Write what differs.

        :return: whether a screen shows any of it
        """
        fresh = {
            name: value
            for name, value in values.items()
            if value != self._fields[name].convert_to_write(self[name], self)
        }
        if fresh:
            self.write(fresh)
        return any(name in fresh for name in SHOWN)

    def _left_over(self, channel, told):
        """Those that went on when last heard of, and of which the exchange knows nothing now."""
        begun = fields.Datetime.now() - BEGINS_WITHIN
        return self.search(
            [
                ("channel_id", "=", channel.id),
                ("state", "!=", "ended"),
                ("began_at", "<", begun),
                ("exchange_call", "not in", [one["call"] for one in told]),
            ]
        )

    def _take_as_over(self, outcome="unknown"):
        """Nobody knows how these ended.

        :param str outcome: of those that nobody has answered
        """
        for row in self:
            values = {"state": "ended", "at_phone_id": False, "ended_at": fields.Datetime.now()}
            row.write({**values, "outcome": "talked" if row.answered_at else outcome})

    @api.model
    def _phones_named(self, names):
        """:return: dict of the name of each at the exchange to the `police.phone`"""
        phones = self.env["police.phone"].sudo().with_context(active_test=False)
        known = phones.search([("sip_name", "in", [*filter(None, names)])])
        return known.grouped("sip_name")

    def _values_told(self, channel, row, steps, live, phones):
        """What the exchange knows of a call.

        :param row: the call's, or empty
        :param Steps steps: what happened in it
        :param dict live: what goes on in it, as for `_hear`
        :param dict phones: as `_phones_named` gives them
        :return: dict of the values of its row
        """
        is_out = row.direction == "out"
        taker = phones.get(steps.last("taker"), row.phone_id)
        answered_at = moment_of(steps.first("reached" if is_out else "answered")) or False
        there = [phones[name] for name in (*live["talking"], *live["ringing"]) if name in phones]
        values = {
            "state": self._state_told(steps, live, is_out),
            "answered_at": answered_at,
            "transferred_to": steps.last("transferred") or False,
            "at_phone_id": bool(there and not live["over"]) and there[0].id,
            "phone_id": taker.id,
            "ended_at": False,
            "outcome": False,
        }
        if not is_out:
            values |= self._values_of_caller(row, steps)
            values["taker_id"] = self._taker_told(row, taker)
        if not row:
            began_at = steps.began() or fields.Datetime.now()
            values |= {
                "channel_id": channel.id,
                "exchange_call": steps.call_id,
                "direction": "in",
                "began_at": began_at,
            }
        if live["over"]:
            ended_at = moment_of(steps.last("ended")) or fields.Datetime.now()
            values["ended_at"] = ended_at
            values["outcome"] = self._outcome_told(steps, is_out)
            # Who speaks after the tone waits no longer.
            until = answered_at or moment_of(steps.first("unanswered")) or ended_at
            since = values.get("queued_at")
            values["waited_seconds"] = max(0, int((until - since).total_seconds())) if since else 0
        return values

    def _taker_told(self, row, phone):
        """Who answered: whoever sat at the phone then, whoever sits there by now."""
        if row.phone_id == phone:
            return row.taker_id.id
        return phone.user_id.id

    def _values_of_caller(self, row, steps):
        keys = [value for name, value in steps.steps if name == "key" and value]
        return {
            "phone": not row.is_hidden and (steps.phone or False),
            "queued_at": moment_of(steps.first("queued")) or False,
            "language": steps.language or False,
            "keys": " ".join(keys) or False,
        }

    def _state_told(self, steps, live, is_out):
        if live["over"]:
            return "ended"
        if live["held"]:
            return "held"
        if is_out:
            return "talking" if steps.last("reached") else "ringing"
        if live["talking"]:
            return "talking"
        if live["ringing"]:
            return "ringing"
        if steps.phase in SPEAKS:
            return "words"
        return "waiting" if steps.phase in WAITS else "menu"

    def _outcome_told(self, steps, is_out):
        if is_out and not steps.last("called"):
            return "not_made"
        if is_out:
            return "talked" if steps.last("reached") else "no_answer"
        if steps.went_to_emergency:
            return "emergency"
        if steps.last("answered") or steps.was_answered:
            return "talked"
        if not steps.last("ended"):
            return "unknown"
        if steps.heard_status:
            return "status"
        return "words" if steps.last("record") == "HANGUP" or steps.last("told") else "gave_up"

    @api.model
    def _read_in_ledger(self, messages):
        """Make up for what was missed, by what the exchange has written down.

        :param dict messages: of the row of the ledger to the adapters.incoming.Incoming of a call
        """
        phones = self._phones_named(dict(item.steps).get("taker") for item in messages.values())
        for message, item in messages.items():
            channel, steps = message.channel_id, Steps(item.external_id, item.steps)
            row = self._named(channel, [steps.call_id]).get(steps.call_id, self.browse())
            row._wait_for_others()
            # Words are handed over while their caller still waits for the number.
            was_over = row.state == "ended"
            goes_on = bool(row) and not was_over and not steps.last("ended")
            live = {"ringing": [], "talking": [], "held": False, "over": not goes_on}
            values = self._values_told(channel, row, steps, live, phones)
            if goes_on or was_over:
                values = {key: value for key, value in values.items() if not row[key] and value}
            values["message_id"] = message.id
            if row:
                row.write(values)
            else:
                row = self.create(values)
            if row.state == "ended" and not row.answered_at:
                row.outcome = OUTCOME_OF_KIND[item.kind]
            if row.is_hidden:
                message._forget_who_called()
            if row.state == "ended" and not was_over:
                row._ended()

    def _ended(self):
        """These are over, in this very transaction; what follows from that extends this."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..adapters.incoming import HEARD, PERSON, TALKED

# Where a caller was who wanted to hear how a complaint stands.
STATUS = "status"
CALLED_BACK_WITHIN = timedelta(minutes=15)
# Whoever does not take it is tried again, and after so many times no more.
TRIED_AGAIN_AFTER, MOST_TRIES = timedelta(hours=1), 3
CONTROL_ROOM = "police_force.group_control_room"


class PoliceCallBack(models.Model):
    """Somebody rang and reached nobody: call them, once, however often they rang.

    At a time that is safe for whoever is known at that number. A number can be forged: who answers
    there is asked what it is about, and told nothing.
    """

    _name = "police.call.back"
    _description = "Call to Return"
    _inherit = "police.phone.in.groups.mixin"
    _order = "due_at, id"

    phone = fields.Char(required=True, readonly=True, groups=CONTROL_ROOM)
    rings = fields.Integer("Rang", readonly=True, default=1, help="How often.")
    first_rang_at = fields.Datetime("Rang first", required=True, readonly=True)
    last_rang_at = fields.Datetime("Rang last", required=True, readonly=True)
    due_at = fields.Datetime("Call by", required=True, readonly=True)
    tries = fields.Integer("Tried", readonly=True)
    called_at = fields.Datetime("First called", readonly=True)
    called_by_id = fields.Many2one("res.users", "First called by", readonly=True)
    was_in_time = fields.Boolean("Called in time", readonly=True, help="First tried by then.")
    state = fields.Selection(
        [
            ("waiting", "To be called"),
            ("reached", "Reached"),
            ("heard", "Got through by themselves"),
            ("unreachable", "Not reached"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    done_at = fields.Datetime("Done", readonly=True)
    done_by_id = fields.Many2one("res.users", "Done by", readonly=True)
    message_ids = fields.One2many(
        "police.channel.message", "call_back_id", "Calls", readonly=True, groups=CONTROL_ROOM
    )
    warnings = fields.Char("Mind", compute="_compute_warnings", groups=CONTROL_ROOM)

    # One task, however often they ring; the index of the list, too.
    _one_of_phone = models.UniqueIndex("(phone) WHERE state = 'waiting'")
    _waiting = models.Index("(due_at, id) WHERE state = 'waiting'")
    # Read by the figures of a day.
    _rang_first = models.Index("(first_rang_at)")

    def _compute_display_name(self):
        """Only a running number: the phone would say who rang."""
        for row in self:
            row.display_name = f"#{row.id}"

    def _compute_warnings(self):
        addresses = self._known_at(self.mapped("phone")).grouped("value")
        none = self.env["police.complainant.address"]
        for row in self:
            row.warnings = " · ".join(addresses.get(row.phone, none)._contact_warnings())

    def write(self, vals):
        """Whoever tries, and however it ends: when they were called first is kept."""
        if "tries" in vals or vals.get("state") == "reached":
            self._note_called()
        return super().write(vals)

    def _note_called(self):
        """These are being called: what counts is the first time."""
        now = fields.Datetime.now()
        for row in self.filtered(lambda row: not row.called_at):
            in_time = now <= row.due_at
            row.write({"called_at": now, "called_by_id": self.env.uid, "was_in_time": in_time})

    @api.model
    def _known_at(self, phones):
        """The addresses of whoever is known at some numbers, in sudo."""
        addresses = self.env["police.complainant.address"].sudo()
        return addresses.search([("kind", "in", addresses._phone_kinds()), ("value", "in", phones)])

    @api.model
    def _rang(self, message):
        """Have somebody called who rang and reached nobody.

        :param message: `police.channel.message` of the call
        :return: the row; empty if they have been heard since
        """
        phone, rang_at = message.address, message.happened_at
        # Who asked for 112 and hung up, or was not put through, does not wait.
        within = timedelta(0) if message.sign == "emergency" else CALLED_BACK_WITHIN
        due_at = self._safe_at(phone, rang_at + within)
        waiting = self.search([("phone", "=", phone), ("state", "=", "waiting")])
        if waiting:
            waiting.write(
                {
                    "due_at": min(waiting.due_at, due_at),
                    "rings": waiting.rings + 1,
                    "first_rang_at": min(waiting.first_rang_at, rang_at),
                    "last_rang_at": max(waiting.last_rang_at, rang_at),
                }
            )
            return waiting
        if self._heard_since(message):
            return self
        return self.create(
            {
                "phone": phone,
                "first_rang_at": rang_at,
                "last_rang_at": rang_at,
                "due_at": due_at,
            }
        )

    @api.model
    def _heard_since(self, message):
        """Whether they called once more and were heard, which may have arrived before this."""
        since = Domain("address", "=", message.address) & Domain("direction", "=", "in")
        since &= Domain("channel_id", "=", message.channel_id.id)
        since &= Domain("happened_at", ">", message.happened_at)
        heard = (PERSON, TALKED, HEARD) if message.sign == STATUS else (PERSON, TALKED)
        since &= Domain("kind", "in", heard)
        return bool(self.env["police.channel.message"].search_count(since, limit=1))

    @api.model
    def _safe_at(self, phone, moment):
        """:return: the first moment from `moment` on at which whoever is known there may be called"""
        zone = self.env["police.unit"]._time_zone()
        return self._known_at([phone])._contact_at(moment, zone)

    @api.model
    def _was_heard(self, message):
        """They got through: nobody need call them for what they rang about before.

        Who was read out how a complaint stands has what they hung up for, to read the code. Whoever had
        asked for a person, too, is still called.
        """
        rows = self.search(
            [
                ("phone", "=", message.address),
                ("state", "=", "waiting"),
                ("last_rang_at", "<=", message.happened_at),
            ]
        )
        if message.kind == HEARD:
            rows = rows.filtered(lambda row: set(row.message_ids.mapped("sign")) == {STATUS})
        rows._finish("heard")

    def _finish(self, state):
        self.write(
            {"state": state, "done_at": fields.Datetime.now(), "done_by_id": self.env.user.id}
        )

    def action_reached(self):
        """Button: they were called, and answered."""
        self._waiting_of_desk()._finish("reached")

    def action_not_reached(self):
        """Button: they were called, and did not answer; they are tried again."""
        self._waiting_of_desk()._not_reached()

    def _not_reached(self):
        for row in self:
            row.tries += 1
            if row.tries >= MOST_TRIES:
                row._finish("unreachable")
            else:
                again = fields.Datetime.now() + TRIED_AGAIN_AFTER
                row.due_at = row._safe_at(row.phone, again)

    def _waiting_of_desk(self):
        """:return: those of these that are to be called, in sudo

        :raise AccessError: the user is not of the control room
        """
        self.check_access("read")
        if not self.env.user.has_group(CONTROL_ROOM):
            raise AccessError(self.env._("Only the control room calls back."))
        return self.sudo().filtered(lambda row: row.state == "waiting")

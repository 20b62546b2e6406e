from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.police_grievance.models.history.police_access_code import HEAR

from ..adapters.base import FULL


class PoliceChannelVoice(models.Model):
    """What only calls have: the telephone exchange, which asks while a caller waits."""

    _name = "police.channel.voice"
    _description = "Telephone Exchange of a Channel"
    _inherit = "police.channel.settings.mixin"

    is_recorded = fields.Boolean(
        "Conversations are recorded",
        default=True,
        help="What a caller and a call taker say, if the caller agrees: each is asked before.",
    )
    stuck_count = fields.Integer(
        "Calls that wait at the telephone exchange", readonly=True, copy=False
    )

    _channel_unique = models.UniqueIndex("(channel_id)")
    # Read by the tiles of the start page.
    _broken = models.Index("(problem_at) WHERE problem IS NOT NULL")
    _stuck = models.Index("(stuck_count) WHERE stuck_count > 0")

    @api.model
    def _answer(self, channel, question):
        """Answer the voice door; who asks has proven that by then.

        :param channel: id of the `police.channel`
        :param dict question: `ask`, and what belongs to it
        :return: dict; None for a question that nobody knows
        """
        if question.get("ask") == "recording":
            return self._wants_recordings(channel)
        row = self.with_user(SUPERUSER_ID).search([("channel_id", "=", channel)])
        answer = row and row._answers(question).get(question.get("ask"))
        return answer() if answer else None

    def _answers(self, question):
        """What the voice door may ask; addons that are told more, add theirs.

        :return: dict of each name of a question to what answers it
        """
        return {
            "number": lambda: self._number_of(str(question.get("call"))),
            "code": lambda: self._ask_code(str(question.get("number"))),
            "status": lambda: self._status(str(question.get("number")), str(question.get("code"))),
            "prompts": lambda: {"prompts": self.env["police.voice.prompt"]._for_exchange()},
            "prompt": lambda: self._sound_of(str(question.get("sha256"))),
            "room": lambda: self._note_room(bool(question.get("has_room"))),
            "stuck": lambda: self._note_stuck(question.get("calls")),
        }

    def _number_of(self, call_id):
        """The number of the complaint that a call became; empty until it has."""
        told = [
            ("channel_id", "=", self.channel_id.id),
            ("direction", "=", "in"),
            ("external_id", "=", call_id),
            ("original_id", "=", False),
        ]
        message = self.env["police.channel.message"].search(told, limit=1)
        return {"number": message.complaint_id.number or ""}

    def _ask_code(self, number):
        """Send a code to whoever complained, at the phone on the complaint: callers can be forged.

        :return: the same for numbers that there are and those that there are not
        """
        complaint = self.env["police.complaint"].search([("number", "=", number)])
        channels = self.env["police.channel"]._by_address_kind()
        for party in complaint._complainants():
            ways = complaint._ways(party, channels)
            way = next((way for way in ways if way.channel.kind == "sms"), None)
            if way and not self.env["police.access.code"]._under_way(party, HEAR):
                self._send_code(complaint, party, way)
        return {"sent": True}

    def _send_code(self, complaint, party, way):
        codes, nobody = self.env["police.access.code"], self.env["res.partner"]
        if codes._request(party, nobody, HEAR):
            self.env["police.channel.message"]._code_by_phone(complaint, party, way)
        elif codes._limit_is_news(party, HEAR):
            complaint._ask_desk_to_call("police_channels.mail_activity_type_codes_used_up")

    def _status(self, number, code):
        """How a complaint stands, for whoever has the code that was sent; each try counts."""
        complaint = self.env["police.complaint"].search([("number", "=", number)])
        codes, nobody = self.env["police.access.code"], self.env["res.partner"]
        is_right = [
            codes._confirm(party, nobody, code, HEAR) for party in complaint._complainants()
        ]
        return {"stage": complaint.citizen_stage_id.code if any(is_right) else ""}

    @api.model
    def _wants_recordings(self, channel):
        row = self.with_user(SUPERUSER_ID).search([("channel_id", "=", channel)])
        return {"is_wanted": row.is_recorded}

    def _sound_of(self, sha256):
        return {"sound": self.env["police.voice.prompt"]._sound_for_exchange(sha256)}

    def _note_room(self, has_room):
        problem = False if has_room else FULL
        if self.problem != problem:
            self._note_problem(problem)
        return {}

    def _note_stuck(self, calls):
        """Keep how many calls the service does not take, however often the voice door tries."""
        count = calls if isinstance(calls, int) and calls > 0 else 0
        if self.stuck_count != count:
            self.stuck_count = count
        return {}

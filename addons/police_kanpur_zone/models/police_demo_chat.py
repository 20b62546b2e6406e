from odoo import api, fields, models

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.police_grievance.tools.number import find_numbers

OURS = "+910000000000"


class PoliceDemoChat(models.AbstractModel):
    """Conversations of the demo day: what citizens write goes the way of real messages, answers and all."""

    _name = "police.demo.chat"
    _description = "Conversations of the Demo Day"

    @api.model
    def _channel(self, kind):
        return self.env["police.channel"].search([("kind", "=", kind)], limit=1)

    @api.model
    def _say(self, kind, sender, name, pressed="", **said):
        """A citizen says something; what the service answers has gone out.

        :param said: further values of the envelope
        :return: the complaint that it belongs to, if any
        """
        channel, now = self._channel(kind), fields.Datetime.now()
        messages = self.env["police.channel.message"].sudo()
        envelope = Envelope(
            channel=kind,
            received_at=now,
            sender_kind=channel._address_kind(),
            sender_value=sender,
            sender_name=name,
            mentioned_numbers=find_numbers(said.get("text", "")),
            **said,
        )
        # A channel without an address of ours sends no notices.
        address, channel.address = channel.address, channel.address or OURS
        message = messages._receive(channel, envelope, f"demo {now}", pressed)
        channel.address = address
        self._answers(kind, sender).filtered("next_attempt_at")._finish(state="sent", sent_at=now)
        return message.complaint_id

    @api.model
    def _press(self, kind, sender, name, place):
        """A citizen presses a button of the last question.

        :param int place: which one
        """
        question = self._answers(kind, sender).filtered("buttons")[:1]
        label, payload = question.buttons[place]
        return self._say(kind, sender, name, pressed=payload, text=label)

    @api.model
    def _answers(self, kind, sender):
        """:return: what the service has written to a sender, the newest first"""
        return self.env["police.channel.message"].search(
            [
                ("channel_id", "=", self._channel(kind).id),
                ("address", "=", sender),
                ("direction", "=", "out"),
            ]
        )

import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.police_grievance.tools.number import find_numbers, nearly_numbers

from ..adapters import ADAPTERS

# Nobody has such a number: what is known of citizens cannot be asked for here.
_NOBODYS = "+91000{:07}"
LONGEST, MOST_TURNS = 1000, 20


class PoliceConversationTryWizard(models.TransientModel):
    """What would be answered to somebody who writes this: nothing is stored, and nothing sent.

    Everything that was said is worked on anew each time, the real way, in a transaction of its own that is
    rolled back: after a savepoint alone, what Odoo does at the commit (the bus, say) would still be done.
    """

    _name = "police.conversation.try.wizard"
    _description = "Try a Conversation"
    _inherit = "police.wizard.mixin"

    channel_id = fields.Many2one(
        "police.channel", required=True, default=lambda self: self._chats()[:1]
    )
    language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        help="Of somebody whom we know. Empty: it is told from their words.",
    )
    has_no_address = fields.Boolean(compute="_compute_has_no_address")
    text = fields.Text("They write")
    said = fields.Json(readonly=True)
    transcript = fields.Text("So far", readonly=True)

    @api.depends("channel_id.address")
    def _compute_has_no_address(self):
        for row in self:
            row.has_no_address = not row.channel_id.address

    def _chats(self):
        chats = [kind for kind, adapter in ADAPTERS.items() if adapter.is_chat]
        return self.env["police.channel"].search([("kind", "in", chats)])

    def action_say(self):
        """Button: what would be answered to this.

        :raise UserError: nothing is written, too much, or by a channel without conversations
        """
        self.check_access("write")
        text, said = (self.text or "").strip(), self.said or []
        if not text or len(text) > LONGEST or len(said) >= MOST_TURNS:
            raise UserError(self.env._("Write something short, or begin anew."))
        if self.channel_id not in self._chats():
            raise UserError(self.env._("On this channel there are no conversations."))
        said = [*said, text]
        self.write({"said": said, "text": False, "transcript": self._transcript(said)})
        return self._again()

    def action_begin_anew(self):
        """Button: forget what was said."""
        self.check_access("write")
        self.write({"said": False, "text": False, "transcript": False})
        return self._again()

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try a conversation"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _transcript(self, said):
        """Work on all that was said, and undo it.

        :param list said: texts, in their order
        """
        with self.env.registry.cursor() as cr:
            channel = api.Environment(cr, SUPERUSER_ID, {})["police.channel"].browse(
                self.channel_id.id
            )
            try:
                return self._converse(channel, said)
            finally:
                cr.rollback()

    def _converse(self, channel, said):
        address = self._nobody(channel)
        channel.is_paused = False
        turns = [
            self._turn(channel, address, place, text) for place, text in enumerate(said, start=1)
        ]
        return "\n\n".join(turns)

    def _nobody(self, channel):
        """An address that nobody has; known in the chosen language, if one is."""
        addresses = channel.env["police.complainant.address"]
        address = _NOBODYS.format(secrets.randbelow(10**7))
        while addresses.search_count([("value", "=", address)], limit=1):
            address = _NOBODYS.format(secrets.randbelow(10**7))
        if self.language:
            kind = channel._address_kind()
            addresses.complainant_id._find_or_create(kind, address, language=self.language)
        return address

    def _turn(self, channel, address, place, text):
        """One message and what is answered, in lines."""
        messages = channel.env["police.channel.message"]
        envelope = Envelope(
            channel=channel.kind,
            received_at=fields.Datetime.now(),
            sender_kind=channel._address_kind(),
            sender_value=address,
            text=text,
            mentioned_numbers=[*find_numbers(text), *nearly_numbers(text)],
        )
        last = messages.search([], limit=1).id or 0
        message = messages._receive(channel, envelope, place)
        answers = messages.search(
            [("id", ">", last), ("direction", "=", "out"), ("address", "=", address)], order="id"
        )
        lines = [f"> {text}", f"[{self._became(message)}]"]
        return "\n".join(lines + [self._shown(answer) for answer in answers])

    def _became(self, message):
        told = message.with_context(lang=self.env.lang)
        labels = dict(told._fields["action"]._description_selection(told.env))
        return labels.get(message.action) or message.detail or ""

    def _shown(self, answer):
        labels = [f"[{label}]" for label, _sent in answer.buttons or []]
        return "\n".join(["", answer.text, *labels])

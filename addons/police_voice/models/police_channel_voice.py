import json
import time
import uuid

import requests

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_channels.tools.signature import ENVELOPE_HEADER, SIGNATURE_HEADER, sign
from odoo.addons.police_force.tools.phone import normalise_phone

SECONDS_TO_ANSWER = 8
# As the voice door answers.
DONE, GONE = "done", "gone"


class PoliceChannelVoice(models.Model):
    """The telephone exchange: tells what goes on at it, and does what call takers ask for."""

    _inherit = "police.channel.voice"

    door_address = fields.Char(
        "Voice door",
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Where it takes orders for the exchange; it says so itself.",
    )

    def _answers(self, question):
        return {**super()._answers(question), "exchange": lambda: self._hear(question)}

    def _hear(self, told):
        """Take up what goes on at the exchange.

        :param dict told: `door`: its address; `phones`; `calls`: those that changed, with what is known
            of each; `all`: whether these are all that go on
        """
        if self.door_address != told["door"]:
            self.door_address = told["door"]
        self.env["police.phone"]._hear_phones(told["phones"])
        self.env["police.call"]._hear(self.channel_id, told["calls"], told["all"])
        return {}

    @api.model
    def _exchange(self):
        """The one that has told of itself, in sudo; empty if none has."""
        return self.sudo().search([("door_address", "!=", False)], limit=1)

    def _own_number(self):
        """The one number, as the network is told it; empty where none is written down."""
        return normalise_phone(self.channel_id.address or "") or ""

    @api.model
    def _have_done(self, order, **more):
        """Have the exchange do something, at once.

        :param str order: duty, answer, hold, resume, transfer, end or place
        :raise UserError: it is not there, or will not
        """
        exchange = self._exchange()
        secret = exchange.channel_id.secret
        if not secret:
            raise UserError(self.env._("No telephone exchange is connected."))
        asked = {"order": order, "id": uuid.uuid4().hex, "at": time.time(), **more}
        body = json.dumps(asked).encode()
        try:
            answer = requests.post(
                f"{exchange.door_address}/orders",
                data=body,
                headers={ENVELOPE_HEADER: "{}", SIGNATURE_HEADER: sign(secret, "{}", body)},
                timeout=SECONDS_TO_ANSWER,
                allow_redirects=False,
            )
            words = answer.text
        except requests.RequestException:
            words = ""
        if words == GONE:
            raise UserError(self.env._("That call is over, or somebody else has it."))
        if words == "refused":
            raise UserError(self.env._("The telephone exchange could not do it."))
        if words != DONE:
            raise UserError(
                self.env._("The telephone exchange does not answer. Use the phone itself.")
            )

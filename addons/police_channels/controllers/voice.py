import json

from werkzeug.exceptions import Forbidden, NotFound

from odoo import SUPERUSER_ID
from odoo.http import request, route

from ..adapters.webhook import Refused
from .main import ChannelController


class VoiceController(ChannelController):
    @route(
        "/police/channel/<string:slug>/ask",
        type="http",
        auth="police_channel",
        methods=["POST"],
        csrf=False,
        readonly=False,
        save_session=False,
    )
    def ask(self, slug, **_ignored):
        """Answer what the voice door asks while a caller waits.

        :raises NotFound: no such channel, or no such question
        :raises Forbidden: the channel's secret has not signed it
        """
        env = request.env(user=SUPERUSER_ID)
        door, asked = env["police.channel"]._door(slug), self._asked()
        if not door or door.adapter.kind != "voice":
            raise NotFound()
        try:
            door.adapter.verify(asked)
            question = json.loads(asked.body)
        except (Refused, ValueError) as error:
            raise Forbidden() from error
        answer = None
        if isinstance(question, dict):
            answer = env["police.channel.voice"]._answer(door.id, question)
        if answer is None:
            raise NotFound()
        return request.make_json_response(answer)

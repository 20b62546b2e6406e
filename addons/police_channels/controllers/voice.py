import base64
import json

from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from odoo import SUPERUSER_ID
from odoo.http import request, route

from ..adapters.voice.verbs import prompts_of
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
        env, door, asked = self._called(slug)
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

    @route(
        "/police/channel/<string:slug>/call",
        type="http",
        auth="police_channel",
        methods=["POST"],
        csrf=False,
        readonly=False,
        save_session=False,
    )
    def call(self, slug, **_ignored):
        """Tell a provider that has the exchange what a call does next.

        :raises NotFound: no such channel, or its exchange is our own
        :raises Forbidden: it is not the provider who asks
        :raises BadRequest: it asks about no call
        """
        env, door, asked = self._called(slug)
        provider = door.adapter.provider
        if not provider:
            raise NotFound()
        with self._refusals_logged(slug):
            provider.verify(asked)
        try:
            told = provider.told(asked)
        except ValueError as error:
            raise BadRequest() from error
        verbs = env["police.channel.call"]._hear(door.id, told)
        heard = env["police.voice.prompt"]._for_callers(prompts_of(verbs))
        return self._response(provider.answer(verbs, heard))

    def _called(self, slug):
        """
        :return: (environment, Door, Request) of a request to a voice channel
        :raises NotFound: it is none
        """
        env = request.env(user=SUPERUSER_ID)
        door = env["police.channel"]._door(slug)
        if not door or door.adapter.kind != "voice":
            raise NotFound()
        return env, door, self._asked()

    @route(
        "/police/channel/<string:slug>/sound/<string:name>.wav",
        type="http",
        auth="police_channel",
        methods=["GET"],
        readonly=True,
        save_session=False,
    )
    def sound(self, slug, name, **_ignored):
        """What callers hear, for a provider that plays it; named by its content, so that nobody guesses it.

        :raises NotFound: no such sound
        """
        env = request.env(user=SUPERUSER_ID)
        content = base64.b64decode(env["police.voice.prompt"]._sound_for_exchange(name))
        if not content or not env["police.channel"]._door(slug):
            raise NotFound()
        headers = {"Content-Type": "audio/wav", "Cache-Control": "public, max-age=31536000"}
        return request.make_response(content, headers=list(headers.items()))

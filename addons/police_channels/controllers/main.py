import logging
from contextlib import contextmanager

from werkzeug.exceptions import Forbidden, MethodNotAllowed, NotFound, RequestEntityTooLarge
from werkzeug.urls import iri_to_uri

from odoo.http import Controller, Response, request, route

from ..adapters.webhook import Refused, Request

_logger = logging.getLogger(__name__)


class ChannelController(Controller):
    """The one door for all that comes in by webhook: stores the bytes and reads none of them."""

    @route(
        "/police/channel/<string:slug>/in",
        type="http",
        auth="police_channel",
        methods=["GET", "POST"],
        csrf=False,
        readonly=False,
        save_session=False,
    )
    def take_in(self, slug, **_ignored):
        """Store what arrived; the adapter's answer means that it is committed and will be worked on.

        :raises NotFound: no such channel
        :raises MethodNotAllowed: the channel is not called that way
        :raises RequestEntityTooLarge: bigger than the channel takes
        :raises Forbidden: the adapter does not accept where it comes from
        """
        # Nobody's: what follows asks for no rights, and one of the superuser would cost more than all of it.
        env = request.env
        door = env["police.channel"]._door(slug)
        if not door:
            raise NotFound()
        adapter, asked = door.adapter, self._asked()
        if asked.method not in adapter.methods:
            raise MethodNotAllowed(adapter.methods)
        if len(asked.body) > door.max_bytes:
            raise RequestEntityTooLarge()
        with self._refusals_logged(slug):
            greeting = adapter.greet(asked)
            if greeting:
                return self._response(greeting)
            headers, contents = adapter.verify(asked), adapter.contents(asked)
        events = env["police.channel.event"]
        is_awaited = events._store_awaited(door, contents, headers)
        if not is_awaited:
            # Kept, whatever comes next. And only a job that begins after this will see it.
            env.cr.commit()  # pylint: disable=invalid-commit
            events._enqueue_arrivals()
        return self._response(adapter.answer(asked))

    def _asked(self):
        http_request = request.httprequest
        return Request(
            method=http_request.method,
            headers=http_request.headers,
            body=http_request.get_data(cache=True),
            query=http_request.query_string.decode("utf-8", "replace"),
            # As it was called, and signed: werkzeug shows it as people read it.
            url=lambda: iri_to_uri(http_request.url),
        )

    def _response(self, answer):
        return Response(
            answer.body, answer.status, answer.headers or None, content_type=answer.content_type
        )

    @contextmanager
    def _refusals_logged(self, slug):
        try:
            yield
        except Refused as refusal:
            _logger.info("Refused a request to channel %s: %s", slug, refusal)
            raise Forbidden() from refusal

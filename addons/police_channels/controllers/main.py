import logging

from werkzeug.exceptions import Forbidden, NotFound, RequestEntityTooLarge

from odoo import SUPERUSER_ID
from odoo.http import Controller, request, route

from ..adapters.base import Refused, Request

_logger = logging.getLogger(__name__)


class ChannelController(Controller):
    """The one door for all that comes in by webhook: stores the bytes and reads none of them."""

    @route(
        "/police/channel/<string:slug>/in",
        type="http",
        auth="police_channel",
        methods=["POST"],
        csrf=False,
        readonly=False,
        save_session=False,
    )
    def take_in(self, slug, **_ignored):
        """Store what arrived; 200 means that it is committed and will be worked on.

        :raises NotFound: no such channel
        :raises RequestEntityTooLarge: bigger than the channel takes
        :raises Forbidden: the adapter does not accept where it comes from
        """
        env = request.env(user=SUPERUSER_ID)
        door = env["police.channel"]._door(slug)
        if not door:
            raise NotFound()
        body = request.httprequest.get_data(cache=True)
        if len(body) > door.max_bytes:
            raise RequestEntityTooLarge()
        headers = self._verified(slug, door.adapter, body)
        event = env["police.channel.event"]._store(door, body, headers)
        # Kept, whatever comes next. And only a job that begins after this will see it.
        env.cr.commit()  # pylint: disable=invalid-commit
        event._enqueue_arrivals()
        return request.make_response("stored", headers=[("Content-Type", "text/plain")])

    def _verified(self, slug, adapter, body):
        http_request = request.httprequest
        asked = Request(
            method=http_request.method,
            headers={name.lower(): value for name, value in http_request.headers.items()},
            body=body,
            query=http_request.query_string.decode("utf-8", "replace"),
        )
        try:
            return adapter.verify(asked)
        except Refused as refusal:
            _logger.info("Refused a request to channel %s: %s", slug, refusal)
            raise Forbidden() from refusal

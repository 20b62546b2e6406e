"""A channel that is no mail in anything: asked by GET, called with forms, answered in XML."""

import hashlib
import hmac
from unittest.mock import patch
from urllib.parse import parse_qs

from odoo.addons.police_grievance.tools.envelope import Envelope

from ..adapters import ADAPTERS
from ..adapters.base import Adapter
from ..adapters.incoming import Incoming, Receipt
from ..adapters.outgoing import Outcome
from ..adapters.webhook import Answer, Refused

SENT = []


class TextAdapter(Adapter):
    """Short messages of a provider that is nobody's."""

    kind = "sms"
    address_kind = "phone"
    methods = ("GET", "POST")

    def greet(self, request):
        asked = self._fields(request.query)
        if request.method == "GET" and "challenge" in asked:
            self._check(asked)
            return Answer(body=asked["challenge"])
        return None

    def verify(self, request):
        self._check(self._fields(request.query))
        return {}

    def content(self, request):
        return request.body or request.query.encode()

    def answer(self, request):
        return Answer(201, "<Response/>", "text/xml", {"X-Provider": "seen"})

    def parse(self, raw, headers, received_at):
        said = self._fields(raw.decode())
        if "Status" in said:
            return [], [Receipt(said["Id"], said["Status"])]
        envelope = Envelope(
            channel=self.kind,
            received_at=received_at,
            sender_kind=self.address_kind,
            sender_value=said["From"],
            text=said["Body"],
        )
        content_hash = hashlib.sha256(raw).hexdigest()
        return [Incoming(said["Id"], content_hash, envelope)], []

    def send(self, outgoing):
        SENT.append(outgoing)
        return Outcome(provider_id=f"text-{len(SENT)}")

    def _check(self, asked):
        if not hmac.compare_digest(asked.get("token", ""), self.settings.secret or " "):
            raise Refused("wrong token")

    @staticmethod
    def _fields(query):
        return {name: values[0] for name, values in parse_qs(query).items()}


def texts_spoken():
    """:return: a patch under which the service has this kind of channel"""
    return patch.dict(ADAPTERS, {TextAdapter.kind: TextAdapter})

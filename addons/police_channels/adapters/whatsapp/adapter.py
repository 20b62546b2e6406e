"""WhatsApp, by Meta's Cloud API: its webhook calls us, and the Graph API takes what we send.

Not marked as read: the two blue ticks would say that a person has read what only the service has.
"""

import hmac
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs

import requests

from ..base import ENCRYPTION, LOG_IN, REFUSED, UNREACHABLE, Adapter, Broken
from ..outgoing import EMPTY, NEVER, NO_NUMBER, TOO_LONG, UNKNOWN, WINDOW_CLOSED, Outcome
from ..webhook import Answer, Refused
from . import outcome, parsing, rendering
from .graph import Graph, GraphError
from .reading import named

_SIGNED = "sha256="
# Approved words have, with what stands in their places, 1024 characters at most.
_LONGEST_REPORT = 600


@dataclass
class WhatsAppSettings:
    """How Meta is reached, and how it proves that it calls.

    :ivar api_url: of the Graph API
    :ivar version: of it, such as v25.0
    :ivar phone_number_id: Meta's, of the number that we write from
    :ivar token: who has it, writes as us
    :ivar app_secret: Meta signs with it
    :ivar verify_token: Meta shows it once, when the webhook is entered there
    """

    api_url: str
    version: str
    phone_number_id: str
    token: str
    app_secret: str
    verify_token: str


class WhatsAppAdapter(Adapter):
    kind = parsing.KIND
    address_kind = "whatsapp"
    is_chat = True
    has_buttons = True
    proves_sender = True
    free_for = timedelta(hours=24)
    longest_report = _LONGEST_REPORT
    methods = ("GET", "POST")
    settings_model = "police.channel.whatsapp"

    def greet(self, request):
        """Meta asks once whether the address is ours, when it is entered there."""
        if request.method != "GET":
            return None
        asked = {name: values[0] for name, values in parse_qs(request.query).items()}
        known = self.settings.own.verify_token
        shown = asked.get("hub.verify_token", "")
        if not known or not hmac.compare_digest(shown.encode(), known.encode()):
            raise Refused("wrong verify token")
        if asked.get("hub.mode") != "subscribe" or not asked.get("hub.challenge"):
            raise Refused("not the question of a subscription")
        return Answer(body=asked["hub.challenge"])

    def verify(self, request):
        secret = self.settings.own.app_secret
        mac = hmac.digest(secret.encode(), request.body, "sha256").hex()
        shown = request.headers.get("x-hub-signature-256", "")
        if not secret or not hmac.compare_digest(f"{_SIGNED}{mac}".encode(), shown.encode()):
            raise Refused("wrong or missing signature")
        return {}

    def parse(self, raw, headers, received_at):
        return parsing.parse(raw, received_at, self.settings.own.phone_number_id or "")

    def test(self):
        with _told_as_problem():
            Graph(self.settings.own).number()
        return False

    def fetch(self, file, most_bytes):
        with _told_as_problem():
            return Graph(self.settings.own).download(file.external_id, most_bytes)

    def send(self, outgoing):
        refusal = self._refusal(outgoing)
        if refusal:
            return Outcome(failure=NEVER, refusal=refusal)
        if not outgoing.is_free:
            return self._deliver(outgoing, [rendering.by_template(outgoing)])
        graph = Graph(self.settings.own)
        try:
            ids = [graph.upload(media) for media in outgoing.media]
        except GraphError as error:
            return outcome.before_sending(outcome.of_error(error))
        except outcome.NO_ANSWER as error:
            return outcome.before_sending(outcome.of_silence(error))
        result = self._deliver(outgoing, rendering.free(outgoing, ids))
        if result.refusal == WINDOW_CLOSED and outgoing.template and not outgoing.media:
            return self._deliver(outgoing, [rendering.by_template(outgoing)])
        return result

    def _refusal(self, outgoing):
        """:return: why this is not to be sent, one of REFUSALS; None if it is"""
        if not outgoing.text.strip() and (outgoing.buttons or not outgoing.media):
            return EMPTY
        if not rendering.receiver(outgoing.recipient):
            return NO_NUMBER
        if not outgoing.is_free and (outgoing.media or not outgoing.template):
            return WINDOW_CLOSED
        return None if rendering.fits(outgoing) else TOO_LONG

    def _deliver(self, outgoing, parts):
        """Send the messages that one of ours consists of; the first one's identifier stands for all."""
        graph, first = Graph(self.settings.own), ""
        for kind, content in parts:
            try:
                sent = graph.send(self._message(outgoing, kind, content))
            except GraphError as error:
                return _after(first, outcome.of_error(error))
            except outcome.NO_ANSWER as error:
                return _after(first, outcome.of_silence(error))
            if not sent:
                return Outcome(failure=UNKNOWN, reason="no identifier")
            first = first or named(sent)
        return Outcome(provider_id=first)

    def _message(self, outgoing, kind, content):
        answered = {"context": {"message_id": outgoing.in_reply_to}} if outgoing.in_reply_to else {}
        return {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **rendering.receiver(outgoing.recipient),
            **answered,
            # Comes back with each report, which may be faster than the answer with Meta's identifier.
            "biz_opaque_callback_data": outgoing.external_id,
            "type": kind,
            kind: content,
        }


@contextmanager
def _told_as_problem():
    """:raises Broken: for what Meta, or the way to it, answers in place of what was asked for"""
    try:
        yield
    except requests.exceptions.SSLError as error:
        raise Broken(ENCRYPTION) from error
    except outcome.NO_ANSWER as error:
        raise Broken(UNREACHABLE) from error
    except GraphError as error:
        raise Broken(LOG_IN if outcome.is_about_us(error) else REFUSED) from error


def _after(first, result):
    """Once a part has gone out, a failure of another is for a person: all again would be twice."""
    if not first:
        return result
    return Outcome(provider_id=first, failure=UNKNOWN, reason=f"only in part: {result.reason}")

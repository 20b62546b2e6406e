"""A chat with buttons whose provider vouches for its senders: texts, presses, places, photos."""

import hashlib
from unittest.mock import patch
from urllib.parse import parse_qs

from odoo.addons.police_grievance.tools.envelope import Envelope, EnvelopeFile
from odoo.addons.police_grievance.tools.number import find_numbers

from ..adapters import ADAPTERS
from ..adapters.base import Adapter
from ..adapters.incoming import Incoming
from ..adapters.outgoing import Outcome

SENT = []


class ChatAdapter(Adapter):
    """Like WhatsApp: what is chosen comes as a payload, and where somebody is as degrees."""

    kind = "sms"
    address_kind = "phone"
    is_chat = True
    has_buttons = True
    proves_sender = True

    def parse(self, raw, headers, received_at):
        said = {name: values[0] for name, values in parse_qs(raw.decode()).items()}
        text, photo = said.get("text", ""), said.get("photo")
        envelope = Envelope(
            channel=self.kind,
            received_at=received_at,
            sender_kind=self.address_kind,
            sender_value=said["from"],
            text=text,
            mentioned_numbers=find_numbers(text),
            latitude=float(said["lat"]) if "lat" in said else None,
            longitude=float(said["lon"]) if "lon" in said else None,
            files=[EnvelopeFile(photo, "image/png", photo.encode())] if photo else [],
        )
        content_hash = hashlib.sha256(raw).hexdigest()
        pressed = said.get("pressed", "")
        is_sealed = "sealed" in said
        return [
            Incoming(said["id"], content_hash, envelope, pressed=pressed, is_sealed=is_sealed)
        ], []

    def send(self, outgoing):
        SENT.append(outgoing)
        return Outcome(provider_id=f"chat-{len(SENT)}")


def chats_spoken():
    """:return: a patch under which SMS is such a chat"""
    return patch.dict(ADAPTERS, {ChatAdapter.kind: ChatAdapter})

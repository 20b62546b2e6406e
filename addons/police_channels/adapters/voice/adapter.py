"""Voice: calls to a telephone exchange of one's own, Asterisk, handed in by the voice door."""

import hashlib

from odoo.addons.police_grievance.tools.envelope import Envelope, EnvelopeFile

from ..base import Adapter
from ..incoming import EMERGENCY, HEARD, PERSON, RANG, TALKED, Incoming
from ..signed import verify_signed
from .call import Call

KIND = "voice"
SENDER_KIND = "phone"


class VoiceAdapter(Adapter):
    """Nothing goes out by it: who called is written to by the channels that reach a phone."""

    kind = KIND
    settings_model = "police.channel.voice"

    def verify(self, request):
        return verify_signed(self.settings.secret, request)

    def parse(self, raw, headers, received_at):
        call = Call(raw)
        kind = kind_of(call)
        began = call.began() or received_at
        envelope = Envelope(
            channel=KIND,
            received_at=began,
            sender_kind=SENDER_KIND,
            sender_value=call.phone,
            language=call.language,
            files=[_file(call, began)] if kind == PERSON else [],
        )
        item = Incoming(
            external_id=call.call_id,
            content_hash=_content_hash(call),
            envelope=envelope,
            kind=kind,
            sign="" if kind == PERSON else call.phase,
        )
        return [item], []


def kind_of(call):
    """What a call was. Words are worked on whatever came after them."""
    if call.has_words:
        return PERSON
    if call.went_to_emergency:
        return EMERGENCY
    if call.was_answered:
        return TALKED
    return HEARD if call.heard_status else RANG


def _file(call, began):
    """The recording, byte for byte."""
    return EnvelopeFile(f"call-{began:%Y-%m-%d-%H%M}.wav", "audio/x-wav", call.recording)


def _content_hash(call):
    """Of who said what; what happened besides may be told once more, and later."""
    return hashlib.sha256(f"{call.phone}\n".encode() + call.recording).hexdigest()

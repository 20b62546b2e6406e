"""Voice: calls to a telephone exchange of one's own, Asterisk, handed in by the voice door; or to one of a
provider, which asks at each step what the call does next.
"""

import hashlib
from dataclasses import replace

from odoo.addons.police_grievance.tools.envelope import Envelope, EnvelopeFile

from ...tools.signature import ENVELOPE_HEADER
from ...tools.together import taken_apart
from ..base import DENIED, Adapter, FileGone
from ..incoming import EMERGENCY, HEARD, PERSON, RANG, RECORDED, TALKED, Incoming, RemoteFile
from ..signed import verify_signed
from ..webhook import Refused
from .conversation import Conversation
from .providers import PROVIDERS
from .settings import VoiceSettings

KIND = "voice"
SENDER_KIND = "phone"


class VoiceAdapter(Adapter):
    """Nothing goes out by it: who called is written to by the channels that reach a phone."""

    kind = KIND
    settings_model = "police.channel.voice"

    def __init__(self, settings):
        super().__init__(settings)
        own = settings.own or VoiceSettings()
        known = PROVIDERS.get(own.provider)
        # None with an exchange of our own.
        self.provider = known and known(replace(settings, own=own))

    def verify(self, request):
        verify_signed(self.settings.secret, request)
        return {}

    def contents(self, request):
        try:
            return taken_apart(request.body, request.headers.get(ENVELOPE_HEADER.lower(), "{}"))
        except ValueError as error:
            raise Refused("an envelope of other calls") from error

    def parse(self, raw, headers, received_at):
        call = Conversation(raw)
        kind = kind_of(call)
        began = call.began() or received_at
        envelope = Envelope(
            channel=KIND,
            received_at=began,
            sender_kind=SENDER_KIND,
            sender_value=call.phone,
            language=call.language,
            files=[_file(call, began)] if call.recording and kind == PERSON else [],
        )
        item = Incoming(
            external_id=call.external_id,
            consent=call.consent,
            content_hash=_content_hash(call),
            envelope=envelope,
            kind=kind,
            sign="" if kind == PERSON else call.phase,
            remote=[remote_of(call, began)] if call.remote else [],
            steps=call.steps,
        )
        return [item], []

    def fetch(self, file, most_bytes):
        name, _colon, recording = file.external_id.partition(":")
        if not self.provider or self.provider.name != name:
            raise FileGone(DENIED)
        return self.provider.fetch(recording, most_bytes)

    def test(self):
        if self.provider:
            self.provider.test()


def kind_of(call):
    """What a call was. Words are worked on whatever came after them."""
    if call.piece:
        return RECORDED
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


def remote_of(call, began):
    """The recording that the provider keeps."""
    ending = "wav" if call.mimetype == "audio/x-wav" else "mp3"
    what = "conversation" if call.piece else "call"
    name = f"{what}-{began:%Y-%m-%d-%H%M}.{ending}"
    return RemoteFile(call.remote, call.mimetype, name, is_voice=not call.piece)


def _content_hash(call):
    """Of who said what; what happened besides may be told once more, and later."""
    said = call.recording + call.remote.encode()
    return hashlib.sha256(f"{call.phone}\n".encode() + said).hexdigest()

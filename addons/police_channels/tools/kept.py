"""A parsed message as text, and back: what a ledger row keeps until it is worked on."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import datetime

from odoo.addons.police_grievance.tools.envelope import Envelope, EnvelopeFile

from ..adapters.incoming import Incoming, RemoteFile


def pack(incoming):
    """:return: JSON of an Incoming, files and all; `html` stands on the row already"""
    values = asdict(incoming)
    values.pop("html")
    values.pop("is_first")
    envelope = values["envelope"]
    envelope["received_at"] = envelope["received_at"].isoformat()
    for file in envelope["files"]:
        file["content"] = b64encode(file["content"]).decode()
    return json.dumps(values)


def unpack(text):
    """:return: the Incoming that `pack` was given, without its `html`"""
    values = json.loads(text)
    envelope = values.pop("envelope")
    values.pop("reply_text", None)  # of a row that waits since it was told so early
    received_at = datetime.fromisoformat(envelope.pop("received_at"))
    files = [
        EnvelopeFile(**{**file, "content": b64decode(file["content"])})
        for file in envelope.pop("files")
    ]
    remote = [RemoteFile(**file) for file in values.pop("remote", [])]
    whole = Envelope(received_at=received_at, files=files, **envelope)
    return Incoming(envelope=whole, remote=remote, **values)

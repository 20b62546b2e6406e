import hashlib
import itertools
import json
from unittest.mock import patch

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters import ADAPTERS
from ..adapters.base import EXPIRED, Adapter, FileGone
from ..adapters.incoming import Incoming, RemoteFile
from .common import ChannelCase

PHONE = "+910000077123"
PHOTO = b"\x89PNG\r\n\x1a\n of a photo"


class MediaAdapter(Adapter):
    """A chat whose provider keeps the files: an arrival is JSON and only names them.

    `kept` is what it has of them: bytes, or what is raised in their place.
    """

    kind = "sms"
    address_kind = "phone"
    kept = {}
    asked = []

    def parse(self, raw, headers, received_at):
        said = json.loads(raw)
        envelope = Envelope(
            channel=self.kind,
            received_at=received_at,
            sender_kind=self.address_kind,
            sender_value=said["from"],
            text=said["text"],
        )
        remote = [RemoteFile(**file) for file in said["files"]]
        return [Incoming(said["id"], hashlib.sha256(raw).hexdigest(), envelope, remote=remote)], []

    def fetch(self, file, most_bytes):
        self.asked.append(file)
        found = self.kept.get(file.external_id, FileGone(EXPIRED))
        if isinstance(found, Exception):
            raise found
        return found


class MediaCase(ChannelCase):
    """A channel whose files are fetched later, without processes: jobs run when the test says so."""

    _serial = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(ADAPTERS, {MediaAdapter.kind: MediaAdapter}))
        cls.channel = cls.env["police.channel"].create(
            {"name": "Pictures", "kind": "sms", "slug": "pictures", "address": "5", "sequence": 0}
        )
        cls.files = cls.env["police.channel.file"].sudo()

    def setUp(self):
        super().setUp()
        MediaAdapter.kept, MediaAdapter.asked = {}, []

    def _receive(self, text="", *files, sender=PHONE):
        """A message with these files (values of RemoteFile); none is fetched yet.

        :return: its row of the ledger
        """
        raw = {"id": f"m{next(self._serial)}", "from": sender, "text": text, "files": files}
        with trap_jobs() as jobs:
            event = self.events._store(self.channel, json.dumps(raw).encode(), {})
            event._work()
        self.jobs = jobs
        return event.message_ids

    def _told_of(self, content, mimetype="image/png", external_id="f1", **values):
        """What an arrival says of a file that the provider keeps."""
        MediaAdapter.kept[external_id] = content
        told = hashlib.sha256(content).hexdigest()
        return {"external_id": external_id, "mimetype": mimetype, "sha256": told, **values}

    def _fetch(self, message):
        with trap_jobs():
            for file in message.file_ids:
                file._work()
        return message.complaint_id.evidence_ids

from email.message import EmailMessage

from odoo.tests import tagged

from odoo.addons.police_grievance.tests import test_net_methods, test_net_names, test_net_routes
from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.incoming import Incoming, RemoteFile


class ByRealMail:
    """Mixin of the net: mails come in as they do, and the models of this addon are tried."""

    addons = ("police_channels",)

    @classmethod
    def _mail(cls, person):
        raw = EmailMessage()
        raw["From"] = f"{person.name} <{person.email}>"
        raw["To"], raw["Message-ID"] = "grievance@police.example", f"<{person.topic}@example.org>"
        raw["Subject"] = f"{person.topic}: {person.name}"
        raw.set_content(person.words(email=False))
        raw.add_attachment(
            person.file.content, maintype="text", subtype="plain", filename=person.file.name
        )
        channel = cls.env.ref("police_channels.channel_mail").sudo()
        with trap_jobs():
            event = channel.env["police.channel.event"]._store(
                channel, raw.as_bytes(), {"from": person.email}
            )
            event._work()
            event.message_ids._work()
            cls._keep_elsewhere(event.message_ids, person.file.name)
            cls._talk(event.message_ids)
        complaint = event.message_ids.complaint_id
        complaint.write(complaint._unit_values(cls.station))
        complaint._move_to("with_station")
        return complaint

    @classmethod
    def _keep_elsewhere(cls, message, name):
        """Another file of theirs, as of a channel whose provider keeps it."""
        file = RemoteFile("at-the-provider", "text/plain", name)
        envelope = Envelope(
            channel="email",
            received_at=message.happened_at,
            sender_kind="email",
            sender_value=message.address,
            coming=[name],
        )
        item = Incoming("remote", "0", envelope, remote=[file])
        message.env["police.channel.file"]._expect(message, item)

    @classmethod
    def _talk(cls, message):
        """A question to them, as on a channel for short messages."""
        message.env["police.conversation"].create(
            {
                "channel_id": message.channel_id.id,
                "address": message.address,
                "complaint_id": message.complaint_id.id,
            }
        )


@tagged("post_install", "-at_install")
class TestNetChannelMethods(ByRealMail, test_net_methods.TestNetMethods):
    core = ()


@tagged("post_install", "-at_install")
class TestNetChannelNames(ByRealMail, test_net_names.TestNetNames):
    def _protected(self):
        ours = ("police.channel", "police.conversation")
        return [name for name in super()._protected() if name.startswith(ours)]


@tagged("post_install", "-at_install")
class TestNetChannelRoutes(ByRealMail, test_net_routes.TestNetRoutes):
    table = {
        "/police/channel/<string:slug>/in": {"x": "x"},
        "/police/channel/<string:slug>/ask": {"x": "x"},
        "/police/channel/<string:slug>/call": {"x": "x"},
        "/police/channel/<string:slug>/sound/<string:name>.wav": None,
    }

    def _core_rules(self):
        return []

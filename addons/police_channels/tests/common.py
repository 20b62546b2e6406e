from contextlib import contextmanager
from email import policy
from email.parser import BytesParser
from unittest.mock import patch

from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.ir_config_parameter import QUIET_FROM, QUIET_TO
from ..models.police_channel_mail import PoliceChannelMail
from .samples import raw_mail


class StandInServer:
    """A connected mail server that keeps what it is given, and answers as it is told."""

    def __init__(self, **replies):
        self.replies, self.mails, self._body = replies, [], b""

    def _reply(self, step, default):
        code = self.replies.get(step, default)
        if code is None:
            raise ConnectionResetError("line broke")
        return code, b"words of the server"

    def ehlo_or_helo_if_needed(self):
        return None

    def has_extn(self, _name):
        return True

    def mail(self, *_arguments):
        return self._reply("mail", 250)

    def rcpt(self, *_arguments):
        return self._reply("rcpt", 250)

    def docmd(self, _command):
        return self._reply("data", 354)

    def send(self, content):
        self._body += content

    def getreply(self):
        reply = self._reply("dot", 250)
        if reply[0] == 250:
            parse = BytesParser(policy=policy.default).parsebytes
            self.mails.append(parse(self._body.removesuffix(b".\r\n")))
        self._body = b""
        return reply

    def close(self):
        return None


class ChannelCase(PoliceCase):
    """The mail channel, without processes: jobs run at once, the mail server stands in.

    :cvar keeps_quiet_hours: as a service does; else no hour is quiet, so that nothing hangs on when tests run
    """

    keeps_quiet_hours = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = cls.env.ref("police_channels.channel_mail").sudo()
        cls.mailbox = cls.channel._own_settings()[cls.channel]
        cls.administrator, cls.system = cls._make_log_ins(
            ("test_administrator", "police_force.group_administrator"),
            ("test_system", "base.group_system"),
        )
        if not cls.keeps_quiet_hours:
            for name in (QUIET_FROM, QUIET_TO):
                cls.env["ir.config_parameter"].set_param(name, "0")
        cls.messages = cls.env["police.channel.message"].sudo()
        cls.events = cls.env["police.channel.event"].sudo()

    def _arrive(self, raw=None, envelope_from="asha@example.org", **headers):
        """Bring in one mail and work on it; nothing is sent.

        :return: its event
        """
        raw = raw_mail(**headers) if raw is None else raw
        with trap_jobs():
            event = self.events._store(self.channel, raw, {"from": envelope_from})
            event._work()
            for message in event.message_ids:
                message._work()
        return event

    def _unreadable(self, event):
        """While it lasts, this event cannot be parsed, and all others can."""
        parse = type(event)._parse

        def broken(row, raw=None):
            if row == event:
                raise ValueError("no mail")
            return parse(row, raw)

        return patch.object(type(event), "_parse", broken)

    def _notices(self, complaint, event_code=None):
        """What waits to be sent, or was sent, about a complaint."""
        notices = self.messages.search(
            [("complaint_id", "=", complaint.id), ("direction", "=", "out")]
        )
        return notices.filtered(lambda row: not event_code or row.event_code == event_code)

    @contextmanager
    def _mail_server(self, **replies):
        """Sending reaches this server; the sender's own transactions are the test's."""
        server = StandInServer(**replies)
        with (
            patch.object(PoliceChannelMail, "_connect", lambda _row: server),
            self.enter_registry_test_mode(),
        ):
            yield server
            self.env.invalidate_all()

"""The mail door as a process of its own, between a test and a running service."""

import os
import signal
import smtplib
import subprocess
from email import policy
from email.message import EmailMessage
from pathlib import Path

from launcher.paths import CHECKOUT

from .waiting import wait_until

SECONDS_TO_START = 20
ADDRESS = "grievance@police.example"


class MailDoor:
    """The door of one service.

    :param odoo: `OdooService` that the mail goes to
    :param folder: for its log and the outbox
    :param port: to listen on
    """

    def __init__(self, odoo, folder, port):
        self.odoo, self.port = odoo, port
        self.outbox = Path(folder) / "outbox"
        self.log = Path(folder) / "door.log"
        self.process = None

    def start(self):
        """Start it with the channel's secret and wait until it greets."""
        secret = self.odoo.query("SELECT secret FROM police_channel WHERE slug = 'mail'").strip()
        environment = {
            **os.environ,
            "MAIL_DOOR_PORT": str(self.port),
            "MAIL_DOOR_URL": f"{self.odoo.url}/police/channel/mail/in",
            "MAIL_DOOR_SECRET": secret,
            "MAIL_DOOR_ADDRESSES": ADDRESS,
            "MAIL_DOOR_DATABASE": self.odoo.database,
            "MAIL_DOOR_OUTBOX": str(self.outbox),
        }
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [os.environ["ODOO_PYTHON"], CHECKOUT / "addons/police_channels/mail_door"],
                env=environment,
                stderr=log,
            )
        wait_until(self._greets, SECONDS_TO_START, f"the mail door does not start, see {self.log}")

    def _greets(self):
        assert self.process.poll() is None, f"the mail door ended, see {self.log}"
        try:
            with smtplib.SMTP("127.0.0.1", self.port, timeout=5) as session:
                return session.noop()[0] == 250
        except OSError:
            return False

    def kill(self):
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    def send(self, content, sender="citizen@example.org", recipient=ADDRESS):
        """Hand one mail to the door, as a mail server would.

        :param content: bytes, or an `EmailMessage`
        :raises smtplib.SMTPException: if the door does not take it
        """
        if isinstance(content, EmailMessage):
            content = content.as_bytes(policy=policy.SMTP)
        with smtplib.SMTP("127.0.0.1", self.port, timeout=120) as session:
            session.sendmail(sender, [recipient], content, ["BODY=8BITMIME"])

    def read_outbox(self):
        """What the service sent, as raw bytes, oldest first."""
        folder = self.outbox / "new"
        return [path.read_bytes() for path in sorted(folder.glob("*"))] if folder.exists() else []

import socket
import threading
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ChannelCase

BANNER = "inside-service-4711"
# One of these servers never ends its answer: it is not waited for as a slow one would be.
PATIENCE = patch("odoo.addons.police_channels.adapters.mail.imap.TIMEOUT", 3)


class Talker:
    """A server of another kind on this machine, which says what it is to whoever connects."""

    def __init__(self, lines):
        self.lines = lines
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as asked:
                for line in self.lines:
                    connection.sendall(f"{line}\r\n".encode())
                    if not asked.readline():
                        break


@tagged("post_install", "-at_install")
class TestMailboxSecrets(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailbox.write(
            {"imap_host": "imap.example.org", "imap_user": "grievance", "imap_password": "secret"}
        )

    def _talker(self, *lines):
        talker = Talker(lines)
        self.addCleanup(talker.socket.close)
        return talker

    def test_a_password_goes_to_no_other_server(self):
        for values in (
            {"imap_host": "imap.elsewhere.example"},
            {"imap_port": 1993},
            {"imap_encryption": "none"},
            {"imap_host": "imap.elsewhere.example", "imap_user": "other", "imap_folder": "x"},
            {"imap_host": False},
        ):
            with self.subTest(values=values):
                self.mailbox.write(
                    {"imap_host": "imap.example.org", "imap_port": 993, "imap_encryption": "ssl"}
                )
                self.mailbox.imap_password = "secret"
                self.mailbox.with_user(self.administrator).write(values)
                self.assertFalse(self.mailbox.imap_password)

    def test_a_password_stays_while_the_server_does(self):
        self.mailbox.with_user(self.administrator).write(
            {"imap_host": "imap.example.org", "imap_port": 993, "imap_folder": "Grievances"}
        )
        self.assertEqual(self.mailbox.imap_password, "secret")
        self.mailbox.write({"imap_host": "imap.elsewhere.example", "imap_password": "theirs"})
        self.assertEqual(self.mailbox.imap_password, "theirs")

    def test_the_servers_that_send_are_no_officer_s(self):
        for officer in self.administrator | self.desk_user:
            for operation in ("read", "write", "create"):
                servers = self.env["ir.mail_server"].with_user(officer)
                self.assertFalse(servers.has_access(operation))

    @PATIENCE
    def test_nobody_reads_out_what_another_server_says(self):
        """Pointed at an address inside, the test says what kind of thing failed, and no more."""
        answers = {
            "refuses user": ("* OK " + BANNER, "* BAD " + BANNER, "x NO [X] " + BANNER),
            "is no such server": (BANNER, BANNER),
            "says goodbye": ("* BYE " + BANNER,),
        }
        for what, lines in answers.items():
            with self.subTest(what):
                talker = self._talker(*lines)
                self.mailbox.write(
                    {
                        "imap_host": "127.0.0.1",
                        "imap_port": talker.port,
                        "imap_encryption": "none",
                        "imap_password": "secret",
                    }
                )
                with self.assertRaises(UserError) as raised:
                    self.mailbox.with_user(self.administrator).action_test()
                self.assertNotIn(BANNER, str(raised.exception))
                self.mailbox._fetch_mailbox()
                self.assertTrue(self.mailbox.problem)
                self.assertNotIn(BANNER, str(self.mailbox.read()))

    def test_nor_what_an_outgoing_server_says(self):
        self.mailbox.imap_host = False
        for lines in (
            (f"554 {BANNER}",),
            (f"220 {BANNER}", f"250 {BANNER}", f"550 {BANNER}", f"550 {BANNER}"),
            (BANNER,),
        ):
            with self.subTest(lines):
                talker = self._talker(*lines)
                server = {"name": "Inside", "smtp_host": "127.0.0.1", "smtp_port": talker.port}
                self.mailbox.mail_server_id = self.env["ir.mail_server"].create(server)
                with (
                    patch.object(
                        type(self.env["ir.mail_server"]), "_disable_send", lambda *_self: False
                    ),
                    self.assertRaises(UserError) as raised,
                ):
                    self.mailbox.with_user(self.administrator).action_test()
                self.assertNotIn(BANNER, str(raised.exception))
                self.assertNotIn("switched off", str(raised.exception))

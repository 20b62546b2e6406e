"""The mail server that the service sends through: a real SMTP server that obeys the test."""

import threading

from aiosmtpd.controller import Controller

from .odoo import free_port


class Relay:
    """Accepts mail and keeps it, or answers what `replies` says for a recipient.

    :ivar replies: recipient → answer to RCPT, e.g. "550 5.1.1 No such user"
    :ivar silent: recipients whose mail is taken, and then the line is cut before the answer
    """

    def __init__(self):
        self.port = free_port()
        self.mails, self.replies, self.silent = [], {}, set()
        self._lock = threading.Lock()
        self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.replies:
            return self.replies[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self._lock:
            self.mails.append((envelope.rcpt_tos[0], envelope.content, envelope.mail_from))
        if envelope.rcpt_tos[0] in self.silent:
            server.transport.abort()
        return "250 2.0.0 Ok: queued"

    def start(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self):
        self._controller.stop()

    def to(self, recipient):
        """:return: the mails that one address got, as bytes"""
        with self._lock:
            return [content for address, content, _sender in self.mails if address == recipient]

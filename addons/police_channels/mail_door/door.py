"""The mail door: takes mail by SMTP and answers 250 only when the service has stored it."""

import asyncio
import contextlib
import logging
import mailbox
import os
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP
from forward import STORED, TOO_BIG, Forwarder

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_logger = logging.getLogger("mail_door")


@dataclass
class DoorSettings:
    """Where the door listens and what it takes.

    :ivar addresses: what citizens write to
    :ivar outbox: Maildir for all other mail, or empty
    """

    host: str
    port: int
    addresses: frozenset
    outbox: str
    max_bytes: int

    @classmethod
    def from_environment(cls):
        get = os.environ.get
        addresses = get("MAIL_DOOR_ADDRESSES", "grievance@police.example").lower()
        return cls(
            host=get("MAIL_DOOR_HOST", "127.0.0.1"),
            port=int(get("MAIL_DOOR_PORT", "2525")),
            addresses=frozenset(addresses.replace(",", " ").split()),
            outbox=get("MAIL_DOOR_OUTBOX", ""),
            max_bytes=int(get("MAIL_DOOR_MAX_BYTES", str(40 * 1024 * 1024))),
        )


class LenientSMTP(SMTP):
    """Takes long lines: a mail that some program wrote badly is still a citizen's mail."""

    line_length_limit = 1024 * 1024


class Handler:
    """What the door does with a mail. Method names are aiosmtpd's.

    Mail for the service is forwarded and never kept here. Other mail is refused, or, where an
    outbox is set (development), kept there for the developer to read.
    """

    def __init__(self, settings, forwarder):
        self._settings, self._forwarder = settings, forwarder

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.lower() not in self._settings.addresses and not self._settings.outbox:
            return "550 5.7.1 This door takes mail for the grievance service only"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        ours = [one for one in envelope.rcpt_tos if one.lower() in self._settings.addresses]
        if len(ours) < len(envelope.rcpt_tos):
            await asyncio.to_thread(self._keep, envelope)
        if not ours:
            return "250 2.0.0 Kept in the outbox"
        client = str(session.peer[0]) if session.peer else ""
        sender = (envelope.mail_from or "").strip("<>")
        result, words = await asyncio.to_thread(
            self._forwarder.hand_over, envelope.content, sender, ours, client
        )
        _logger.info("%s bytes: %s (%s)", len(envelope.content), result, words)
        if result == STORED:
            return "250 2.0.0 Stored"
        if result == TOO_BIG:
            return "552 5.3.4 Message too big"
        return "451 4.3.0 Cannot store it now, please try again later"

    def _keep(self, envelope):
        mailbox.Maildir(self._settings.outbox, create=True).add(envelope.content)


async def serve(settings, forwarder):
    """Listen until cancelled."""
    handler = Handler(settings, forwarder)

    def protocol():
        return LenientSMTP(
            handler,
            data_size_limit=settings.max_bytes,
            enable_SMTPUTF8=True,
            decode_data=False,
            ident="Grievance mail door",
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, settings.host, settings.port)
    _logger.info("listening on %s:%s", settings.host, settings.port)
    async with server:
        await server.serve_forever()


def main():
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(DoorSettings.from_environment(), Forwarder.from_environment()))

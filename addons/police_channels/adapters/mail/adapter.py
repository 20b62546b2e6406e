"""E-mail: in through the mail door, a pipe or a mailbox; out through a mail server."""

import contextlib
import smtplib
from dataclasses import astuple, dataclass

from odoo.addons.police_grievance.tools.envelope import Envelope, EnvelopeFile
from odoo.addons.police_grievance.tools.number import find_numbers, nearly_numbers

from ..base import LOG_IN, REFUSED, Adapter, Broken
from ..incoming import Incoming, Receipt
from ..outgoing import NEVER, RETRY_LATER, Outcome
from ..signed import verify_signed
from .builder import ascii_address, build_mail
from .imap import Mailbox, MailboxError, problem_of
from .parser import parse_mail
from .quote import fold_quoted
from .smtp import hand_over


@dataclass
class MailboxSettings:
    """Where a mailbox is; without `host` there is none."""

    host: str
    port: int
    encryption: str
    user: str
    password: str
    folder: str


# Nobody means more complaints than these with one mail.
MOST_MENTIONED = 100


def _mentioned_numbers(subject, text):
    """Complaint numbers in a mail's words; below them those that are meant if a digit is wrong."""
    found = [*find_numbers(text), *nearly_numbers(subject), *nearly_numbers(text)]
    return list(dict.fromkeys(found))[:MOST_MENTIONED]


class MailAdapter(Adapter):
    kind = "email"
    address_kind = "email"
    settings_model = "police.channel.mail"

    def verify(self, request):
        return verify_signed(self.settings.secret, request)

    def parse(self, raw, headers, received_at):
        mail = parse_mail(raw, headers.get("from"), self.settings.own_addresses)
        content_hash = mail.content_hash()
        incoming = Incoming(
            external_id=mail.message_id or f"content:{content_hash}",
            content_hash=content_hash,
            envelope=self._envelope(mail, received_at),
            kind=mail.kind,
            sign=mail.sign,
            answers=mail.references + [report.message_id for report in mail.reports],
            html=mail.html,
            problem=mail.problem,
            is_sealed=mail.is_sealed,
        )
        receipts = [
            Receipt(report.message_id, report.status, report.code, report.detail)
            for report in mail.reports
        ]
        return [incoming], receipts

    def _envelope(self, mail, received_at):
        return Envelope(
            channel="email",
            received_at=received_at,
            sender_kind=self.address_kind,
            sender_value=mail.sender,
            sender_name=mail.sender_name,
            subject=mail.subject,
            text=mail.text,
            complaint_numbers=find_numbers(mail.subject),
            mentioned_numbers=_mentioned_numbers(mail.subject, mail.text),
            files=[EnvelopeFile(item.name, item.mimetype, item.content) for item in mail.files],
        )

    def fold(self, text, notices):
        return fold_quoted(text, notices, self.settings.own_addresses)

    def open_mailbox(self):
        """:return: the open Mailbox, to be closed by the caller

        :raises MailboxError: it cannot be opened
        """
        return Mailbox(*astuple(self.settings.own))

    def test(self):
        if self.settings.own.host:
            try:
                self.open_mailbox().close()
            except MailboxError as error:
                raise Broken(error.problem, is_in=True) from error
        problem = self._problem_of_sending()
        if problem:
            raise Broken(problem)
        return bool(self.settings.own.host)

    def _problem_of_sending(self):
        try:
            with contextlib.closing(self.settings.connect()) as session:
                sender = next(iter(self.settings.own_addresses), "")
                code, _reply = session.mail(sender)
                return "" if code == 250 else REFUSED
        except smtplib.SMTPAuthenticationError:
            return LOG_IN
        except smtplib.SMTPResponseException:
            return REFUSED
        except Exception as error:  # noqa: BLE001 whatever it is, whoever set it up wants to know
            return problem_of(error) or REFUSED

    def new_external_id(self):
        domain = next(iter(self.settings.own_addresses), "").rpartition("@")[2] or "localhost"
        return f"<{super().new_external_id()}@{domain}>"

    def send(self, outgoing):
        try:
            content = build_mail(outgoing)
        except (ValueError, UnicodeError) as error:
            return Outcome(failure=NEVER, reason=str(error))
        try:
            session = self.settings.connect()
        except Exception as error:  # noqa: BLE001 whatever stops us from connecting says nothing of the mail
            return Outcome(failure=RETRY_LATER, reason=str(error), about_us=True)
        with contextlib.closing(session):
            sender, recipient = map(ascii_address, (outgoing.sender, outgoing.recipient))
            return hand_over(session, sender, recipient, content)

import smtplib
from contextlib import closing

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.imap import Mailbox, MailboxError, problem_of

FETCHED_AT_ONCE = 100
IMAP_PORTS = {"ssl": 993, "starttls": 143, "none": 143}
# Where a password goes to, and who can read it on its way.
WAY = ("imap_host", "imap_port", "imap_encryption")
# Ours, never the server's: see MailboxError.
PROBLEMS = [
    ("unreachable", "The server does not answer."),
    ("encryption", "The encryption does not come about."),
    ("log_in", "The server refuses the user or the password."),
    ("folder", "There is no such folder."),
    ("refused", "The server refuses what it is asked for."),
]


class PoliceChannelMailbox(models.AbstractModel):
    """A mailbox on an IMAP server as the way in.

    Each mail's bytes are committed before the server is told that it was read. Mails are known by
    their UID, so that one which a person opened in a mail program is fetched all the same.
    """

    _name = "police.channel.mailbox"
    _description = "Mailbox of a Channel"

    imap_host = fields.Char("IMAP server")
    imap_encryption = fields.Selection(
        [("ssl", "TLS"), ("starttls", "STARTTLS"), ("none", "None")],
        "IMAP encryption",
        required=True,
        default="ssl",
    )
    imap_port = fields.Integer("IMAP port", default=993)
    imap_user = fields.Char("IMAP user")
    imap_password = fields.Char(
        "IMAP password",
        groups="base.group_system",
        copy=False,
        help="Type it again when server, port or encryption change.",
    )
    imap_folder = fields.Char("Folder", default="INBOX")
    imap_done_folder = fields.Char(
        "Move to folder", help="Where stored mails go. Empty: they stay, marked as read."
    )
    imap_validity = fields.Char("UID validity", readonly=True, copy=False)
    imap_last_uid = fields.Integer("Last mail fetched", readonly=True, copy=False)
    imap_error = fields.Selection(PROBLEMS, "Error of the mailbox", readonly=True, copy=False)
    imap_error_at = fields.Datetime("Mailbox broken since", readonly=True, copy=False)

    @api.onchange("imap_encryption")
    def _onchange_imap_encryption(self):
        self.imap_port = IMAP_PORTS[self.imap_encryption]

    def write(self, vals):
        """A password is for the server that it was typed for: elsewhere it goes to nobody."""
        if "imap_password" not in vals:
            moved = self.filtered(
                lambda channel: any(name in vals and vals[name] != channel[name] for name in WAY)
            )
            moved.sudo().filtered("imap_password").imap_password = False
        return super().write(vals)

    @api.model
    def _fetch_mailboxes(self):
        """Scheduled action: bring in new mail; a broken one stops no other and is tried again."""
        channels = self.search([("imap_host", "!=", False), ("is_paused", "=", False)])
        for channel in channels:
            channel._fetch_mailbox()
            self.env["ir.cron"]._commit_progress(1)

    def action_fetch(self):
        """Button: bring in new mail now."""
        self.check_access("write")
        for channel in self.sudo():
            channel._fetch_mailbox()

    def _fetch_mailbox(self):
        self.ensure_one()
        try:
            with closing(self._mailbox()) as mailbox:
                self._take_new_mail(mailbox)
        except MailboxError as error:
            self.write({"imap_error": error.problem, "imap_error_at": fields.Datetime.now()})
        else:
            self.write({"imap_error": False, "imap_error_at": False})

    def _mailbox(self):
        """:return: the open mailbox

        :raises MailboxError: if it cannot be opened
        """
        return Mailbox(
            self.imap_host,
            self.imap_port,
            self.imap_encryption,
            self.imap_user or "",
            self.sudo().imap_password or "",
            self.imap_folder or "INBOX",
        )

    def _take_new_mail(self, mailbox):
        if mailbox.validity != self.imap_validity:
            # The server numbers anew: read all again; what is stored already changes nothing.
            self.write({"imap_validity": mailbox.validity, "imap_last_uid": 0})
        for uid in mailbox.uids_after(self.imap_last_uid)[:FETCHED_AT_ONCE]:
            self._take_mail(mailbox, uid)
            self.imap_last_uid = uid
            self.env["ir.cron"]._commit_progress()
            self.env["police.channel.event"]._enqueue_arrivals()
        if self.imap_done_folder:
            mailbox.move_until(self.imap_last_uid, self.imap_done_folder)
        else:
            mailbox.mark_read_until(self.imap_last_uid)

    def _take_mail(self, mailbox, uid):
        """Store one mail; of one too big its headers, as a row that waits for a person."""
        events = self.env["police.channel.event"].sudo()
        size = mailbox.size(uid)
        if size is not None and size > self.max_bytes:
            raw = mailbox.read_headers(uid) or b""
            event = events._store(self, raw, {"uid": uid})
            event._refuse("too_big", f"{size} bytes, UID {uid}")
            return
        raw = mailbox.read_mail(uid)
        if raw is not None:
            events._store(self, raw, {"uid": uid})

    def action_test(self):
        """Button: connect, log in and open, both ways, and tell what happened.

        :raises UserError: with the kind of problem, if one of them fails
        """
        self.check_access("write")
        self.ensure_one()
        if self.imap_host:
            try:
                self._mailbox().close()
            except MailboxError as error:
                problem = self._problem_words(error.problem)
                raise UserError(self.env._("Mailbox: %(error)s", error=problem)) from error
        self._test_sending()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("Both ways work.")},
        }

    def _test_sending(self):
        try:
            with closing(self._connect()) as session:
                code, _reply = session.mail(self.address or "")
                problem = "" if code == 250 else "refused"
        except smtplib.SMTPAuthenticationError:
            problem = "log_in"
        except smtplib.SMTPResponseException:
            problem = "refused"
        except Exception as error:  # noqa: BLE001 whatever it is, whoever set it up wants to know
            problem = problem_of(error) or "refused"
        if problem:
            problem = self._problem_words(problem)
            raise UserError(self.env._("Outgoing server: %(error)s", error=problem))

    def _problem_words(self, problem):
        return dict(self._fields["imap_error"]._description_selection(self.env))[problem]

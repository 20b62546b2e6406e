from contextlib import closing

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_force.models.police_locking import lock_free

from ..adapters.mail.adapter import MailboxSettings
from ..adapters.mail.imap import MailboxError

FETCHED_AT_ONCE = 100
IMAP_PORTS = {"ssl": 993, "starttls": 143, "none": 143}


class PoliceChannelMail(models.Model):
    """What only e-mail has: a mailbox on an IMAP server as the way in, a mail server as the way out.

    Each mail's bytes are committed before the server is told that it was read. Mails are known by
    their UID, so that one which a person opened in a mail program is fetched all the same.
    """

    _name = "police.channel.mail"
    _description = "Mailbox and Mail Server of a Channel"
    _inherit = ["police.audited.mixin", "police.channel.settings.mixin"]

    _audited_fields = (
        *("mail_server_id", "imap_host", "imap_encryption", "imap_port", "imap_user"),
        "imap_folder",
    )
    _password_field = "imap_password"
    _way_fields = ("imap_host", "imap_port", "imap_encryption")

    mail_server_id = fields.Many2one(
        "ir.mail_server", "Outgoing mail server", help="Empty: the server's own default."
    )
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

    _channel_unique = models.UniqueIndex("(channel_id)")

    @api.onchange("imap_encryption")
    def _onchange_imap_encryption(self):
        self.imap_port = IMAP_PORTS[self.imap_encryption]

    @api.model
    def _fetch_mailboxes(self):
        """Scheduled action: bring in new mail; a broken one stops no other and is tried again."""
        domain = [("imap_host", "!=", False), ("channel_id.is_paused", "=", False)]
        for row in self.search(domain):
            row._fetch_mailbox()
            self.env["ir.cron"]._commit_progress(1)

    def action_fetch(self):
        """Button: bring in new mail now."""
        self.check_access("write")
        for row in self.sudo().filtered(lambda row: not row.channel_id.is_paused):
            row._fetch_mailbox()

    def _fetch_mailbox(self):
        """Bring in new mail, unless somebody else does at this moment."""
        self.ensure_one()
        if not lock_free(self):
            return
        try:
            with closing(self.channel_id._adapter().open_mailbox()) as mailbox:
                is_done = self._take_new_mail(mailbox)
        except MailboxError as error:
            self._note_problem(error.problem)
        else:
            if is_done:
                self._note_problem(False)

    def _left_behind(self):
        if not self.imap_host:
            return None
        try:
            with closing(self.channel_id._adapter().open_mailbox()) as mailbox:
                is_as_before = mailbox.validity == self.imap_validity
                return len(mailbox.uids_after(self.imap_last_uid if is_as_before else 0))
        except MailboxError as error:
            self._note_problem(error.problem)
            return None

    def _own(self):
        return MailboxSettings(
            host=self.imap_host or "",
            port=self.imap_port,
            encryption=self.imap_encryption,
            user=self.imap_user or "",
            password=self.imap_password or "",
            folder=self.imap_folder or "INBOX",
        )

    def _connect(self):
        """A connection to the mail server that sends for this channel.

        Odoo's own server records are used, so that every way to log in which Odoo knows works;
        the conversation itself is ours, since what became of a mail depends on where it broke.
        """
        self.ensure_one()
        session = self.env["ir.mail_server"]._connect__(
            mail_server_id=self.mail_server_id.id or None, smtp_from=self.channel_id.address
        )
        if session is None:
            raise UserError(self.env._("Sending is switched off."))
        return session

    def _take_new_mail(self, mailbox):
        """:return: whether this was done to the end, and not left to somebody else"""
        if mailbox.validity != self.imap_validity:
            # The server numbers anew: read all again; what is stored already changes nothing.
            self.write({"imap_validity": mailbox.validity, "imap_last_uid": 0})
        for uid in mailbox.uids_after(self.imap_last_uid)[:FETCHED_AT_ONCE]:
            # Each commit lets somebody else in: the scheduled action, or who presses the button.
            if not lock_free(self) or uid <= self.imap_last_uid:
                return False
            self._take_mail(mailbox, uid)
            self.imap_last_uid = uid
            self.env["ir.cron"]._commit_progress()
            self.env["police.channel.event"]._enqueue_arrivals()
        if self.imap_done_folder:
            mailbox.move_until(self.imap_last_uid, self.imap_done_folder)
        else:
            mailbox.mark_read_until(self.imap_last_uid)
        return True

    def _take_mail(self, mailbox, uid):
        """Store one mail; of one too big its headers, as a row that waits for a person."""
        events = self.env["police.channel.event"].sudo()
        size = mailbox.size(uid)
        if size is not None and size > self.channel_id.max_bytes:
            raw = mailbox.read_headers(uid) or b""
            event = events._store(self.channel_id, raw, {"uid": uid})
            event._refuse("too_big", f"{size} bytes, UID {uid}")
            return
        raw = mailbox.read_mail(uid)
        if raw is not None:
            events._store(self.channel_id, raw, {"uid": uid})

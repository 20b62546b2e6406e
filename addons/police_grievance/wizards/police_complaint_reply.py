from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.envelope import EnvelopeFile

# More than this many mail servers refuse.
MOST_MEGABYTES = 10
KEPT_UPLOADS = timedelta(days=1)


class PoliceComplaintReply(models.TransientModel):
    """Write to the citizen, in the office's name; an internal remark goes into the chatter."""

    _name = "police.complaint.reply"
    _description = "Reply to the Citizen"
    _inherit = "police.complaint.dialog"

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    recipients = fields.Text("Goes to", compute="_compute_recipients")
    language = fields.Selection(related="complaint_id.language", related_sudo=False)
    last_words = fields.Text(compute="_compute_last_words")
    offered_canned_ids = fields.Many2many("police.canned.reply", compute="_compute_offered")
    canned_id = fields.Many2one("police.canned.reply", "Canned reply", ondelete="set null")
    canned_text = fields.Text()
    text = fields.Text("Your words")
    attachment_ids = fields.Many2many("ir.attachment", string="Add files")

    @api.depends("complaint_id")
    def _compute_last_words(self):
        """What the citizen wrote last: the reply is written beside it."""
        for wizard in self:
            wizard.last_words = wizard.complaint_id._last_words_of_citizen()

    @api.depends("complaint_id")
    def _compute_recipients(self):
        """To whom and by which way: names and addresses for those who may know them."""
        channels = dict(
            self.env["police.complaint"]._fields["channel"]._description_selection(self.env)
        )
        for wizard in self:
            ways = wizard.complaint_id._ways_to_citizen()
            wizard.recipients = "\n".join(
                wizard._way_in_words(way, channels.get(way.channel)) for way in ways
            )

    def _way_in_words(self, way, channel):
        person = way.party.sudo().complainant_id.with_env(self.env)
        known = way.party.has_access("read") and person.has_access("read")
        who = (known and person.name) or self.env._("The complainant")
        if not channel:
            return self.env._("%(who)s: only on the complaint's own page", who=who)
        if not known:
            return self.env._("%(who)s, by %(channel)s", who=who, channel=channel)
        return self.env._(
            "%(who)s, by %(channel)s: %(address)s", who=who, channel=channel, address=way.address
        )

    @api.depends("complaint_id")
    def _compute_offered(self):
        for wizard in self:
            wizard.offered_canned_ids = wizard.canned_id._offered_for(wizard.complaint_id)

    @api.onchange("canned_id")
    def _onchange_canned_id(self):
        """Put the canned words behind what was typed; another choice takes their place."""
        typed = (self.text or "").removesuffix(self.canned_text or "").rstrip()
        self.canned_text = self.canned_id._words_for(self.complaint_id)
        self.text = "\n\n".join(filter(None, (typed, self.canned_text)))

    def action_send(self):
        """Button: send words and files.

        :raise UserError: nothing is said, or the files are too large for a mail
        """
        self.ensure_one()
        complaint = self.complaint_id
        complaint.check_access("write")
        files = self._files()
        complaint._take_mark_away(self.env._("The citizen's message was answered."))
        complaint._send_to_citizen(self.text, files)
        self._drop_uploads(self.attachment_ids)
        return {"type": "ir.actions.act_window_close"}

    def _files(self):
        """The files added, read as the user, who may send on no file that they cannot open."""
        files = [
            EnvelopeFile(file.name, file.mimetype, file.raw or b"") for file in self.attachment_ids
        ]
        if sum(len(file.content) for file in files) > MOST_MEGABYTES * 1024 * 1024:
            raise UserError(
                self.env._(
                    "The files are too large together: at most %(most)s MB.", most=MOST_MEGABYTES
                )
            )
        return files

    @api.model
    def _drop_uploads(self, attachments):
        """Delete what was only uploaded for this dialogue: what was sent is kept elsewhere."""
        attachments.sudo().filtered(lambda file: file.res_model == self._name).unlink()

    @api.autovacuum
    def _gc_uploads(self):
        """Delete files of dialogues that were left."""
        before = fields.Datetime.now() - KEPT_UPLOADS
        domain = [("res_model", "=", self._name), ("create_date", "<", before)]
        self._drop_uploads(self.env["ir.attachment"].sudo().search(domain))

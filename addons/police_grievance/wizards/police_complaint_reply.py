from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.police_force.tools.phone import format_phone


class PoliceComplaintReplyWizard(models.TransientModel):
    """Write to the citizen, in the office's name; an internal remark goes into the chatter."""

    _name = "police.complaint.reply.wizard"
    _description = "Reply to the Citizen"
    _inherit = ["police.complaint.reply.held.mixin", "police.complaint.wizard.mixin"]
    # A half-written one is kept for three days after the last word, its files a little longer.
    _transient_max_hours = 72.0
    _transient_max_count = 0
    _kept_uploads = timedelta(days=4)

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    recipients = fields.Text("Goes to", compute="_compute_recipients")
    language = fields.Selection(related="complaint_id.language", related_sudo=False)
    last_words = fields.Text(compute="_compute_last_words")
    offered_canned_ids = fields.Many2many("police.canned.reply", compute="_compute_offered")
    canned_id = fields.Many2one("police.canned.reply", "Canned reply", ondelete="set null")
    canned_text = fields.Text()
    text = fields.Text("Your words")

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

    def _known_person(self, party):
        """Who it is, for those who may know; empty for all others."""
        person = party.sudo().complainant_id.with_env(self.env)
        is_known = party.has_access("read") and person.has_access("read")
        return person if is_known else person.browse()

    def _who(self, party):
        return self._known_person(party).name or self.env._("The complainant")

    def _way_in_words(self, way, channel):
        known, who = self._known_person(way.party), self._who(way.party)
        if not channel:
            return self.env._("%(who)s: only on the complaint's own page", who=who)
        if not known:
            return self.env._("%(who)s, by %(channel)s", who=who, channel=channel)
        return self.env._(
            "%(who)s, by %(channel)s: %(address)s",
            who=who,
            channel=channel,
            address=format_phone(way.address or ""),
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
        """Button: send words and files in some seconds; until then they can be taken back.

        :raise UserError: nothing is said, or the files are too large for a mail
        """
        self.ensure_one()
        self.complaint_id.check_access("write")
        if not (self.text or "").strip():
            raise UserError(self.env._("Nothing was sent: write something first."))
        self._files()
        if self._is_answered_meanwhile():
            return self.complaint_id.action_reply()
        return self._hold()

from odoo import api, fields, models
from odoo.fields import Command, Domain


class PoliceStrangerWords(models.Model):
    """A message to a complaint from an address that is not on it: is it the complainant's?

    Written by the service alone. Who wrote is for the control room, as the complainant is.
    """

    _name = "police.stranger.words"
    _description = "Words of Somebody Else"
    _inherit = ["police.phone.in.groups.mixin", "police.secret.name.mixin"]
    _order = "received_at desc, id desc"
    _rec_name = "received_at"

    _dialled_field = "sender_value"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, readonly=True, index=True, ondelete="cascade"
    )
    message_id = fields.Many2one(
        "mail.message", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    evidence_ids = fields.Many2many("police.evidence", string="Files", readonly=True)
    received_at = fields.Datetime(required=True, readonly=True)
    # Whatever a complaint may come by.
    channel = fields.Selection("_selection_channel", readonly=True)
    sender_kind = fields.Char(readonly=True)
    sender_value = fields.Char("From, as it is stored", readonly=True)
    phone_in_groups = fields.Char("From")
    sender_name = fields.Char("Name given", readonly=True)
    words = fields.Html(related="message_id.body", related_sudo=False)
    state = fields.Selection(
        [
            ("asked", "To be asked"),
            ("theirs", "The complainant's"),
            ("other", "Somebody else's"),
        ],
        required=True,
        readonly=True,
        default="asked",
    )
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)

    @api.model
    def _selection_channel(self):
        return self.env["police.complaint"]._fields["channel"]._description_selection(self.env)

    @api.model
    def _ask(self, complaint, envelope, message, evidence):
        """Have the control room look whose words these are.

        :param Envelope envelope: what arrived
        :param message: `mail.message` with the words
        :param evidence: `police.evidence` that came with them
        """
        self.create(
            {
                "complaint_id": complaint.id,
                "message_id": message.id,
                "evidence_ids": [Command.set(evidence.ids)],
                "received_at": envelope.received_at,
                "channel": envelope.channel,
                "sender_kind": envelope.sender_kind,
                "sender_value": envelope.sender_value,
                "sender_name": envelope.sender_name,
            }
        )
        complaint.has_stranger_words = True

    def action_theirs(self):
        """Button: the complainant's, from an address that we did not know.

        All that came from there is theirs then, and our answers go there, too.

        :raise AccessError: the user is not of the control room, or may not know who complained
        """
        self.check_access("read")
        for complaint, rows in self.grouped("complaint_id").items():
            complaint._check_decides_whose()
            complaint._check_may_know()
            rows.sudo()._with_same_sender()._give_to_complainant(self.env.user)

    def action_other(self):
        """Button: not the complainant's.

        :raise AccessError: the user is not of the control room
        """
        self.check_access("read")
        self.complaint_id._check_decides_whose()
        self.sudo()._decide("other", self.env.user)

    def _with_same_sender(self):
        """These and what else the same addresses wrote to the same complaints."""
        same = [
            Domain("complaint_id", "=", row.complaint_id.id)
            & Domain("sender_kind", "=", row.sender_kind)
            & Domain("sender_value", "=", row.sender_value)
            for row in self
            if row.sender_value
        ]
        return self | self.search(Domain.OR(same)) if same else self

    def _give_to_complainant(self, user):
        complaint = self.complaint_id
        person = complaint.party_ids.filtered(lambda party: party.role == "complainant")[:1]
        for kind, value in {(row.sender_kind, row.sender_value) for row in self}:
            person.complainant_id._add_address(kind, value)
        self.message_id.subtype_id = self.env.ref("police_grievance.mt_from_citizen")
        self.evidence_ids.is_of_stranger = False
        complaint.has_unread_reply = True
        complaint._announce("reply")
        self._decide("theirs", user)

    def _decide(self, state, user):
        """Write down whose words these are; the question goes when nothing is left to ask."""
        waiting = self.filtered(lambda row: row.state == "asked")
        waiting.write({"state": state, "decided_by_id": user.id})
        said = {
            "theirs": self.env._("What somebody wrote from another address is the complainant's."),
            "other": self.env._("What somebody wrote from another address is not the citizen's."),
        }
        for complaint in self.complaint_id:
            rows = complaint.stranger_words_ids
            complaint.has_stranger_words = "asked" in rows.mapped("state")
            complaint._message_log(body=said[state], author_id=user.partner_id.id)

from odoo import api, fields, models
from odoo.exceptions import AccessError

# What a letter is written about: a reply, a question, the result.
WRITTEN_ABOUT = ("message", "asked", "resolved", "closed")
POST = "post"


class PoliceLetter(models.Model):
    """A letter to a citizen who wrote by post, or whom we reach in no other way.

    It says what the step of the complaint said, in words of the moment at which it is printed.
    """

    _name = "police.letter"
    _description = "Letter to a Citizen"
    _inherit = "police.secret.name.mixin"
    _order = "id"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, readonly=True, index=True, ondelete="cascade"
    )
    milestone_id = fields.Many2one(
        "police.milestone", required=True, readonly=True, index=True, ondelete="cascade"
    )
    party_id = fields.Many2one(
        "police.party", required=True, readonly=True, index=True, ondelete="cascade"
    )
    about = fields.Selection(string="About", related="milestone_id.code", related_sudo=False)
    written_at = fields.Datetime("Written", related="milestone_id.happened_at", related_sudo=False)
    person = fields.Char("To", related="party_id.complainant_id.name", related_sudo=False)
    address = fields.Char(
        "Postal address",
        compute="_compute_address",
        inverse="_inverse_address",
        compute_sudo=False,
        help="As on the envelope, with commas between the lines. It is kept with the person.",
    )
    state = fields.Selection(
        [("waiting", "To be sent"), ("sent", "Sent"), ("dropped", "Not needed")],
        required=True,
        readonly=True,
        default="waiting",
    )
    sent_at = fields.Datetime("Sent on", readonly=True)
    sent_by_id = fields.Many2one("res.users", "Sent by", readonly=True)

    _waiting = models.Index("(id) WHERE state = 'waiting'")

    @api.depends("complaint_id.number")
    def _compute_display_name(self):
        for letter in self._told():
            letter.display_name = letter.complaint_id._paper_number()

    @api.depends("party_id.complainant_id.address_ids.value")
    def _compute_address(self):
        for letter in self:
            letter.address = letter._by_post()[:1].value

    def _inverse_address(self):
        """Keep the address with the person: the next letter has it."""
        for letter in self:
            known, value = letter._by_post(), " ".join((letter.address or "").split())
            if known and value:
                known[0].value = value
            elif value:
                known.create(
                    {
                        "complainant_id": letter.party_id.complainant_id.id,
                        "kind": POST,
                        "value": value,
                    }
                )

    def _by_post(self):
        return self.party_id.complainant_id.address_ids.filtered(lambda row: row.kind == POST)

    def write(self, vals):
        """By hand nobody says but where it goes.

        :raise AccessError: what was written, or whether it was sent, would be made up
        """
        changed = {name for letter in self for name in vals if letter._differs(name, vals[name])}
        if not self.env.su and changed - {"address"}:
            raise AccessError(self.env._("Of a letter only the address can be changed."))
        return super().write(vals)

    def _differs(self, name, value):
        return self._fields[name].convert_to_write(self[name], self) != value

    @api.model
    def _note(self, steps):
        """Note the letters that steps of complaints ask for.

        :param steps: `police.milestone`
        """
        told = steps.filtered(lambda step: step.code in WRITTEN_ABOUT)
        self.create(
            [
                {
                    "complaint_id": step.complaint_id.id,
                    "milestone_id": step.id,
                    "party_id": party.id,
                }
                for step in told
                for party in step.complaint_id._parties_by_post()
            ]
        )

    def action_print(self):
        """Button: give out the letters as a PDF.

        :raise AccessError: they are not the user's to see
        """
        self.check_access("read")
        return self.env.ref("police_desk.police_letter_report").report_action(self, config=False)

    def action_sent(self):
        """Button: they are on their way."""
        self._settle("sent")

    def action_drop(self):
        """Button: the citizen was told in another way."""
        self._settle("dropped")

    def _settle(self, state):
        self.check_access("write")
        waiting = self.sudo().filtered(lambda letter: letter.state == "waiting")
        waiting.write(
            {"state": state, "sent_at": fields.Datetime.now(), "sent_by_id": self.env.uid}
        )

from odoo import api, fields, models
from odoo.fields import Domain


class PoliceParty(models.Model):
    """A person's part in a complaint.

    The link points from here to both, never from the complaint to the person:
    whoever may read a record is shown the display names of what it links to. It decides who
    may know whom, and in whose account a complaint stands, so that nobody makes one by hand.
    """

    _name = "police.party"
    _description = "Party to a Complaint"
    _inherit = "police.secret.name.mixin"
    _rec_name = "role"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    complainant_id = fields.Many2one(
        "police.complainant", "Person", required=True, index=True, ondelete="restrict"
    )
    address_ids = fields.One2many(related="complainant_id.address_ids", related_sudo=False)
    role = fields.Selection(
        [
            ("complainant", "Complainant"),
            ("victim", "Victim"),
            ("witness", "Witness"),
            ("accused", "Person complained of"),
        ],
        required=True,
        default="complainant",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Kept in the account",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
        help="A portal account in which this complaint is kept, without the person's others.",
    )

    moved_from_id = fields.Many2one(
        "police.complaint", "Came with", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _part_unique = models.UniqueIndex(
        "(complaint_id, complainant_id, role)", "This person has that part already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_known(vals_list)
        parties = super().create(vals_list)
        parties.partner_id._hide_citizen()
        parties.complaint_id._protect_words()
        return parties

    def write(self, vals):
        self._check_known([vals])
        result = super().write(vals)
        if vals.get("partner_id"):
            self.partner_id._hide_citizen()
        if not vals.keys().isdisjoint(("complaint_id", "complainant_id", "role", "partner_id")):
            self.complaint_id._protect_words()
        return result

    @api.model
    def _check_known(self, vals_list):
        """Refuse to name people whom the user may not know: the new part would show them.

        :raise AccessError:
        """
        named = {vals["complainant_id"] for vals in vals_list if vals.get("complainant_id")}
        self.env["police.complainant"].browse(named).check_access("read")

    def _account(self):
        """The portal account in which this complaint stands, if any."""
        self.ensure_one()
        return self.partner_id or self.complainant_id.partner_id

    @api.model
    def _of_account(self, partner):
        """The complainant's part of each complaint in a portal account, in sudo."""
        account = Domain("partner_id", "=", partner.id) | Domain(
            "complainant_id.partner_id", "=", partner.id
        )
        return self.sudo().search(Domain("role", "=", "complainant") & account)

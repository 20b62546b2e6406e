from odoo import api, fields, models


class PoliceComplainant(models.Model):
    """A person who turned to the police.

    Not a partner: every internal user may read all partners. A phone is not a
    person either, so two people may share an address and are never merged by it.
    """

    _name = "police.complainant"
    _description = "Complainant"

    name = fields.Char()
    language = fields.Selection(lambda self: self.env["res.lang"].get_installed(), "Language")
    address_ids = fields.One2many("police.complainant.address", "complainant_id", "Addresses")
    party_ids = fields.One2many("police.party", "complainant_id", "Complaints")
    partner_id = fields.Many2one(
        "res.partner", "Portal account", index="btree_not_null", copy=False, ondelete="set null"
    )
    note = fields.Text()

    @api.depends("name")
    def _compute_display_name(self):
        for complainant in self:
            complainant.display_name = complainant.name or self.env._("Name not given")

    @api.model
    def _find_or_create(self, kind, value, name="", language=False):
        """The person who wrote from an address.

        :param str kind: kind of address, as in `police.complainant.address`
        :param str value: the address, normalised
        :return: the only person known at that address, unless another name is given;
                 a new one otherwise
        """
        known = self.search([("address_ids", "any", [("kind", "=", kind), ("value", "=", value)])])
        same = known.filtered(
            lambda person: not name or not person.name or person.name.casefold() == name.casefold()
        )
        if value and len(same) == 1:
            return same
        return self.create(
            {
                "name": name,
                "language": language,
                "address_ids": [(0, 0, {"kind": kind, "value": value})] if value else [],
            }
        )

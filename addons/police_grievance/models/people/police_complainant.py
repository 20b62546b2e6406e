from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from odoo.addons.police_force.tools import text

from .police_masked import BY_SERVICE


class PoliceComplainant(models.Model):
    """A person who turned to the police.

    Not a partner: every internal user may read all partners. A phone is not a
    person either, so two people may share an address and are never merged by it.
    """

    _name = "police.complainant"
    _description = "Complainant"
    _inherit = [
        "police.sound.search.mixin",
        "police.complainant.correction",
        "police.secret.name",
    ]

    name = fields.Char()
    search_text = fields.Text(
        compute="_compute_search_text", store=True, precompute=True, index="trigram"
    )
    language = fields.Selection(lambda self: self.env["res.lang"].get_installed())
    address_ids = fields.One2many("police.complainant.address", "complainant_id", "Addresses")
    party_ids = fields.One2many("police.party", "complainant_id", "Complaints")
    partner_id = fields.Many2one(
        "res.partner", "Portal account", index="btree_not_null", copy=False, ondelete="set null"
    )
    note = fields.Text()

    @api.model_create_multi
    def create(self, vals_list):
        # Nobody has complained yet whose words would have to be looked through.
        new = self.with_context(police_masking=BY_SERVICE)
        people = super(PoliceComplainant, new).create(vals_list).with_env(self.env)
        people._check_account(people.partner_id)
        people.partner_id._hide_citizen()
        return people

    def write(self, vals):
        self._check_account("partner_id" in vals)
        result = super().write(vals)
        if vals.get("partner_id"):
            self.partner_id._hide_citizen()
        if not vals.keys().isdisjoint(("name", "partner_id")):
            self._protect_words()
        return result

    def _check_account(self, linked):
        """Refuse to say by hand whose account a person's complaints stand in.

        :raise AccessError:
        """
        if linked and not self.env.su:
            raise AccessError(self.env._("Accounts are linked by the service alone."))

    def _protect_words(self):
        """What is known of these people now has to be hidden in what was written already."""
        self.sudo().party_ids.complaint_id._protect_words()

    @api.depends("name")
    def _compute_search_text(self):
        for complainant in self:
            complainant.search_text = complainant.name and text.search_lines([complainant.name])

    @api.depends("name")
    def _compute_display_name(self):
        for complainant in self._told():
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
        return self._create_at(kind, value, name, language)

    @api.model
    def _of_envelope(self, envelope, language):
        """The person behind an envelope: as chosen at a desk, else by the address.

        :param Envelope envelope: what arrived
        :param str language: code of the language to write to somebody new
        """
        sender = (envelope.sender_kind, envelope.sender_value, envelope.sender_name, language)
        if envelope.complainant_id is None:
            return self._find_or_create(*sender)
        chosen = self.browse(envelope.complainant_id or ()).exists()
        if chosen and not chosen.name:
            chosen.name = envelope.sender_name
        return chosen or self._create_at(*sender)

    def _create_at(self, kind, value, name, language):
        return self.create(
            {
                "name": name,
                "language": language,
                "address_ids": [(0, 0, {"kind": kind, "value": value})] if value else [],
            }
        )

    def _add_address(self, kind, value):
        """One more way to reach a person, unless it is known or none at all."""
        if value and not self.address_ids._include(kind, value):
            self.address_ids = [Command.create({"kind": kind, "value": value})]

    def _note_phones(self, numbers, remark):
        """Keep what a person said when asked for a phone.

        :param numbers: in E.164, the one that they are known by first
        :return: whether any of it is new
        """
        known = self.address_ids
        for number in numbers:
            self._add_address("phone", number)
        named = self.address_ids.filtered(lambda row: row.value in numbers[:1])
        is_new = self.address_ids != known or (remark and remark not in named.mapped("remark"))
        if remark:
            named.remark = remark
        return bool(is_new)

    @api.model
    def _of_account(self, partner, language):
        """The person behind a portal account, made when the account files for the first time."""
        person = self.sudo().search([("partner_id", "=", partner.id)], limit=1)
        if not person:
            values = {"name": partner.name, "language": language, "partner_id": partner.id}
            person = self.with_user(SUPERUSER_ID).create(values)
        person.with_user(SUPERUSER_ID)._add_account_addresses()
        return person

    def _add_account_addresses(self):
        """The addresses of the account: how the intake finds the person, and where notices go."""
        wanted = {("portal", str(self.partner_id.id)), ("email", self.partner_id.email_normalized)}
        known = set(self.address_ids.mapped(lambda address: (address.kind, address.value)))
        self.address_ids = [
            Command.create({"kind": kind, "value": value})
            for kind, value in sorted(wanted - known, key=str)
            if value
        ]

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from odoo.addons.police_force.tools.search_text import search_lines

from .police_complainant_address import is_phone
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
        "police.complainant.correction.mixin",
        "police.secret.name.mixin",
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

    def _add_precomputed_values(self, vals_list):
        """Without the draft of a person, as which core would compute it."""
        for vals in vals_list:
            vals["search_text"] = _search_text(vals.get("name"))
        return super()._add_precomputed_values(vals_list)

    @api.depends("name")
    def _compute_search_text(self):
        for complainant in self:
            complainant.search_text = _search_text(complainant.name)

    @api.depends("name")
    def _compute_display_name(self):
        for complainant in self._told():
            complainant.display_name = complainant.name or self.env._("Name not given")

    @api.model
    def _find_or_create(self, kind, value, name="", language=False):
        """The person who wrote from an address.

        :param str kind: kind of address, as in `police.complainant.address`
        :param str value: the address, normalised
        :return: the person known at that address, unless another name is given;
                 a new one otherwise
        """
        return self._known_at(kind, [value], name) or self._create_at(kind, value, name, language)

    def _known_at(self, kind, values, name, called=""):
        """The person known at some addresses; none where a name is given and theirs is another.

        :param str called: a name that makes nobody another person, but tells several apart
        """
        values = list(filter(None, values))
        same = (
            self.env["police.complainant.address"]
            ._people_at(kind, values)
            .filtered(
                lambda person: (
                    person.address_ids._are_of(kind, values)
                    and (not name or not person.name or person.name.casefold() == name.casefold())
                )
            )
        )
        return same._likest(kind, {*values}, name or called)

    def _likest(self, kind, values, name):
        """Who of these has the identifier, then most of some addresses, then the name.

        A phone is no person: of several who have nothing else and differ in their names it is none of
        those, but may be one whose name nobody knows.
        """
        rank = {person: person._likeness(kind, values, name) for person in self}
        best = self.filtered(lambda person: rank[person] == max(rank.values()))
        if len({person.name.casefold() for person in best if person.name}) > 1:
            best = best.filtered(lambda person: not person.name)
        return best[:1]

    def _likeness(self, kind, values, name):
        """:return: the more, the likelier it is this person; see `_likest`"""
        theirs = self.address_ids.filtered(lambda row: row.kind == kind).mapped("value")
        common = values & {*theirs}
        is_called_so = bool(name) and (self.name or "").casefold() == name.casefold()
        return not all(map(is_phone, common)), len(common), is_called_so

    @api.model
    def _of_envelope(self, envelope, language):
        """The person behind an envelope: as chosen at a desk, else by the address.

        :param Envelope envelope: what arrived
        :param str language: code of the language to write to somebody new
        """
        sender = (envelope.sender_kind, envelope.sender_value, envelope.sender_name, language)
        if envelope.complainant_id is None:
            return self._of_sender(envelope) or self._create_at(*sender)
        chosen = self.browse(envelope.complainant_id or ()).exists()
        if chosen and not chosen.name:
            chosen.name = envelope.sender_name
        return chosen or self._create_at(*sender)

    def _of_sender(self, envelope):
        """The person known where an envelope comes from; empty if there is none."""
        called = envelope.sender_name
        name = "" if envelope.is_profile_name else called
        return self._known_at(envelope.sender_kind, envelope.sender_values(), name, called)

    def _is_sender_of(self, envelope):
        """Whether an envelope comes from where this person is known."""
        return self.address_ids._are_of(envelope.sender_kind, envelope.sender_values())

    def _learn_addresses(self, envelope):
        """Keep all addresses that the channel vouches for as the sender's."""
        if envelope.other_values:
            known = {(row.kind, row.value) for row in self.address_ids}
            self.address_ids = [
                Command.create({"kind": envelope.sender_kind, "value": value})
                for value in envelope.sender_values()
                if (envelope.sender_kind, value) not in known
            ]

    def _have_in_place_of(self, addresses, kind, value):
        """Have an address in place of one of some of the same kind that looks like it, if one does."""
        here = self.address_ids.filtered(lambda row: row.kind == kind and row.value == value)
        old = (addresses.exists() - here).filtered(lambda row: row._is_like(value))[:1]
        if here:
            old.unlink()
        elif old:
            old.value = value
        else:
            self.address_ids = [Command.create({"kind": kind, "value": value})]

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


def _search_text(name):
    return name and search_lines([name])

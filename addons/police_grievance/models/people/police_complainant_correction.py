from odoo import fields, models
from odoo.fields import Command

from odoo.addons.police_force.tools.phone import read_phones

from ...tools.mask import LIKE_A_NUMBER
from .police_safe_contact import SAFETY_FIELDS

# Kinds of address that a person types; of the others the channel itself knows the value.
TYPED = ("phone", "other")


class PoliceComplainantCorrectionMixin(models.AbstractModel):
    """What was mistaken in a person's name or phone."""

    _name = "police.complainant.correction.mixin"
    _description = "Correction of a Person"

    corrected_from = fields.Text(
        readonly=True,
        help="Names and phones that were mistaken. They stay hidden like the right ones.",
    )

    def _former_words(self):
        """What was mistaken: it may still stand in the words, and tells as much.

        :rtype: list of str
        """
        return "\n".join(filter(None, self.mapped("corrected_from"))).splitlines()

    def _telling_words(self, accounts=()):
        """What would tell who these people are.

        :param accounts: `res.partner` of accounts, beside their own
        :return: (names, addresses), lists of text
        """
        people = self.sudo()
        accounts = people.partner_id.union(*accounts)
        known = people.address_ids.filtered(lambda address: address.kind != "portal")
        former = people._former_words()
        names = [*people.mapped("name"), *accounts.mapped("name"), *former]
        addresses = [
            *known.mapped("value"),
            *accounts.mapped("email"),
            *accounts.mapped("phone"),
            *accounts.user_ids.mapped("login"),
            *(text for text in former if sum(map(str.isdigit, text)) >= LIKE_A_NUMBER),
        ]
        return list(filter(None, names)), list(filter(None, addresses))

    def _typed_address(self):
        return self.address_ids.filtered(lambda address: address.kind in TYPED)[:1]

    def _apart(self):
        """The same person once more, for one complaint alone."""
        return self.create(
            {
                "name": self.name,
                "language": self.language,
                "corrected_from": self.corrected_from,
                "address_ids": [
                    Command.create(
                        {name: address[name] for name in ("kind", "value", *SAFETY_FIELDS)}
                    )
                    for address in self.address_ids
                ],
            }
        )

    def _correct(self, name, phone):
        """Write name and phone, and keep what stood there.

        :param str phone: as typed; empty for none
        :return: names of what changed, for people to read
        """
        name = " ".join((name or "").split())
        said = read_phones(phone)
        typed = (phone or "").strip()
        kind, value = ("phone", said.numbers[0]) if said.numbers else ("other", typed)
        address = self._typed_address()
        changes = {
            self.env._("name"): (self.name or "", name),
            self.env._("phone"): (address.value or "", value),
        }
        changes = {what: pair for what, pair in changes.items() if pair[0] != pair[1]}
        if changes:
            former = [self.corrected_from, *(before for before, _after in changes.values())]
            # First what has to stay hidden: the words are looked through with every change.
            self.write({"corrected_from": "\n".join(filter(None, former)), "name": name})
        if (address.value or "") != value:
            self._correct_address(address, kind, value)
        more = said.numbers and self._note_phones(said.numbers, said.remark)
        return list(dict.fromkeys([*changes, *([self.env._("phone")] if more else [])]))

    def _correct_address(self, address, kind, value):
        known = self.address_ids.filtered(lambda one: (one.kind, one.value) == (kind, value))
        if not value or known:
            address.unlink()
        elif address:
            address.write({"kind": kind, "value": value})
        else:
            self.address_ids = [Command.create({"kind": kind, "value": value})]

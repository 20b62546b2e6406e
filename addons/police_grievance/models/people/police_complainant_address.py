import re

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.police_force.tools.phone import format_phone

from .police_masked import BY_SERVICE
from .police_safe_contact import SAFETY_FIELDS

# By so many of its last digits a phone is asked for.
TAIL = 5
PHONES = ("phone", "whatsapp")
# A messenger knows people by identifiers of its own, too.
MESSENGERS = ("whatsapp",)
IS_PHONE = re.compile(r"\+?[0-9]")


class PoliceComplainantAddress(models.Model):
    """A way to reach a complainant."""

    _name = "police.complainant.address"
    _description = "Address of a Complainant"
    _rec_name = "value"
    _inherit = ["police.safe.contact.mixin", "police.secret.name.mixin"]

    complainant_id = fields.Many2one(
        "police.complainant", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("whatsapp", "WhatsApp"),
            ("portal", "Portal account"),
            ("other", "Other"),
        ],
        required=True,
    )
    value = fields.Char(required=True, help="Normalised: E.164 for phones, lower case for e-mail.")

    remark = fields.Char(help="What was said beside the number, such as whose it is.")
    last_digits = fields.Char(compute="_compute_last_digits", store=True, precompute=True)

    _value_unique = models.UniqueIndex(
        "(complainant_id, kind, value)", "This person has that address already."
    )
    _kind_value = models.Index("(kind, value)")
    _last_digits = models.Index("(last_digits) WHERE last_digits IS NOT NULL")

    @api.model
    def _phone_kinds(self):
        """:return: kinds of which the value is a phone; an addon that adds such a kind extends this"""
        return PHONES

    def _add_precomputed_values(self, vals_list):
        """Without the draft of an address, as which core would compute it."""
        for vals in vals_list:
            vals["last_digits"] = self._last_digits_of(vals.get("kind"), vals.get("value"))
        return super()._add_precomputed_values(vals_list)

    @api.depends("kind", "value")
    def _compute_last_digits(self):
        for address in self:
            address.last_digits = self._last_digits_of(address.kind, address.value)

    @api.model
    def _last_digits_of(self, kind, value):
        is_number = kind in self._phone_kinds() and is_phone(value or "")
        return is_number and value[-TAIL:]

    @api.depends("value", "remark")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for address in self._told():
            remark = f" ({address.remark})" if address.remark else ""
            address.display_name = f"{format_phone(address.value or '')}{remark}"

    def _include(self, kind, value):
        """Whether one of these is an address; a phone's WhatsApp is that phone.

        :param str kind: as in `kind`
        :param str value: normalised
        """
        phones = self._phone_kinds()
        same = phones if kind in phones else (kind,)
        return bool(value) and any(row.value == value and row.kind in same for row in self)

    def _are_of(self, kind, values):
        """Whether these, one person's, are where somebody is from whom something comes.

        One in common is enough, but to a messenger: it knows people by identifiers, so with another one
        it is somebody else who has got the phone, and so it is where it knows a newer phone of theirs.

        :param str kind: as in `kind`
        :param list values: all addresses of the sender, normalised
        """
        own = self.filtered(lambda row: row.kind == kind) if kind in MESSENGERS else self.browse()
        (phones, names), (known_phones, known_names) = _parted(values), _parted(own.mapped("value"))
        if names and known_names:
            return bool(names & known_names)
        if known_phones:
            return bool(phones & known_phones)
        return any(self._include(kind, value) for value in values)

    @api.model
    def _move(self, kind, before, since):
        """Give whoever is known at some addresses others of the same kind in their place.

        An identifier takes the place of an identifier, a phone that of a phone: whoever gets the old
        number next is somebody else.

        :param list before: normalised values
        :param list since: the same, as the channel vouches
        """
        rows = self.search([("kind", "=", kind), ("value", "in", before)])
        for person, theirs in rows.grouped("complainant_id").items():
            for value in since:
                person._have_in_place_of(theirs, kind, value)

    @api.model
    def _people_at(self, kind, values):
        """Who is known at some addresses of a kind, whoever has been the longest first.

        :param list values: normalised
        """
        people = self.env["police.complainant"]
        if not values:
            return people
        # Past the ORM: whatever comes in asks this, and to make a search of it costs more than to answer it.
        self.flush_model(("kind", "value", "complainant_id"))
        rows = self.env.execute_query(
            SQL(
                """SELECT complainant_id FROM police_complainant_address
                    WHERE kind = %s AND value IN %s GROUP BY complainant_id ORDER BY min(id)""",
                kind,
                tuple(values),
            )
        )
        return people.browse(person_id for (person_id,) in rows)

    def _is_beside_phone(self):
        """Whether this is an identifier of a messenger that knows the person's phone, too: no other way."""
        same = self.complainant_id.address_ids.filtered(lambda row: row.kind == self.kind)
        is_phone = [bool(IS_PHONE.match(row.value or "")) for row in same]
        named = self.kind in self._phone_kinds() and not IS_PHONE.match(self.value or "")
        return named and any(is_phone)

    @api.model
    def _leave(self, kind, values):
        """Take a phone from whoever had it, once a messenger tells that it is somebody else's.

        :param str kind: as in `kind`
        :param list values: all addresses of the sender, normalised
        """
        phones, names = _parted(values)
        if kind in MESSENGERS and phones and names:
            rows = self.search([("kind", "=", kind), ("value", "in", [*phones])])
            rows.filtered(
                lambda row: not row.complainant_id.address_ids._are_of(kind, values)
            ).unlink()

    def _is_like(self, value):
        return is_phone(self.value or "") == is_phone(value)

    @api.model_create_multi
    def create(self, vals_list):
        addresses = super().create([self._as_safe_as_others(vals) for vals in vals_list])
        if self.env.context.get("police_masking") is not BY_SERVICE:
            addresses.complainant_id._protect_words()
        return addresses

    def _as_safe_as_others(self, vals):
        """What a person said of how to reach them goes for an address that is learnt later, too."""
        if self.env.context.get("police_masking") is BY_SERVICE or not vals.keys().isdisjoint(
            SAFETY_FIELDS
        ):
            return vals
        person = self.env["police.complainant"].browse(vals.get("complainant_id"))
        known = person.sudo().address_ids[:1]
        return {**known._contact_values(), **vals} if known else vals

    def write(self, vals):
        """:raise AccessError: it is given to another person by hand"""
        if "complainant_id" in vals and not self.env.su:
            raise AccessError(self.env._("An address stays with its person."))
        result = super().write(vals)
        if "value" in vals:
            self.complainant_id._protect_words()
        return result


def is_phone(value):
    return bool(IS_PHONE.match(value))


def _parted(values):
    """:return: (set of the phones among some addresses, set of the identifiers)"""
    phones = set(filter(is_phone, values))
    return phones, set(values) - phones

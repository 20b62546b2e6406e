from odoo import api, fields, models
from odoo.exceptions import AccessError

from .police_masked import BY_SERVICE
from .police_safe_contact import SAFETY_FIELDS

# By so many of its last digits a phone is asked for.
TAIL = 5
PHONES = ("phone", "whatsapp")


class PoliceComplainantAddress(models.Model):
    """A way to reach a complainant."""

    _name = "police.complainant.address"
    _description = "Address of a Complainant"
    _rec_name = "value"
    _inherit = ["police.safe.contact", "police.secret.name"]

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

    @api.depends("kind", "value")
    def _compute_last_digits(self):
        phones = self._phone_kinds()
        for address in self:
            address.last_digits = address.kind in phones and (address.value or "")[-TAIL:]

    @api.depends("value", "remark")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for address in self._told():
            remark = f" ({address.remark})" if address.remark else ""
            address.display_name = f"{address.value or ''}{remark}"

    def _include(self, kind, value):
        """Whether one of these is an address; a phone's WhatsApp is that phone.

        :param str kind: as in `kind`
        :param str value: normalised
        """
        phones = self._phone_kinds()
        same = phones if kind in phones else (kind,)
        return bool(value) and any(row.value == value and row.kind in same for row in self)

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

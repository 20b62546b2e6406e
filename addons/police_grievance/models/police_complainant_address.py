from odoo import fields, models


class PoliceComplainantAddress(models.Model):
    """A way to reach a complainant."""

    _name = "police.complainant.address"
    _description = "Address of a Complainant"
    _rec_name = "value"

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

    _value_unique = models.UniqueIndex(
        "(complainant_id, kind, value)", "This person has that address already."
    )
    _kind_value = models.Index("(kind, value)")

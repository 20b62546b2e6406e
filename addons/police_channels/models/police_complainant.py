from odoo import fields, models

# Kinds of channels that a citizen can ask for, by what is shown.
WAYS = [("whatsapp", "WhatsApp"), ("sms", "SMS"), ("email", "E-mail")]


class PoliceComplainant(models.Model):
    """A citizen may want notices by one way before all others. It only orders their own ways."""

    _inherit = "police.complainant"

    first_by = fields.Selection(
        WAYS,
        "Notices first by",
        help="Where they have an address there; else, and if nothing arrives there, as without it: where "
        "they wrote last, then the other channels in their order.",
    )

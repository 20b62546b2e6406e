import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CALL_TAKER = "police_force.group_control_room"
SIP_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
DUTIES = [
    ("on", "On duty"),
    ("busy", "Writing up"),
    ("break", "On a break"),
    ("off", "Off duty"),
]


class PolicePhone(models.Model):
    """A phone at the telephone exchange, and who sits at it.

    The exchange says who is on duty, whoever told it: the screen, or the phone itself with *1 and *0.
    """

    _name = "police.phone"
    _description = "Phone at the Exchange"
    _inherit = ["police.phone.duty.mixin", "police.in.use.mixin", "police.audited.mixin"]
    _order = "sip_name"
    _rec_name = "sip_name"

    _audited_fields = ("sip_name", "place", "post_id", "user_id", "active")

    sip_name = fields.Char(
        "Name at the exchange",
        required=True,
        copy=False,
        help="With which the phone logs in, such as taker-1.",
    )
    place = fields.Char("Where it stands")
    post_id = fields.Many2one(
        "police.post",
        "For who holds",
        index="btree_not_null",
        ondelete="restrict",
        help="Each who holds this post may sit down at the phone.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Used by",
        copy=False,
        ondelete="restrict",
        help="Whose form opens as it rings.",
    )
    duty = fields.Selection(DUTIES, readonly=True, required=True, default="off", copy=False)
    is_there = fields.Boolean("Logged in", readonly=True, copy=False, help="At the exchange.")
    active = fields.Boolean(default=True)

    _sip_name_unique = models.UniqueIndex("(sip_name)", "There is a phone of that name already.")
    _one_each = models.UniqueIndex(
        "(user_id) WHERE user_id IS NOT NULL", "Somebody uses one phone at a time."
    )

    @api.depends("sip_name", "place")
    def _compute_display_name(self):
        for phone in self:
            place = f" ({phone.place})" if phone.place else ""
            phone.display_name = f"{phone.sip_name}{place}"

    @api.constrains("sip_name")
    def _check_sip_name(self):
        for phone in self:
            if not SIP_NAME.fullmatch(phone.sip_name):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is no name of a phone: letters, digits, - and _ alone.",
                        name=phone.sip_name,
                    )
                )

    @api.constrains("user_id")
    def _check_takes_calls(self):
        for phone in self:
            if phone.user_id and not phone.user_id.has_group(CALL_TAKER):
                raise ValidationError(
                    self.env._(
                        "%(name)s takes no calls: that is for the control room.",
                        name=phone.user_id.name,
                    )
                )

    @api.model
    def _of_user(self):
        """The phone of the current user, in sudo; empty if they sit at none."""
        return self.sudo().search([("user_id", "=", self.env.uid)])

from odoo import api, fields, models

from odoo.addons.police_force.tools.phone import format_phone

from .police_phone import CALL_TAKER

STATES = [
    ("menu", "Hears the menu"),
    ("waiting", "Waits for a person"),
    ("ringing", "Rings"),
    ("talking", "Is talked to"),
    ("held", "Is held"),
    ("words", "Speaks after the tone"),
    ("ended", "Over"),
]
OUTCOMES = [
    ("talked", "Talked to a person"),
    ("words", "Spoke after the tone"),
    ("status", "Heard how it stands"),
    ("emergency", "Was put through to 112"),
    ("gave_up", "Hung up before"),
    ("no_answer", "Did not answer"),
    ("not_made", "Was not made: the own phone was not picked up"),
    ("unknown", "Unknown: the exchange broke off"),
]


class PoliceCall(models.Model):
    """One call of the exchange, while it goes on and afterwards. Written by the service alone.

    The exchange tells of it as it happens; what was missed comes with what it has written down.
    """

    _name = "police.call"
    _description = "Call"
    _inherit = [
        "police.call.lead.mixin",
        "police.call.measured.mixin",
        "police.call.taken.down.mixin",
        "police.call.screen.mixin",
        "police.call.heard.mixin",
        "police.phone.in.groups.mixin",
    ]
    _order = "began_at desc, id desc"

    channel_id = fields.Many2one(
        "police.channel", required=True, readonly=True, index=False, ondelete="restrict"
    )
    exchange_call = fields.Char("Name at the exchange", required=True, readonly=True)
    direction = fields.Selection(
        [("in", "Called us"), ("out", "We called")], required=True, readonly=True
    )
    phone = fields.Char(
        readonly=True, groups=CALL_TAKER, help="The citizen's; empty of who withholds it."
    )
    # Became an anonymous complaint: of who called nothing is kept, and nothing leads to it.
    is_hidden = fields.Boolean("Anonymous", readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="menu")
    began_at = fields.Datetime("Began", required=True, readonly=True)
    queued_at = fields.Datetime("Waited from", readonly=True)
    answered_at = fields.Datetime("Answered", readonly=True)
    ended_at = fields.Datetime("Ended", readonly=True)
    waited_seconds = fields.Integer("Waited (s)", readonly=True)
    language = fields.Char(readonly=True)
    keys = fields.Char("Keys pressed", readonly=True)
    at_phone_id = fields.Many2one(
        "police.phone", "At the phone", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    phone_id = fields.Many2one(
        "police.phone",
        "Answered at",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    taker_id = fields.Many2one(
        "res.users", "Call taker", readonly=True, index=False, ondelete="restrict"
    )
    transferred_to = fields.Char("Put through to, as it is dialled", readonly=True)
    transferred_to_in_groups = fields.Char(
        "Put through to", compute="_compute_transferred_to_in_groups"
    )
    outcome = fields.Selection(OUTCOMES, readonly=True)
    message_id = fields.Many2one(
        "police.channel.message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    complaint_id = fields.Many2one(
        "police.complaint", readonly=True, index="btree_not_null", ondelete="set null"
    )
    registration_id = fields.Many2one(
        "police.registration", "Form", readonly=True, index="btree_not_null", ondelete="set null"
    )
    call_back_id = fields.Many2one(
        "police.call.back",
        "Call returned",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _exchange_call_unique = models.UniqueIndex("(channel_id, exchange_call)")
    _began = models.Index("(began_at DESC, id DESC)")
    _of_taker = models.Index("(taker_id, began_at DESC) WHERE taker_id IS NOT NULL")
    _going_on = models.Index("(channel_id) WHERE state != 'ended'")

    @api.depends("transferred_to")
    def _compute_transferred_to_in_groups(self):
        for call in self:
            call.transferred_to_in_groups = format_phone(call.transferred_to or "")

    def _compute_display_name(self):
        """Only a running number: the phone would say who called."""
        for call in self:
            call.display_name = f"#{call.id}"

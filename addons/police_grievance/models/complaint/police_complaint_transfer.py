from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .police_complaint_const import TRANSFER_KINDS
from .police_complaint_rights import DECIDERS, WRITABLE_FIELDS


class PoliceComplaintTransferMixin(models.AbstractModel):
    """Handing complaints to another unit, or to a post; number and clock stay what they are.

    Of many at once, what can be done is done; the rest is named with its reason.
    """

    _name = "police.complaint.transfer.mixin"
    _description = "Passing Complaints On"
    _inherit = "police.complaint.succession.mixin"

    transfer_ids = fields.One2many("police.transfer", "complaint_id", "Transfers")
    transfer_kind = fields.Selection(
        TRANSFER_KINDS,
        "Last transfer",
        readonly=True,
        copy=False,
        help="How it came to the unit where it is, in this cycle.",
    )
    can_return = fields.Boolean(compute="_compute_can_return")

    @api.depends("transfer_kind", "is_open")
    @api.depends_context("uid")
    def _compute_can_return(self):
        """Whether the user's unit got it from another one, and may want to send it back."""
        decides = self._decides_transfers()
        for complaint in self:
            came = complaint.transfer_kind in ("transfer", "return")
            complaint.can_return = came and complaint.is_open and not decides

    @api.model
    def _decides_transfers(self):
        """Whether the user is above the stations: what he says where it belongs is no return."""
        return self.env.su or any(self.env.user.has_group(group) for group in DECIDERS)

    def _transfers_of_cycle(self):
        """The transfers of one complaint in its cycle, the last one first; not those by a merger."""
        cycle = self.cycle
        rows = self.sudo().transfer_ids.filtered(
            lambda row: row.cycle == cycle and row.kind != "merger"
        )
        return rows.sorted("id", reverse=True)

    def _kind_of_transfer(self, unit):
        """What handing one complaint to a unit would be, done by the user.

        Sending it where it was sent away from is a return, whatever it is called.

        :return: a code of `TRANSFER_KINDS`; referral where there was a return already
        """
        self.ensure_one()
        rows = self._transfers_of_cycle()
        if self._decides_transfers():
            return "decision" if rows[:1].kind == "referral" else "transfer"
        if unit not in rows._origins():
            return "transfer"
        return "referral" if "return" in rows.mapped("kind") else "return"

    def _goes_to(self, unit, kind):
        """Where a transfer to a unit ends: with whoever decides, if the two cannot agree."""
        return self._common_superior(unit) if kind == "referral" else unit

    def _common_superior(self, unit):
        """The lowest office above both this complaint's unit and another one; it decides."""
        self.ensure_one()
        mine, other = (one.sudo()._ancestor_ids() for one in (self.unit_id, unit))
        shared = [unit_id for unit_id in mine if unit_id in other]
        offices = self.env["police.unit"].browse(reversed(shared))
        return next((one for one in offices if one.kind != "station"), offices[-1:])

    def _transfer_refusals(self, unit):
        """Why these complaints cannot be handed to a unit by the user.

        :return: dict of complaint to a sentence; those that can go are missing
        """
        found = {complaint: complaint._transfer_refusal(unit) for complaint in self}
        return {complaint: words for complaint, words in found.items() if words}

    def _transfer_refusal(self, unit):
        if not self.is_open:
            return self.env._("It is closed.")
        if self.unit_id == unit:
            return self.env._("It is there already.")
        words = self._why_not_there(unit)
        if words:
            return words
        if not self._may_go_to_station():
            return self.env._("In this stage the control room or a supervisor has to transfer it.")
        decided = "decision" in self._transfers_of_cycle().mapped("kind")
        if decided and not self._decides_transfers():
            return self.env._("It was decided that it belongs here: ask the office above you.")
        return ""

    def _may_go_to_station(self):
        """Whether the user may bring one complaint (back) into the hands of a unit."""
        target = self.env["police.stage"]._by_code("with_station")
        if self.env.su or self.stage_id == target:
            return True
        allowed = self.env["police.stage.transition"]._groups_by_pair()
        roles = allowed.get((self.stage_id.id, target.id), frozenset())
        return bool(roles & frozenset(self.env.user._get_group_ids()))

    def _transfer(self, unit, reason):
        """Hand complaints to another unit, with what hangs on them.

        A station that sends one back a second time is refused: it goes to whoever decides.

        :param unit: `police.unit`
        :param str reason: plain text, for both units
        :return: the units that they went to
        :raise AccessError: not the user's to work on
        :raise UserError: no reason, or one of them cannot go there
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason for the transfer."))
        for words in self._transfer_refusals(unit).values():
            raise UserError(words)
        steps = {}
        for complaint in self:
            kind = complaint._kind_of_transfer(unit)
            step = kind, complaint._goes_to(unit, kind)
            steps[step] = steps.get(step, self.browse()) | complaint
        for (kind, target), complaints in steps.items():
            complaints._apply_transfer(target, kind, reason)
        return self.env["police.unit"].union(*(target for _kind, target in steps))

    def _start_cycle(self, start=None):
        """A new cycle begins without the transfers of those before."""
        result = super()._start_cycle(start)
        self.sudo().transfer_kind = False
        return result

    def action_transfer(self):
        return self._dialog("police_grievance.police_complaint_transfer_action")

    def action_return(self):
        """Dialogue to send a complaint back to the unit that it came from."""
        self.check_access("read")
        action = self.action_transfer()
        origin = self._transfers_of_cycle()[:1].from_unit_id._in_charge() - self.unit_id
        context = {**action["context"], "default_unit_id": origin.id, "default_is_return": True}
        return {**action, "name": self.env._("Return the complaint"), "context": context}

    def _leave_screen(self, message):
        """The client's action after these may have left the user's sight.

        :param str message: shown to the user
        """
        gone = set(self.ids) - set(self._filtered_access("read").ids)
        return {
            "type": "ir.actions.client",
            "tag": "police_complaint_left",
            "params": {"ids": sorted(gone), "message": message},
        }

    def _transfer_many(self, unit, reason):
        """Transfer those that can go to a unit.

        :return: (those that went, dict of the others to why not); others than the user's own are
            in neither, since he may not know of them
        """
        own = self._own_to_work_on()
        refused = own._transfer_refusals(unit)
        going = own - self.browse().union(*refused)
        for complaint in going:
            if complaint._kind_of_transfer(unit) == "referral":
                refused[complaint] = self.env._(
                    "It was returned once already: open it to have it decided."
                )
        going -= self.browse().union(*refused)
        if going:
            going._transfer(unit, reason)
        return going, refused

    def _assign_many(self, post):
        """Give those to a post that are with its unit.

        :return: as `_transfer_many`
        :raise AccessError: the user assigns nothing
        """
        own = self._own_to_work_on()
        if "post_id" not in self._fields_by_hand(WRITABLE_FIELDS) and not self.env.su:
            raise AccessError(self.env._("The station head or somebody above assigns complaints."))
        # The officers of a station's outposts work on the complaints of the station.
        units = post.unit_id | post.unit_id.filtered(lambda one: one.kind == "outpost").parent_id
        refused = {}
        for complaint in own:
            if not complaint.is_open:
                refused[complaint] = self.env._("It is closed.")
            elif complaint.unit_id not in units:
                refused[complaint] = self.env._("That post is at another unit.")
        given = own - self.browse().union(*refused)
        given._give_to_post(post)
        return given, refused

    def _own_to_work_on(self):
        return self.exists()._filtered_access("write")

from odoo import models
from odoo.fields import Domain

from ..people.police_masked import BY_SERVICE
from .police_complaint_const import BEFORE_STATION


class PoliceComplaintSuccessionMixin(models.AbstractModel):
    """What becomes of complaints where the force reorganises: a unit moves, or ends.

    Stage, clock and number stay what they are. For any number of them in the same number of queries.
    """

    _name = "police.complaint.succession.mixin"
    _description = "Complaints of Units that Move or End"
    _inherit = "police.complaint.transfer.effects.mixin"

    def write(self, vals):
        """A late reply to a case of a unit that has ended lands at the unit in charge."""
        if vals.get("has_unread_reply"):
            closed = self.sudo().filtered(lambda one: not one.is_open)
            closed.filtered(lambda one: not one.unit_id.active)._follow_unit()
        return super().write(vals)

    def _start_cycle(self, start=None):
        """Reopened, they are with who is in charge now."""
        self._follow_unit()
        return super()._start_cycle(start)

    def _follow_unit(self):
        """Put closed complaints with the unit in charge, where theirs has moved or ended; nobody
        asked for that who would say it."""
        for complaint in self.sudo()._in_words_of_force():
            unit = complaint.unit_id._in_charge()
            if unit == complaint.unit_id:
                complaint.write(complaint._unit_values(unit))
                complaint._take_activities_along()
            elif complaint._why_not_there(unit):
                complaint._route_around()
            else:
                complaint._apply_merger(unit)

    def _hand_to_successor(self, successor):
        """Hand complaints of a unit that ends to its successor; what is about that one goes around it.

        :param successor: `police.unit`
        :return: dict of units to the complaints that they got
        """
        going = {}
        for complaint in self.sudo():
            about = complaint.complained_unit_id
            unit = about._unit_above() if complaint._why_not_there(successor) else successor
            going[unit] = going.get(unit, self.browse()) | complaint
        for unit, complaints in going.items():
            complaints._apply_merger(unit)
        return going

    def _apply_merger(self, unit):
        """Hand complaints over since their unit ends, and tell the citizens once.

        Nobody says that a matter begins anew: no stage changes, no clock and no dispute.

        :param unit: `police.unit` that gets them
        """
        origins, told = (
            self.unit_id,
            self.filtered(lambda one: one.stage_code not in BEFORE_STATION),
        )
        for origin, complaints in self.grouped("unit_id").items():
            reason = self.env._("“%(unit)s” has ended.", unit=origin.name)
            complaints._keep_transfer(unit, "merger", reason)
        quiet = self.with_context(tracking_disable=True, police_own_log=BY_SERVICE)
        quiet.write({**self._unit_values(unit), "post_id": unit._head_post().id})
        certain = quiet.filtered(lambda one: one.routing_state == "certain")
        certain.routing_rule = "merged"
        directions = self.follow_up_ids.filtered(lambda row: row.unit_id and not row.answered_at)
        directions.unit_id = unit
        self._pass_on_work()
        told.filtered("is_open")._announce_transfer()
        self._tell_screens(origins, unit)

    def _pass_on_work(self):
        """Give what is to be done, and what was about to be told, to who answers for these now."""
        self._take_activities_along()
        untold = [("complaint_id", "in", self.ids), ("notice_id", "=", False)]
        fired = self.env["police.escalation"].search([*untold, ("user_id", "!=", False)])
        self._hold_anew(fired, "post_id", "user_id")
        silent = self.env["police.follow.up"].search([*untold, ("silence_user_id", "!=", False)])
        self._hold_anew(silent, "silence_post_id", "silence_user_id")

    def _hold_anew(self, rows, post_field, user_field):
        """Let rows that went to somebody who does not answer for their complaint any more go up anew.

        :param rows: `police.escalation` or `police.follow.up`
        :param str post_field: field of the rows: the post that it went to, and
        :param str user_field: who held it
        """
        lines = {unit: unit._line_ids() for unit in self.unit_id}
        stray = rows.filtered(
            lambda row: row[post_field].unit_id.id not in lines[row.complaint_id.unit_id]
        )
        ladder = self.env["police.post"]._ladder(stray.complaint_id.unit_id)
        barred = stray.complaint_id._barred()
        held = {}
        for row in stray:
            complaint = row.complaint_id
            holder = ladder.holder(
                complaint.unit_id.id, row[post_field].rank_id.id, barred[complaint]
            )
            held[holder] = held.get(holder, rows.browse()) | row
        for (post_id, user_id), of_holder in held.items():
            of_holder.write({post_field: post_id, user_field: user_id})

    def _follow_tree(self, before):
        """Units of these stand elsewhere now: who answers for them is somebody else.

        :param dict before: unit to its PlaceInTree until now
        """
        self._pass_on_work()
        self._hand_up_vacant()
        self._tell_former(before)

    def _hand_up_vacant(self):
        """Of a post that nobody holds somebody else may be the next one up."""
        rows = self.env["mail.activity"].search(
            [
                *(("res_model", "=", "police.complaint"), ("res_id", "in", self.ids)),
                ("police_post_id", "!=", False),
            ]
        )
        posts = rows.police_post_id
        held = posts._holders()
        vacant = posts.filtered(lambda post: post not in held)
        ladder = vacant._ladder(vacant.unit_id)
        for post in vacant:
            rows.filtered(lambda row, post=post: row.police_post_id == post)._hand_up(post, ladder)

    def _leave_posts(self):
        """Give those back to the heads of their units that are with an officer who left."""
        left = self.filtered(lambda one: one.post_id.unit_id.id not in one.unit_id._line_ids())
        left._back_to_heads()

    def _back_to_heads(self):
        """Give complaints to the heads of their units, with what is to be done about them."""
        for unit, complaints in self.grouped("unit_id").items():
            complaints._give_to_post(unit._head_post())
            complaints._pass_on_work()

    def _tell_former(self, before):
        """Let the open screens of who answered for these until now know that they left.

        :param dict before: unit to its PlaceInTree until now
        """
        left = {}
        for unit, complaints in self.grouped("unit_id").items():
            above = {int(unit_id) for unit_id in before[unit].path.split("/")[:-1]}
            offices = frozenset(above - set(unit._ancestor_ids()))
            left[offices] = left.get(offices, self.browse()) | complaints
        postings = self.env["police.posting"]
        for offices, complaints in left.items():
            of_offices = Domain("unit_id", "in", list(offices)) & postings._current()
            users = postings.search(of_offices).user_id - self.env.user
            users._bus_send("police_complaint_left", {"ids": complaints.ids})

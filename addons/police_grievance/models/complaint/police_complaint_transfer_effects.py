from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..mail.police_task_by_hand import QUIET
from ..people.police_masked import BY_SERVICE
from .police_complaint_const import BEFORE_STATION
from .police_complaint_routing import DECIDED_BY_PERSON

DECISION = "police_grievance.mail_activity_type_decision"
# The citizen is told where a complaint is now, once it has stayed there for this long.
TOLD_AFTER = timedelta(minutes=10)


class PoliceComplaintTransferEffectsMixin(models.AbstractModel):
    """What it does to complaints that a person decides whose they are.

    For any number of them in the same number of queries.
    """

    _name = "police.complaint.transfer.effects.mixin"
    _description = "Handing Complaints Over"
    _inherit = "police.complaint.exclusion.mixin"

    def _apply_transfer(self, unit, kind, reason):
        """Do a transfer that may be done.

        :param unit: `police.unit` that gets them
        :param str kind: a code of `TRANSFER_KINDS`
        :param str reason: plain text
        """
        complaints = self.sudo()
        first = complaints.filtered(lambda one: one.stage_code in BEFORE_STATION)
        again = complaints - first
        origins = complaints.unit_id
        complaints._answer_follow_ups(
            self.env._("Passed on to %(unit)s: %(reason)s", unit=unit.name, reason=reason)
        )
        complaints._resume()
        again._keep_transfer(unit, kind, reason)
        first._put_with(unit)
        again._put_with(unit, told=False)
        again.transfer_kind = kind
        complaints._take_activities_along()
        again._ask_for_decision(kind)
        again._announce_transfer()
        complaints._tell_screens(origins, unit)

    def _route_around(self):
        """With a complaint goes what is to be done about it: its old line may not know any more."""
        result = super()._route_around()
        self.sudo()._take_activities_along()
        return result

    def _keep_transfer(self, unit, kind, reason):
        """Put on record that complaints leave the unit where they still are."""
        self.env["police.transfer"].create(
            [
                {
                    "complaint_id": complaint.id,
                    "cycle": complaint.cycle,
                    "kind": kind,
                    "from_unit_id": complaint.unit_id.id,
                    "to_unit_id": unit.id,
                    "reason": reason,
                }
                for complaint in self
            ]
        )
        self._message_log_batch(
            {
                complaint.id: self.env._(
                    "From %(origin)s to %(target)s: %(reason)s",
                    origin=complaint.unit_id.name,
                    target=unit.name,
                    reason=reason,
                )
                for complaint in self
            }
        )

    def _put_with(self, unit, told=True):
        """Write unit, stage and post of complaints, without a message for each field.

        :param bool told: whether the citizens hear that a station has it; a transfer tells more
        """
        quiet = self.with_context(tracking_disable=True, police_own_log=BY_SERVICE)
        quiet._enter_stage(
            self.env["police.stage"]._by_code("with_station"),
            told=told,
            post_id=unit._head_post().id,
            **self._unit_values(unit),
            **DECIDED_BY_PERSON,
        )

    def _take_activities_along(self):
        """Give what is to be done to the same rank at the unit that has them now, where the old may
        not know."""
        rows = self.env["mail.activity"].search(
            [("res_model", "=", "police.complaint"), ("res_id", "in", self.ids)]
        )
        stray = rows.browse()
        for user, of_user in rows.grouped("user_id").items():
            of_theirs = self.browse(set(of_user.mapped("res_id")))
            hidden = of_theirs._hidden_from(user) if user else ()
            stray |= of_user.filtered(lambda row, hidden=hidden: row.res_id in hidden)
        # Of a vacant post elsewhere: whoever comes there may not know of it any more, either.
        unit_of = {complaint.id: complaint.unit_id for complaint in self}
        lines = {unit: unit._line_ids() for unit in self.unit_id}
        stray |= rows.filtered(
            lambda row: (
                row.police_post_id
                and row.police_post_id.unit_id.id not in lines[unit_of[row.res_id]]
            )
        )
        for unit, of_unit in stray.grouped(lambda row: unit_of[row.res_id]).items():
            self._give_activities_to(unit, of_unit)

    def _hidden_from(self, user):
        """Ids of those of these complaints that a user may not read."""
        return set(self.ids) - set(self.with_user(user)._filtered_access("read").ids)

    def _give_activities_to(self, unit, rows):
        """Give rows to their ranks at a unit or above it; the history says so of those by hand."""
        before = {row: row.user_id for row in rows}
        head, ladder = unit._head_post(), self.env["police.post"]._ladder(unit)
        own_rank = self.env["police.rank"]._heads().get(unit.kind)
        serving = self.env["police.posting"]._users_serving(self.complained_unit_id)
        about = {complaint.id: complaint.complained_unit_id for complaint in self}
        given = {}
        for row in rows:
            barred = serving.get(about[row.res_id], frozenset())
            ranks = [rank for rank in (row.police_post_id.rank_id.id, own_rank) if rank]
            rank_id = ladder.highest(ranks)
            acting_id, user_id = ladder.holder(unit.id, rank_id, barred)
            post_id = head.id if rank_id == own_rank and head else acting_id
            holder = post_id, user_id and acting_id, user_id
            given[holder] = given.get(holder, rows.browse()) | row
        for (post_id, acting_id, user_id), of_holder in given.items():
            of_holder.with_context(**QUIET).write(
                {
                    "police_post_id": post_id,
                    "police_acting_post_id": acting_id,
                    "user_id": user_id,
                }
            )
        rows._tell_passing(before)
        rows._end_doubles()

    def _ask_for_decision(self, kind):
        """Have whoever heads the unit decide where these belong; once decided, nobody has to."""
        if kind == "referral":
            self._give_to_heads(DECISION, self._heads_now())
        elif kind == "decision":
            asked = self.env.ref(DECISION)
            self.activity_ids.filtered(lambda row: row.activity_type_id == asked)._end()

    def _heads_now(self):
        """Who heads the units that these are with, or stands in, and may hear of it.

        :return: tuples (complaint, post, user); none where nobody is there
        """
        ladder = self.env["police.post"]._ladder(self.unit_id)
        serving = self.env["police.posting"]._users_serving(self.complained_unit_id)
        heads = self.env["police.rank"]._heads()
        rows = []
        for complaint in self:
            barred = serving.get(complaint.complained_unit_id, frozenset())
            rank_id = heads.get(complaint.unit_id.kind) or list(heads.values())[-1]
            post_id, user_id = ladder.holder(complaint.unit_id.id, rank_id, barred)
            if user_id:
                post = self.env["police.post"].browse(post_id)
                rows.append((complaint, post, self.env["res.users"].browse(user_id)))
        return rows

    def _give_to_heads(self, type_xmlid, rows):
        """Activities for rows of `_heads_now`, where the post has none of that type yet."""
        known = self.env["mail.activity"]._open_by_post(type_xmlid, self)
        self.env["mail.activity"]._give_to_posts(
            type_xmlid, [row for row in rows if (row[0].id, row[1].id) not in known]
        )

    def _announce_transfer(self):
        """Tell the citizens where their complaints are now, once.

        One that goes on within minutes makes no second step; one that comes back, none at all.
        """
        since = fields.Datetime.now() - TOLD_AFTER
        recent = self.env["police.milestone"].search(
            [
                ("complaint_id", "in", self.ids),
                ("code", "=", "transferred"),
                ("happened_at", ">", since),
            ]
        )
        known = {}
        for row in self.transfer_ids.sorted("id"):
            if row.happened_at > since:
                known.setdefault(row.complaint_id, row.from_unit_id)
        back = recent.filtered(
            lambda step: step.complaint_id.unit_id == known.get(step.complaint_id)
        )
        for unit, steps in (recent - back).grouped(lambda step: step.complaint_id.unit_id).items():
            steps.unit_id = unit
        new = self - recent.complaint_id
        back.unlink()
        if new:
            new._announce("transferred")

    def _tell_screens(self, origins, unit):
        """Let the open screens of those who may not see these any more know that they left.

        :param origins: units where they were
        :param unit: unit where they are
        """
        above = {unit_id for origin in origins for unit_id in origin._ancestor_ids()}
        left = above.difference(unit._ancestor_ids())
        places = Domain("unit_id", "in", list(left)) | Domain("unit_id", "child_of", origins.ids)
        postings = self.env["police.posting"]
        users = postings.search(places & postings._current()).user_id - self.env.user
        users._bus_send("police_complaint_left", {"ids": self.ids})

    def _send_to_unit(self, unit):
        """A person decided which unit complaints belong to.

        :raise AccessError: the change of stage that this is is not the user's to make
        :raise UserError: a complaint is about that unit
        """
        self.check_access("write")
        self._check_not_about(unit)
        self._check_transition(self.env["police.stage"]._by_code("with_station"))
        self.sudo().write({**self._unit_values(unit), **DECIDED_BY_PERSON})
        self._move_to("with_station")

    def _confirm_about_police(self):
        """A person has looked: these are about the units that their words name.

        :raise AccessError: not the user's to decide
        """
        self.check_access("write")
        self._check_transition(self.env["police.stage"]._by_code("with_station"))
        for complaint in self.sudo():
            complaint.complained_unit_id = complaint.suspected_unit_id

    def _give_to_post(self, post):
        """Write the post of complaints, with one line in the history of each."""
        before = {complaint: complaint.post_id.display_name or "" for complaint in self}
        changed = self.filtered(lambda complaint: complaint.post_id != post)
        changed.sudo().with_context(tracking_disable=True, police_own_log=BY_SERVICE).write(
            {"post_id": post.id}
        )
        changed.sudo()._message_log_batch(
            {
                complaint.id: self.env._(
                    "Given to %(post)s (before: %(before)s)",
                    post=post.display_name,
                    before=before[complaint] or "–",
                )
                for complaint in changed
            }
        )

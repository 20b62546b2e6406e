from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PoliceUnit(models.Model):
    """A unit does not end with open complaints; merged, it passes them on."""

    _name = "police.unit"
    _inherit = ["police.unit.stamps.mixin", "police.unit.move.told.mixin", "police.unit"]

    open_complaints = fields.Integer(
        compute="_compute_open_complaints", groups="police_force.group_district_administrator"
    )

    def _compute_open_complaints(self):
        counts = self._open_complaints_by_unit()
        for unit in self:
            unit.open_complaints = counts.get(unit.id, 0)

    def _open_complaints_by_unit(self):
        groups = (
            self.env["police.complaint"]
            .sudo()
            ._read_group(
                [("is_open", "=", True), ("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        return {unit.id: count for unit, count in groups}

    @api.constrains("active")
    def _check_nothing_open(self):
        retired = self.filtered(lambda unit: not unit.active)
        counts = retired._open_complaints_by_unit()
        for unit in retired.filtered(lambda unit: unit.id in counts):
            raise ValidationError(
                self.env._(
                    "“%(unit)s” still has open complaints (%(count)d). Move them to another unit first: "
                    "“Merge into another unit” does so.",
                    unit=unit.name,
                    count=counts[unit.id],
                )
            )

    def _pass_on_to(self, successor):
        """Open complaints, what is proposed and directions pass to the successor, too."""
        going = self._open_complaints()._hand_to_successor(successor)
        self._pass_on_lists(successor)
        elsewhere = super()._pass_on_to(successor)
        return [*elsewhere, *self._told_elsewhere(successor, going)]

    def _pass_posts_on_to(self, successor):
        """With the posts end the hands that had these: what they still have goes to the heads."""
        self._open_at_posts()._back_to_heads()
        posts = self.env["police.post"].sudo().search([("unit_id", "=", self.id)])
        self.env["mail.activity"]._leave_posts(posts, self, successor)
        return super()._pass_posts_on_to(successor)

    def _pass_on_lists(self, successor):
        """What names this unit and is not with it: proposals, general directions, canned replies."""
        complaints = self.env["police.complaint"].sudo()
        proposed = [("is_open", "=", True), ("proposed_unit_id", "=", self.id)]
        complaints.search(proposed).proposed_unit_id = successor
        general = [
            *(("complaint_id", "=", False), ("answered_at", "=", False)),
            ("unit_id", "=", self.id),
        ]
        self.env["police.follow.up"].sudo().search(general).unit_id = successor
        replies = self.env["police.canned.reply"].sudo().with_context(active_test=False)
        replies.search([("unit_ids", "in", self.ids)]).unit_ids |= successor

    def _told_before_merger(self, successor):
        """How many open complaints could not go to `successor`, in a sentence; empty for none."""
        refused = self._open_complaints().filtered(lambda one: one._why_not_there(successor))
        if not refused:
            return ""
        return self.env._(
            "Complaints about “%(successor)s” that go to the office above it: %(count)s",
            successor=successor.name,
            count=len(refused),
        )

    def _told_elsewhere(self, successor, going):
        """Sentences on complaints that could not go to the successor.

        :param dict going: units to the complaints that they got
        """
        sentences = []
        for unit, complaints in going.items():
            if unit != successor:
                # Which they are is for whoever may read them.
                known = complaints.with_env(self.env)._filtered_access("read")
                words = self.env._(
                    "Complaints about “%(successor)s” went to “%(unit)s”: %(count)s",
                    successor=successor.name,
                    unit=unit.name,
                    count=len(complaints),
                )
                numbers = ", ".join(known.mapped("number"))
                sentences.append(f"{words} ({numbers})" if numbers else words)
        return sentences

    def _has_ended(self):
        """What is about this unit is about its successor now, and goes around that one."""
        result = super()._has_ended()
        self._keep_stamps({self: (self.circle_id.id, self.district_id.id)})
        self._take_what_is_about()
        self._look_again()
        return result

    def _has_moved(self, before):
        result = super()._has_moved(before)
        self._take_what_is_about()
        return result

    def _take_what_is_about(self):
        """Take open complaints about these from whoever serves there now."""
        complaints = self.env["police.complaint"].sudo()
        about = complaints.search([("is_open", "=", True), ("complained_unit_id", "in", self.ids)])
        about = about.filtered("complained_unit_id.parent_id")
        astray = about.filtered(lambda one: one._why_not_there(one.unit_id))
        astray._route_around()
        for complaint in about - astray:
            complaint._withdraw()

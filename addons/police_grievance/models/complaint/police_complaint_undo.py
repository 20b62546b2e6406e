import json

from odoo import models
from odoo.tools.json import json_default


class PoliceComplaintUndoMixin(models.AbstractModel):
    """What ending a complaint takes from it, so that it can be as if it had never ended.

    `police.closing` keeps a snapshot of before and one of after. What differs between them is what
    the ending did; as far as nobody has changed that since, it is undone. An addon whose field an
    ending changes adds it to `_kept_fields`; what is more than a field, to `_snapshot` and `_restore`.
    """

    _name = "police.complaint.undo.mixin"
    _description = "Undoing the End of a Complaint"
    _inherit = ["police.complaint.stage.mixin", "police.complaint.routing.mixin"]

    def _kept_fields(self):
        """Names of the stored fields that ending a complaint may change.

        :rtype: tuple of str
        """
        return (
            *("unit_id", "district_id", "circle_id", "post_id", "complained_unit_id"),
            *("confidentiality", "has_unread_reply"),
        )

    def _snapshot(self):
        """All that ending takes from one complaint, as it is now.

        :rtype: dict that JSON can hold: names of `_kept_fields` to values for `write`, and ids of
            what lasts or waits
        """
        self.ensure_one()
        values = {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._kept_fields()
        }
        found = {
            **values,
            "pause_ids": self.pause_ids.filtered(lambda pause: not pause.end).ids,
            "follow_up_ids": self.follow_up_ids._waiting().ids,
            "activity_ids": self.activity_ids.ids,
        }
        return json.loads(json.dumps(found, default=json_default))

    def _restore(self, stage, before, after):
        """Make one complaint what it was: with its stage, unit, clock, and what was to be done.

        :param stage: `police.stage` that it ended in
        :param dict before: snapshot of before it ended
        :param dict after: snapshot of after that
        """
        values = self._values_before(before, after)
        confidentiality = values.pop("confidentiality", False)
        values |= self._place_before(values)
        self._enter_stage(stage, told=False, **values)
        self._work_before(before, after)
        if confidentiality:
            self._change_confidentiality(confidentiality, "")

    def _values_before(self, before, after):
        """What the ending changed and nobody has changed since."""
        now = self._snapshot()
        return {
            name: before[name]
            for name in self._kept_fields()
            if name in before and before[name] != after[name] == now[name]
        }

    def _place_before(self, values):
        """Where its unit stands now, and where unit or post is no more: what came in the place of that."""
        unit = self.env["police.unit"].browse(values.get("unit_id", self.unit_id.id))._in_charge()
        post = self.env["police.post"].browse(values.get("post_id", self.post_id.id))
        stays = post.active and post.unit_id.id in unit._line_ids()
        return {**self._unit_values(unit), "post_id": post.id if stays else False}

    def _work_before(self, before, after):
        """What was to be done on it, and its pause, go on as if nothing had happened."""

        def taken(name):
            return sorted(set(before[name]) - set(after[name]))

        self.env["police.follow.up"].browse(taken("follow_up_ids")).answered_at = False
        tasks = self.env["mail.activity"].browse(taken("activity_ids")).exists()
        if tasks:
            tasks.active = True
            tasks._pass_on()
        pause = self.env["police.pause"].browse(taken("pause_ids"))
        pause.end = False
        self.write({"paused_since": pause.start, **self._due_values()})
        self._end_capped_pauses()

from odoo import fields, models

KEPT = (
    "stage_id",
    "unit_id",
    "district_id",
    "circle_id",
    "post_id",
    "complained_unit_id",
    "identity",
    "has_unread_reply",
)


class PoliceComplaintAsBefore(models.AbstractModel):
    """What a complaint was before it was set aside, so that it can be that again."""

    _name = "police.complaint.as.before"
    _description = "What a Complaint Was Before It Was Set Aside"

    as_before = fields.Json(readonly=True, copy=False, groups=fields.NO_ACCESS)

    def _remember(self):
        """All that setting aside takes from one complaint."""
        [row] = self.read(KEPT, load=None)
        desk = self.follow_up_ids._waiting().filtered(lambda asked: asked.method != "direction")
        return {
            **{name: row[name] for name in KEPT},
            "pause_ids": self.pause_ids.filtered(lambda pause: not pause.end).ids,
            "follow_up_ids": desk.ids,
            "activity_ids": self.activity_ids.ids,
            "evidence": {
                row.id: {
                    "moved_from_id": row.moved_from_id.id,
                    "is_of_stranger": row.is_of_stranger,
                }
                for row in self.evidence_ids
            },
        }

    def _guess_before(self):
        """The same of what was set aside before anything was remembered."""
        certain = self.routing_state == "certain"
        stage = self.env["police.stage"]._by_code("with_station" if certain else "received")
        moved = self.env["police.evidence"].search([("moved_from_id", "=", self.id)])
        own = {"moved_from_id": False, "is_of_stranger": False}
        return {
            **self._remember(),
            "stage_id": stage.id,
            "post_id": certain and self.unit_id._head_post().id,
            "evidence": dict.fromkeys(moved.ids, own),
        }

    def _place_before(self, before):
        """Its own unit and post; where that unit is no more, what came in its place."""
        unit = self.env["police.unit"].browse(before["unit_id"])
        while unit and not unit.active:
            unit = unit.successor_id or unit.parent_id
        post = self.env["police.post"].browse(before["post_id"])
        stamp = self._unit_values(unit)
        if unit.id == before["unit_id"]:
            stamp = {name: before[name] for name in stamp}
        values = {**stamp, "post_id": post.id if post.active and post.unit_id == unit else False}
        # Written only where it differs: naming a unit takes a complaint out of its hands.
        if before["complained_unit_id"] != self.complained_unit_id.id:
            values["complained_unit_id"] = before["complained_unit_id"]
        return values

    def _work_before(self, before):
        """What was to be done on it, and its pause, go on as if nothing had happened."""
        self.env["police.follow.up"].browse(before["follow_up_ids"]).answered_at = False
        tasks = self.env["mail.activity"].browse(before["activity_ids"]).exists()
        if tasks:
            tasks.active = True
            tasks._pass_on()
        pause = self.env["police.pause"].browse(before["pause_ids"])
        pause.end = False
        values = self._due_values()
        if pause and values["next_escalation_at"]:
            values["next_escalation_at"] = min(values["next_escalation_at"], pause.latest_end)
        self.write({"paused_since": pause.start, **values})
        self._end_capped_pauses()

    def _identity_before(self, before):
        """Who may know, unless somebody has changed that since."""
        if before.get("identity_given") == self.identity != before["identity"]:
            self._change_identity(before["identity"], "")

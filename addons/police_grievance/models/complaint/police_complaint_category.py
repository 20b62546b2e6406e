from odoo import fields, models


class PoliceComplaintCategoryMixin(models.AbstractModel):
    """A wrong guess of the category put right: the stricter promise holds, from the first contact.

    A laxer one never takes its place. Levels that have fired stay fired, and nobody is told twice
    at the same rank; those whose time has passed are due at once. The priority is the category's,
    unless a person or words of danger gave it.
    """

    _name = "police.complaint.category.mixin"
    _description = "Category Put Right"
    _inherit = "police.complaint.set.aside.mixin"

    priority_stays = fields.Boolean(
        readonly=True, copy=False, help="A person or words of danger gave the priority."
    )

    def write(self, vals):
        """What follows from another category; a priority that is given stays."""
        before = {complaint: complaint.category_id for complaint in self if "category_id" in vals}
        result = super().write(vals)
        if "priority" in vals and not self.env.su:
            self.sudo().priority_stays = True
        changed = self.filtered(lambda one: one in before and one.category_id != before[one])
        changed.sudo()._follow_category()
        return result

    def _follow_category(self):
        for complaint in self.filtered(lambda one: not one.priority_stays):
            complaint.priority = complaint.category_id.priority or "0"
        words = {
            complaint.id: words
            for complaint in self.filtered("is_open")
            if (words := complaint._keep_stricter_promise())
        }
        if words:
            self.browse(words)._message_log_batch(words)

    def _keep_stricter_promise(self):
        """Take the promise of the category, where it is stricter than what was promised.

        :return: what to write into the history; empty where nothing differs
        """
        start, pauses = self.cycle_start, self._pause_intervals()
        old = self._promise()
        new = self.env["police.sla.policy"]._promise_at(self.category_id.sla_policy_id, start)
        if new.version_id == old.version_id:
            return ""
        is_stricter = new.strictness(start, pauses) < old.strictness(start, pauses)
        if not is_stricter or new.deadline(start) > self.promised_deadline:
            return self.env._(
                "The promise of %(hours)g hours stays: that of the category is no stricter.",
                hours=self.promised_hours,
            )
        self.write(self._values_of_promise(new, start))
        self.write(self._due_values())
        return self.env._(
            "The category promises less time: %(hours)g hours from %(start)s on, until %(moment)s.",
            hours=new.hours,
            start=self.unit_id._local_words(start),
            moment=self.unit_id._local_words(self.deadline),
        )

    def _snapshot(self):
        return {**super()._snapshot(), "category_id": self.category_id.id}

    def _restore(self, stage, before, after):
        """Open again, it follows the category that was put right while it was closed."""
        result = super()._restore(stage, before, after)
        if before.get("category_id", self.category_id.id) != self.category_id.id:
            self._follow_category()
        return result

from odoo import fields, models
from odoo.fields import Domain


class PoliceUserOffboardingMixin(models.AbstractModel):
    """For users: whoever is archived, from whatever screen, leaves no post held by nobody who acts.

    Core deletes the activities of a user who is archived; those of the posts must have passed on.
    """

    _name = "police.user.offboarding.mixin"
    _description = "User Who Leaves"

    def write(self, vals):
        if vals.get("active") is False:
            self.check_access("write")
            self._end_postings()
        return super().write(vals)

    def action_archive(self):
        self.check_access("write")
        self._end_postings()
        return super().action_archive()

    def _end_postings(self):
        """End what these users hold now, and take back what was to come."""
        now = fields.Datetime.now()
        postings = self.env["police.posting"].sudo()
        postings = postings.search(postings._lasting(now) & Domain("user_id", "in", self.ids))
        coming = postings.filtered(lambda row: row.date_from >= now)
        coming.unlink()
        (postings - coming).write({"date_to": now})

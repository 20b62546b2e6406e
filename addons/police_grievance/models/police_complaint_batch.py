from odoo import models
from odoo.exceptions import AccessError

from .police_complaint_fields import WRITABLE_FIELDS
from .police_masked import BY_SERVICE


class PoliceComplaintBatch(models.AbstractModel):
    """Work on many complaints at once: what can be done is done, the rest is named with its reason."""

    _name = "police.complaint.batch"
    _description = "Work on Many Complaints"

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

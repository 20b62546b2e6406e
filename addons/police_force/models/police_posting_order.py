from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.by_service import BY_SERVICE


class PolicePostingOrderMixin(models.AbstractModel):
    """Orders that end some postings and begin others: a transfer, a leave."""

    _name = "police.posting.order.mixin"
    _description = "Orders about Postings"

    @api.model
    def _order_change(self, ending, moment, starting):
        """End some postings at a moment and begin others, all or nothing.

        Administrators do so with their own rights. A supervisor may for the posts of a lower rank
        below an own post, and never for the own person.

        :param ending: postings; those that end before the moment anyway stay as they are
        :param datetime moment: naive UTC
        :param list starting: values of the new postings
        :return: the new postings
        :raise AccessError: one of the posts or persons is not the user's to decide about
        """
        posts = ending.post_id.browse(values["post_id"] for values in starting)
        users = ending.user_id.browse(values["user_id"] for values in starting)
        postings = self
        if not self.env.user.has_group("police_force.group_district_administrator"):
            self._check_supervises(ending.post_id | posts, ending.user_id | users)
            postings = self.sudo()
        # What belongs to the posts passes on once, from whoever goes to whoever comes.
        held = postings.with_context(police_order_goes_on=BY_SERVICE)
        ending.filtered_domain(self._lasting(moment)).with_env(held.env).write({"date_to": moment})
        new = held.create(starting).with_env(postings.env)
        new._changed({moment})
        return new.with_env(self.env)

    @api.model
    def _check_supervises(self, posts, users):
        """:raise AccessError: not all of it is below the current user"""
        supervises = self.env.user.has_group("police_force.group_supervisor")
        if not (supervises and self._is_superior_of(posts)) or self.env.user in users:
            raise AccessError(
                self.env._(
                    "You decide about posts below your own, in your jurisdiction, and about other people."
                )
            )

    @api.model
    def _is_superior_of(self, posts):
        """Whether the current user acts in a post of a higher rank above each of some posts."""
        own = self.env["police.post"]._answered_by(self.env.uid)
        own_posts = self.env["police.post"].sudo().browse(own)
        return all(
            any(
                one.unit_id.id in post.unit_id._ancestor_ids()
                and one.rank_id.level > post.rank_id.level
                for one in own_posts
            )
            for post in posts.sudo()
        )

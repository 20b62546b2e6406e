from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class PoliceUnitRetirementMixin(models.AbstractModel):
    """How a unit ends: archived, or merged into its successor; never with units in use below."""

    _name = "police.unit.retirement.mixin"
    _description = "End of a Police Unit"

    @api.constrains("active")
    def _check_nothing_below(self):
        retired = self.filtered(lambda unit: not unit.active)
        if retired.child_ids.filtered("active"):
            raise ValidationError(
                self.env._("Units below this one are still in use: move or archive them first.")
            )

    def action_merge(self):
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_force.police_unit_merge_action"
        )
        return {**action, "context": {"default_unit_id": self.id}}

    def _merge_into(self, successor):
        """End this unit: what it has passes to its successor.

        :param successor: `police.unit`
        :return: what could not go to the successor, a sentence a line
        :raise UserError: the successor is the unit itself, below it, or archived
        """
        self.ensure_one()
        (self | successor).check_access("write")
        if not successor.active or self.id in successor._ancestor_ids():
            raise UserError(self.env._("Choose a unit in use that does not belong to this one."))
        elsewhere = self._pass_on_to(successor)
        self.write({"successor_id": successor.id, "date_to": self._today(), "active": False})
        self._has_ended()
        return elsewhere

    def _pass_on_to(self, successor):
        """Places, posts and units below pass to the successor. What else belongs to units extends this.

        :param successor: `police.unit`
        :return: list of str: what could not go there, a sentence each
        """
        places = self.env["police.place"].with_context(active_test=False)
        places.search([("unit_id", "=", self.id)]).unit_id = successor
        below = self.with_context(active_test=False).child_ids
        below.with_env(self.env).parent_id = successor
        return self._pass_posts_on_to(successor)

    def _has_ended(self):
        """This unit has a successor now. What has to be looked at anew then extends this.

        :return: True
        """
        return True

    def _pass_posts_on_to(self, successor):
        """Who serves here serves in the same post there from now on; a head only where none is.

        What was held until now stays in the history of these posts, which end.

        :return: list of str: whose posting ends without another, a sentence each
        """
        now = fields.Datetime.now()
        all_posts = self.env["police.post"].sudo()
        posts = all_posts.search([("unit_id", "=", self.id)])
        heads = all_posts.search([("unit_id", "=", successor.id), ("heads_unit", "=", True)])
        lasting = posts.posting_ids.filtered_domain(posts.posting_ids._lasting(now))
        going = lasting.filtered(lambda row: not row.post_id.heads_unit)
        if not heads.posting_ids.filtered_domain(heads.posting_ids._lasting(now)):
            going = lasting
        twins = {post: self._twin_of(post, successor) for post in going.post_id}
        coming = [
            {
                **{name: row[name] for name in ("kind", "date_to", "note")},
                "post_id": twins[row.post_id].id,
                "user_id": row.user_id.id,
                "date_from": max(row.date_from, now),
            }
            for row in going
        ]
        begun = lasting.filtered(lambda row: row.date_from < now)
        begun.date_to = now
        # A substitution to come is gone with the posting that it was for.
        (lasting - begun).exists().unlink()
        posts.posting_ids.create(coming)
        posts.active = False
        return [
            self.env._(
                "%(officer)s has no post any more: “%(successor)s” has a head.",
                officer=row.user_id.name,
                successor=successor.name,
            )
            for row in begun - going
        ]

    def _twin_of(self, post, successor):
        """The post of the same rank and name at the successor; made where there is none."""
        posts = post.with_context(active_test=False)
        there = posts.search([("unit_id", "=", successor.id), ("rank_id", "=", post.rank_id.id)])
        twin = there.filtered(lambda one: one.name == post.name)[:1]
        twin.filtered(lambda one: not one.active).active = True
        return twin or post.copy({"unit_id": successor.id})

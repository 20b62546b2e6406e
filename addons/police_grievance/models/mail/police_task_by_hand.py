from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..people.police_masked import BY_SERVICE
from .police_mail_on_complaint import COMPLAINT

# No mail for each activity, and nobody follows what belongs to their post.
QUIET = {"mail_activity_quick_update": True, "police_post_activity": BY_SERVICE}


class PoliceTaskByHandMixin(models.AbstractModel):
    """For `mail.activity`: what one person gives another to do on a complaint.

    It is that person's while they hold the post by which they see the complaint, and passes on
    with that post; the history says so. It stays what giver and receiver may change.
    """

    _name = "police.task.by.hand.mixin"
    _description = "Task Given by Hand"

    police_by_hand = fields.Boolean("Given by hand", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._find_posts()
        return tasks

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and vals.keys() & {"user_id", "res_id", "res_model", "res_model_id"}:
            self._find_posts()
        return result

    def _find_posts(self):
        """Say by which post each person has what was given to them by hand.

        :raise UserError: somebody would never see it; what nobody gave goes to the head instead
        """
        found = self.sudo().filtered(
            lambda task: (
                task.res_model == COMPLAINT
                and task.active
                and (task.police_by_hand or not task.police_post_id)
                and task.activity_type_id.res_model != COMPLAINT
            )
        )
        for user, tasks in found.grouped("user_id").items():
            complaints = self.env[COMPLAINT].browse(set(tasks.mapped("res_id")))
            seen = complaints.with_user(user)._filtered_access("read") if user else complaints
            hidden = tasks.filtered(lambda task, seen=seen: task.res_id not in seen.ids)
            if hidden and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(name)s does not see this complaint: give it to somebody who does.",
                        name=user.name,
                    )
                )
            (tasks - hidden)._belong_to(user)
            hidden._give_to_heads()

    def _belong_to(self, user):
        """Keep by which post a user has each of these tasks; of nobody's by none."""
        posts = user.sudo()._posts_now()
        for task in self:
            post = posts._nearest_to(self.env[COMPLAINT].sudo().browse(task.res_id).unit_id)
            now = (task.police_post_id, task.police_acting_post_id, task.police_by_hand)
            if now != (post, post, bool(user)):
                task.write(
                    {
                        "police_post_id": post.id,
                        "police_acting_post_id": post.id,
                        "police_by_hand": bool(user),
                    }
                )

    def _give_to_heads(self):
        """Give tasks to whoever heads the units of their complaints, and say so."""
        self.filtered(lambda task: not task._is_given_by_service()).police_by_hand = True
        complaints = self.env[COMPLAINT].sudo().browse(set(self.mapped("res_id")))
        for unit, there in complaints.grouped("unit_id").items():
            tasks = self.filtered(lambda task, there=there: task.res_id in there.ids)
            there._give_activities_to(unit or unit._zone_desk(), tasks)

    @api.model
    def _leave_posts(self, posts, unit, successor):
        """Give what posts of a unit that ends still have to the heads, of closed complaints as well.

        :param posts: `police.post` that end
        :param unit: `police.unit` that ends
        :param successor: `police.unit` that gets what is with that one
        """
        of_posts = Domain("police_post_id", "in", posts.ids)
        of_posts |= Domain("police_acting_post_id", "in", posts.ids)
        tasks = self.sudo().search(of_posts & Domain("active", "=", True))
        complaints = self.env[COMPLAINT].sudo().browse(set(tasks.mapped("res_id")))
        for at, there in complaints.grouped("unit_id").items():
            taker = successor if at == unit else at._in_charge() or at._zone_desk()
            of_unit = tasks.filtered(lambda task, there=there: task.res_id in there.ids)
            there._give_activities_to(taker, of_unit)

    @api.model
    def _leave_behind(self, users):
        """Give what these users have on complaints by no post to the heads: they leave."""
        left = self.sudo().search([("res_model", "=", COMPLAINT), ("user_id", "in", users.ids)])
        left._give_to_heads()

    def _tell_passing(self, before):
        """Say in the history of complaints what passed on.

        :param dict before: whose each task was until now
        """
        office = self.env.ref("police_force.partner_office")
        complaints = self.env[COMPLAINT].sudo()._in_words_of_force()
        nobody, lines = complaints.env._("nobody"), {}
        for task, user in before.items():
            if task.police_by_hand and task.user_id != user:
                words = complaints.env._(
                    "“%(task)s” passed on with the post: from %(old)s to %(new)s.",
                    task=task.summary or task.activity_type_id.with_env(complaints.env).name,
                    old=user.name or nobody,
                    new=task.user_id.name or nobody,
                )
                lines.setdefault(task.res_id, []).append(words)
        if lines:
            complaints.browse(lines)._message_log_batch(
                {complaint: "\n".join(words) for complaint, words in lines.items()},
                author_id=office.id,
            )

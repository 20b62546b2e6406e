from odoo import api, fields, models
from odoo.exceptions import AccessError

from .police_mail_on_complaint import COMPLAINT
from .police_task_by_hand import QUIET

# Whose a task is besides a person: said by the service alone.
OF_POST = frozenset(("police_post_id", "police_acting_post_id", "police_by_hand"))
# What the service gives once.
SAME = ("res_id", "activity_type_id")
# What a task is about, and what it says of itself.
ABOUT = frozenset(("res_model", "res_model_id", "res_id", "activity_type_id"))


class PoliceTaskMixin(models.AbstractModel):
    """For `mail.activity`: who may change a task on a complaint, and who may say it is done.

    What the service gave is done by whoever answers for the post at that moment or stands above,
    and changed by nobody. What colleagues give each other is changed by giver, receiver and
    whoever stands above. What is done stays as it is.
    """

    _name = "police.task.mixin"
    _description = "Task on a Complaint"

    police_is_kept = fields.Boolean(
        compute="_compute_police_is_kept", help="Given by the service: to be done, not changed."
    )

    @api.depends("police_post_id", "police_by_hand", "activity_type_id")
    def _compute_police_is_kept(self):
        for task in self:
            task.police_is_kept = task.sudo()._is_given_by_service()

    def _compute_can_write(self):
        """Whether the screen offers to do something: on a complaint, to say that it is done."""
        result = super()._compute_can_write()
        on_complaints = self._on_complaints()
        done_by_user = on_complaints and on_complaints._done_by_user()
        for task in on_complaints:
            task.can_write = task in done_by_user
        return result

    def _on_complaints(self):
        return self.browse(self.sudo().filtered(lambda task: task.res_model == COMPLAINT).ids)

    def _is_given_by_service(self):
        """Whether the service gave this task: of a post, or of a kind that nobody else gives."""
        if self.res_model != COMPLAINT:
            return False
        of_post = self.police_post_id and not self.police_by_hand
        return bool(of_post or self.activity_type_id.res_model == COMPLAINT)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in ("write", "unlink"):
            return result
        allowed = self - result[0] if result else self
        on_complaints = allowed._on_complaints()
        barred = on_complaints and on_complaints - on_complaints._changed_by_user()
        if not barred:
            return result
        forbidden = result[0] + barred if result else barred
        return forbidden, lambda: AccessError(
            self.env._("This task was given by the service or by others: it is done, not changed.")
        )

    def _changed_by_user(self):
        """Those of `self` that the user may change and take back by hand."""
        plain = self.sudo().filtered(lambda task: task.active and not task._is_given_by_service())
        return self.browse(plain.ids)._done_by_user()

    def _done_by_user(self):
        """Those of `self` that the user may say are done."""
        answered = self.env["police.post"]._answered_by(self.env.uid)
        scope = self.env["res.users"]._police_scope()
        own = self.env["police.post"].sudo().browse(scope.post_ids)
        mine = self.sudo().filtered(lambda task: task._is_done_by(answered, own))
        free = (self.sudo() - mine).filtered(lambda task: not (task._posts() or task.user_id))
        complaints = self.env[COMPLAINT].browse(free.mapped("res_id"))
        workable = set(complaints._filtered_access("write").ids)
        return self.browse((mine | free.filtered(lambda task: task.res_id in workable)).ids)

    def _posts(self):
        """The posts that have it; what was given by hand, a person has."""
        given = self.filtered(lambda task: not task.police_by_hand)
        return given.police_post_id | given.police_acting_post_id

    def _is_done_by(self, answered, own):
        """Whether the user is who this task was given to or by, or stands above.

        :param frozenset answered: ids of the posts that the user answers for now
        :param own: `police.post` that the user holds now
        """
        posts = self._posts()
        if not answered.isdisjoint(posts.ids):
            return True
        people = self.user_id if self._is_given_by_service() else self.user_id | self.create_uid
        if not posts and self.env.user in people:
            return True
        return own._stand_above(posts or (self.user_id or people)._posts_now())

    @api.model_create_multi
    def create(self, vals_list):
        """Give tasks; by hand none in the service's name.

        :raise AccessError: a task of a post, of the service's kinds, or one done already
        """
        if self.env.su:
            return super().create(vals_list)
        self._refuse_of_post(set().union(*vals_list))
        plain = self.with_context(**{f"default_{name}": False for name in OF_POST})
        tasks = super(PoliceTaskMixin, plain).create(vals_list).with_env(self.env)
        tasks._check_given_by_hand()
        return tasks

    def write(self, vals):
        """Change tasks; by hand none becomes the service's, or another's who may not have it."""
        if self.env.su:
            return super().write(vals)
        self._refuse_of_post(vals)
        result = super().write(vals)
        if vals.keys() & ABOUT:
            self._check_given_by_hand()
            self._on_complaints().check_access("create")
        return result

    def _refuse_of_post(self, names):
        if not OF_POST.isdisjoint(names):
            raise AccessError(self.env._("Tasks of a post are given by the service."))

    def _check_given_by_hand(self):
        on_complaints = self._on_complaints().sudo()
        if any(task._is_given_by_service() or not task.active for task in on_complaints):
            raise AccessError(self.env._("Tasks of a post are given by the service."))

    def _end(self):
        """End tasks that are nobody's to do any more: kept as they are, and the history says so."""
        office = self.env.ref("police_force.partner_office")
        told = self.sudo()._in_words_of_force()
        lines = {
            complaint_id: told.env._(
                "No longer to be done: %(tasks)s",
                tasks=", ".join(task.summary or task.activity_type_id.name for task in tasks),
            )
            for complaint_id, tasks in told.grouped("res_id").items()
        }
        if lines:
            told.with_context(**QUIET).active = False
            complaints = self.env[COMPLAINT].sudo().browse(lines)
            complaints._message_log_batch(lines, author_id=office.id)

    def _end_doubles(self, whose="police_post_id"):
        """Leave each post one task of a kind on a complaint: its own, where another's came to it.

        :param str whose: `police_acting_post_id`, of tasks that came because their post is vacant
        """
        given = self.sudo().filtered(lambda task: task[whose] and not task.police_by_hand)
        there = self.sudo().search(
            [
                *(("res_model", "=", COMPLAINT), ("res_id", "in", given.mapped("res_id"))),
                (whose, "in", given[whose].ids),
                ("police_by_hand", "!=", True),
            ]
        )
        for alike in there.grouped(
            lambda task: tuple(task[name] for name in (*SAME, whose))
        ).values():
            (alike - alike.sorted(lambda task: (task in given, task.id))[:1]).unlink()

    def _action_done(self, feedback=False, attachment_ids=None):
        """Say that tasks are done: those on a complaint by whom they are for.

        :raise AccessError: it is another's to do
        """
        if self.env.su:
            return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        tasks = self._on_complaints()
        if not tasks:
            return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        tasks.check_access("read")
        (self - tasks).check_access("write")
        if tasks - tasks._done_by_user():
            raise AccessError(
                self.env._("This task is done by whom it was given to, or by somebody above.")
            )
        self.env["ir.attachment"].browse(attachment_ids or ()).check_access("read")
        return super(PoliceTaskMixin, self.sudo())._action_done(
            feedback=feedback, attachment_ids=attachment_ids
        )

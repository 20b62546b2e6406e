from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from odoo.addons.mail.tools.discuss import Store

from .mail_activity_type import OFFERED
from .police_mail_on_complaint import COMPLAINT
from .police_task_by_hand import QUIET


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = [
        "police.task.by.hand.mixin",
        "police.task.mixin",
        "police.task.days.mixin",
        "police.mail.on.complaint.mixin",
        "police.masked.mixin",
        "mail.activity",
    ]
    _masked_fields = ("summary", "note")

    activity_type_id = fields.Many2one(domain=OFFERED)
    # An activity on a complaint belongs to a post; whoever holds the post has it.
    police_post_id = fields.Many2one(
        "police.post", "Post", index="btree_not_null", ondelete="restrict"
    )
    # The next one up, while nobody holds that post.
    police_acting_post_id = fields.Many2one("police.post", "Meanwhile with", ondelete="restrict")

    def _not_told(self):
        """Only what is to be done about records of the service, or about none, is a secret."""
        ours = self.filtered(lambda row: (row.sudo().res_model or "police.").startswith("police."))
        return super(MailActivity, ours)._not_told()

    def _to_store_defaults(self, target):
        """Let the screen offer no change of what the service gave.

        Core sends no name, though its screen shows that of a task without a summary.
        """
        named = Store.Attr("display_name", lambda task: task.summary or task.activity_type_id.name)
        return [*super()._to_store_defaults(target), named, "police_is_kept"]

    def _compute_res_name(self):
        """Keep a complaint's number with its activities, whoever makes them: only who may read the
        complaint reads those. Of all else only what is the user's to know."""
        kept = self.filtered(lambda activity: activity.id and activity.res_model == COMPLAINT)
        super(MailActivity, kept.with_user(SUPERUSER_ID))._compute_res_name()
        return super(MailActivity, self - kept)._compute_res_name()

    @api.model
    def _give_to_posts(self, type_xmlid, rows):
        """Make activities for the holders of posts, in their languages; none sends a mail.

        :param str type_xmlid: of the `mail.activity.type`, whose summary is used
        :param rows: tuples (complaint, post, user); without a user they wait for one
        """
        activity_type = self.env.ref(type_xmlid)
        model_id = self.env["ir.model"]._get_id("police.complaint")
        self.sudo().with_context(**QUIET).create(
            [
                {
                    "activity_type_id": activity_type.id,
                    "res_model_id": model_id,
                    "res_id": complaint.id,
                    "user_id": user.id,
                    "police_post_id": post.id,
                    "police_acting_post_id": post.id,
                    "summary": activity_type.with_context(lang=user.lang).summary,
                    "date_deadline": complaint.unit_id._today(),
                }
                for complaint, post, user in rows
            ]
        )

    @api.model
    def _open_by_post(self, type_xmlid, complaints):
        """{(complaint id, post id)} of the open activities of a type."""
        open_ones = self.sudo().search_fetch(
            [
                ("activity_type_id", "=", self.env.ref(type_xmlid).id),
                ("res_model", "=", "police.complaint"),
                ("res_id", "in", complaints.ids),
            ],
            ["res_id", "police_post_id"],
        )
        return {(row.res_id, row.police_post_id.id) for row in open_ones}

    def _search(self, domain, *args, **kwargs):
        """Whoever looks for a person's activities finds those of the posts that are theirs now.

        The person on the row follows by `_pass_on`, a little later than the post changes hands.
        """
        if not self.env.su:
            domain = Domain(domain).map_conditions(self._by_post)
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _by_post(self, condition):
        if condition.field_expr != "user_id" or condition.operator not in ("=", "in"):
            return condition
        single = condition.operator == "=" or isinstance(condition.value, int)
        users = [condition.value] if single else list(condition.value)
        if not all(isinstance(user, int) and user for user in users):
            return condition
        posts = [post for user in users for post in self.env["police.post"]._answered_by(user)]
        of_person = Domain("police_post_id", "=", False) | Domain("police_by_hand", "=", True)
        of_posts = Domain("police_post_id", "in", posts) | Domain(
            "police_acting_post_id", "in", posts
        )
        return (of_person & condition) | (Domain("police_by_hand", "!=", True) & of_posts)

    @api.model
    def _pass_on(self):
        """Give the open activities of each post to who holds it now. Called at each boundary.

        While a post is vacant, the next rank up has them; nobody, if there is none.
        """
        belongs = ("police_post_id", "police_acting_post_id", "user_id", "police_by_hand")
        groups = self.sudo()._read_group(
            [("police_post_id", "!=", False)], belongs, ["id:recordset"]
        )
        posts = self.env["police.post"].union(*(post for post, *_rest in groups))
        holders, ladder = posts._holders(), posts._ladder(posts.unit_id)
        for post, acting, user, by_hand, activities in groups:
            own = holders.get(post, self.env["res.users"])
            if not own:
                activities._hand_up(post, ladder)
            elif acting != post or user not in own:
                follower = post._taking_over_from(user) & own if by_hand else own
                activities._hand_to(post.id, (follower or own)[:1].id)

    def _hand_up(self, post, ladder):
        """Let the next rank up stand in for a vacant post, but nobody who may not hear of it.

        Who has the same of their own has it once.
        """
        complaints = self.env["police.complaint"].sudo().browse(self.mapped("res_id"))
        barred = {complaint.id: users for complaint, users in complaints._barred().items()}
        for users, activities in self.grouped(lambda activity: barred[activity.res_id]).items():
            post_id, user_id = ladder.holder(post.unit_id.id, post.rank_id.id, users)
            activities._hand_to(post_id if user_id else False, user_id or False)
        self._end_doubles("police_acting_post_id")

    def _hand_to(self, acting_post_id, user_id):
        stray = self.filtered(
            lambda row: (row.police_acting_post_id.id, row.user_id.id) != (acting_post_id, user_id)
        )
        before = {row: row.user_id for row in stray}
        stray.with_context(**QUIET).write(
            {"police_acting_post_id": acting_post_id, "user_id": user_id}
        )
        stray._tell_passing(before)

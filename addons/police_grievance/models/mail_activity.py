from odoo import api, fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    # An activity on a complaint belongs to a post; whoever holds the post has it.
    police_post_id = fields.Many2one("police.post", "Post", index="btree_not_null", ondelete="set null")

    @api.model
    def _pass_on(self):
        """Give the open activities of each post to who holds it now. Called at each boundary."""
        activities = self.sudo().search([("police_post_id", "!=", False)])
        for post, of_post in activities.grouped("police_post_id").items():
            holder = post.holder_ids[:1]
            strays = of_post.filtered(lambda activity, holder=holder: activity.user_id != holder)
            if holder and strays:
                strays.with_context(mail_activity_quick_update=True).user_id = holder

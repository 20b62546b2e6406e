from odoo import api, models
from odoo.tools import ormcache

from ..complaint.police_complaint_scope import ComplaintScope
from .police_masked import BY_SERVICE


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["police.secret.name.mixin", "res.users"]

    def _not_told(self):
        """Only who complained is a secret."""
        citizens = self.filtered(lambda user: user.sudo().partner_id.is_police_citizen)
        return super(ResUsers, citizens)._not_told()

    def _end_postings(self):
        """What they have to do on complaints by no post goes to the heads: core would delete it."""
        result = super()._end_postings()
        self.env["mail.activity"]._leave_behind(self)
        return result

    @api.model
    def _rule_scopes(self):
        """Besides, `complaint_scope`: see `ComplaintScope`."""
        scopes = super()._rule_scopes()
        about = self._police_complained_of(self.env.uid)
        posts = scopes["police_scope"]
        moved = ()
        if self.env.context.get("police_open_only") is not BY_SERVICE:
            moved = self.env["police.unit"]._moved_for(posts.circle_ids, posts.district_ids)
        scope = ComplaintScope(posts, about, moved)
        return {**scopes, "complaint_scope": scope}

    @api.model
    @ormcache("user_id")
    def _police_complained_of(self, user_id):
        """The user's own id, in a tuple, if there is a complaint about him; else empty."""
        about = [("complained_user_id", "=", user_id)]
        return (
            (user_id,) if self.env["police.complaint"].sudo().search_count(about, limit=1) else ()
        )

from odoo import api, models
from odoo.tools import ormcache

from ..complaint.police_complaint_scope import ComplaintScope


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["police.secret.name", "res.users"]

    def _not_told(self):
        """Only who complained is a secret."""
        citizens = self.filtered(lambda user: user.sudo().partner_id.is_police_citizen)
        return super(ResUsers, citizens)._not_told()

    @api.model
    def _rule_scopes(self):
        """Besides, `complaint_scope`: see `ComplaintScope`."""
        scopes = super()._rule_scopes()
        about = self._police_complained_of(self.env.uid)
        return {**scopes, "complaint_scope": ComplaintScope(scopes["police_scope"], about)}

    @api.model
    @ormcache("user_id")
    def _police_complained_of(self, user_id):
        """The user's own id, in a tuple, if there is a complaint about him; else empty."""
        about = [("complained_user_id", "=", user_id)]
        return (
            (user_id,) if self.env["police.complaint"].sudo().search_count(about, limit=1) else ()
        )

from odoo import models


class ResGroups(models.Model):
    _name = "res.groups"
    _inherit = ["police.audited.mixin", "police.role.watch.mixin", "res.groups"]

    _audited_fields = ("user_ids", "implied_ids", "lock_timeout", "lock_timeout_inactivity")
    _role_fields = ("user_ids", "implied_ids", "implied_by_ids")

from odoo import fields, models


class PoliceEscalation(models.Model):
    """One level that fired, once per complaint and cycle."""

    _name = "police.escalation"
    _description = "Escalation"
    _order = "fired_at desc, id desc"

    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    cycle = fields.Integer(required=True)
    level_id = fields.Many2one("police.escalation.level", required=True, ondelete="restrict")
    rank_id = fields.Many2one(related="level_id.rank_id", store=True)
    due_at = fields.Datetime(required=True)
    fired_at = fields.Datetime(required=True, default=fields.Datetime.now)
    post_id = fields.Many2one("police.post", "Went to", index="btree_not_null")
    user_id = fields.Many2one("res.users", "Held by", index="btree_not_null")

    _once = models.UniqueIndex("(complaint_id, cycle, level_id)", "This level fired already.")

from odoo import api, fields, models
from odoo.tools import SQL


class PoliceEscalation(models.Model):
    """One level that fired, once per complaint and cycle."""

    _name = "police.escalation"
    _description = "Escalation"
    _inherit = ["police.escalation.run.mixin"]
    _order = "fired_at desc, id desc"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    cycle = fields.Integer(required=True)
    level_id = fields.Many2one("police.escalation.level", required=True, ondelete="restrict")
    rank_id = fields.Many2one("police.rank", "Level of", required=True, ondelete="restrict")
    due_at = fields.Datetime(required=True)
    fired_at = fields.Datetime(required=True, default=fields.Datetime.now)
    post_id = fields.Many2one("police.post", "Went to", index="btree_not_null", ondelete="restrict")
    user_id = fields.Many2one("res.users", "Held by", index="btree_not_null")
    notice_id = fields.Many2one("police.notice", index="btree_not_null", ondelete="set null")

    _once = models.UniqueIndex("(complaint_id, cycle, level_id)", "This level fired already.")
    _without_notice = models.Index("(user_id) WHERE notice_id IS NULL AND user_id IS NOT NULL")

    @api.model
    def _fire(self, rows):
        """Keep the levels that fire now; one that fired already stays as it was.

        :param rows: tuples (complaint id, cycle, level id, rank id, due at, post id, user id)
        :return: the new escalations
        """
        now, columns = fields.Datetime.now(), [list(column) for column in zip(*rows, strict=True)]
        found = self.env.execute_query(
            SQL(
                """INSERT INTO police_escalation (complaint_id, cycle, level_id, rank_id, due_at, post_id,
                       user_id, fired_at, create_uid, write_uid, create_date, write_date)
                   SELECT row.*, %(now)s, %(uid)s, %(uid)s, %(now)s, %(now)s
                   FROM UNNEST(%(complaints)s::int[], %(cycles)s::int[], %(levels)s::int[], %(ranks)s::int[],
                               %(dues)s::timestamp[], %(posts)s::int[], %(users)s::int[]) AS row
                   ON CONFLICT (complaint_id, cycle, level_id) DO NOTHING
                   RETURNING id""",
                now=now,
                uid=self.env.uid,
                complaints=columns[0],
                cycles=columns[1],
                levels=columns[2],
                ranks=columns[3],
                dues=columns[4],
                posts=columns[5],
                users=columns[6],
            )
        )
        # Written past the ORM, so what it remembers of these complaints is out of date.
        self.env["police.complaint"].browse(columns[0]).invalidate_recordset(["escalation_ids"])
        return self.browse(row_id for (row_id,) in found)

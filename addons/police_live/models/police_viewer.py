from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Whoever has not said so for this long has it open no more; screens say so twice in that time.
PRESENT = timedelta(seconds=100)
KEPT = timedelta(hours=1)


class PoliceViewer(models.Model):
    """Who has a complaint open at this moment, for those who have it open, too."""

    _name = "police.viewer"
    _description = "Has a Complaint Open"
    _inherit = "police.secret.name.mixin"
    _log_access = False

    complaint_id = fields.Many2one("police.complaint", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="cascade")
    seen_at = fields.Datetime(required=True, index=True)

    _one_each = models.UniqueIndex("(complaint_id, user_id)")

    @api.model
    def action_see(self, complaint_id):
        """The user has a complaint open, or still has.

        :return: who else has, as [{id, name}]
        :raise AccessError: it is not the user's to see
        """
        complaint = self.env["police.complaint"].browse(complaint_id)
        complaint.check_access("read")
        now = fields.Datetime.now()
        others = self._present(complaint)
        # A row may be left of a screen that was locked or switched off: what is returned looks at
        # what stood there before.
        [(is_new,)] = self.env.execute_query(
            SQL(
                """INSERT INTO police_viewer (complaint_id, user_id, seen_at)
                   VALUES (%(complaint)s, %(user)s, %(now)s)
                   ON CONFLICT (complaint_id, user_id) DO UPDATE SET seen_at = %(now)s
                   RETURNING NOT EXISTS (
                       SELECT FROM police_viewer AS before
                        WHERE before.complaint_id = %(complaint)s AND before.user_id = %(user)s
                          AND before.seen_at > %(since)s)""",
                complaint=complaint.id,
                user=self.env.uid,
                now=now,
                since=now - PRESENT,
            )
        )
        if is_new:
            self._tell(complaint.id, others)
        return [{"id": user.id, "name": user.name} for user in others]

    @api.model
    def action_leave(self, complaint_id):
        """The user has it open no more."""
        own = [("complaint_id", "=", complaint_id), ("user_id", "=", self.env.uid)]
        rows = self.sudo().search(own)
        if rows:
            others = self._present(rows.complaint_id)
            rows.unlink()
            self._tell(complaint_id, others)

    @api.model
    def _present(self, complaint):
        """Who else has said lately that they have it open, in sudo."""
        since = fields.Datetime.now() - PRESENT
        about = [("complaint_id", "=", complaint.id), ("seen_at", ">", since)]
        return self.sudo().search(about).user_id - self.env.user

    @api.model
    def _tell_said(self, complaint):
        """Have whoever else has it open read at once what was said on it."""
        if self.env["police.live"]._is_opened_now(complaint):
            return
        said = {"changed": complaint.ids, "by": self.env.uid}
        self._present(complaint).partner_id._bus_send("police_live", said)

    @api.model
    def _tell(self, complaint_id, users):
        """Have others ask anew: what they then hear depends on what they may see by then."""
        users.partner_id._bus_send("police_viewers", {"id": complaint_id})

    @api.autovacuum
    def _forget(self):
        self.search([("seen_at", "<", fields.Datetime.now() - KEPT)]).unlink()

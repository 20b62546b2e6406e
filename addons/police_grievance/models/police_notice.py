from markupsafe import Markup

from odoo import api, fields, models


class PoliceNotice(models.Model):
    """What one officer was told in one run: everything that came up to him, at once."""

    _name = "police.notice"
    _description = "Notice to an Officer"
    _order = "sent_at desc, id desc"

    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="cascade")
    sent_at = fields.Datetime(required=True, default=fields.Datetime.now)
    escalation_ids = fields.One2many("police.escalation", "notice_id", "Escalations")

    @api.model
    def _send_pending(self):
        """Tell each officer of the escalations of which nobody told him yet; one commit each."""
        waiting = [("notice_id", "=", False), ("user_id", "!=", False)]
        officers = [user for (user,) in self.env["police.escalation"]._read_group(waiting, ["user_id"])]
        for officer in officers:
            escalations = self.env["police.escalation"].search(
                [*waiting, ("user_id", "=", officer.id)]
            )
            escalations = escalations.try_lock_for_update()
            if escalations:
                notice = self.create({"user_id": officer.id})
                escalations.notice_id = notice
                notice._send()
            self.env["ir.cron"]._commit_progress(0)

    def _send(self):
        """Queue the message, in the officer's language; it names numbers, never citizens."""
        self.ensure_one()
        notice = self.with_context(lang=self.user_id.lang, tz=self.user_id.tz or "Asia/Kolkata")
        complaints = notice.escalation_ids.complaint_id.sorted("deadline")
        office = self.env.ref("police_grievance.partner_office")
        lines = Markup().join(notice._line(complaint) for complaint in complaints)
        self.env["mail.thread"].with_context(mail_notify_force_send=False).message_notify(
            partner_ids=self.user_id.partner_id.ids,
            author_id=office.id,
            email_from=office.email_formatted,
            subject=notice.env._("%(count)s complaints have come up to you", count=len(complaints)),
            body=Markup("<ul>%s</ul>") % lines,
        )

    def _line(self, complaint):
        deadline = fields.Datetime.context_timestamp(complaint.with_context(tz=complaint.unit_id.tz), complaint.deadline)
        return Markup('<li><a href="/odoo/police.complaint/%s">%s</a>: %s, %s</li>') % (
            complaint.id,
            complaint.number,
            complaint.unit_id.name or "",
            self.env._("deadline %(moment)s", moment=deadline.strftime("%d/%m/%Y %H:%M")),
        )

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
    follow_up_ids = fields.One2many("police.follow.up", "notice_id", "Silent stations")

    @api.model
    def _send_pending(self):
        """Tell each officer of what nobody told him yet; one commit each.

        Row and message are committed together, so that killing it loses and repeats nothing.
        """
        officers = self._waiting("police.escalation", "user_id")
        officers |= self._waiting("police.follow.up", "silence_user_id")
        for officer in officers:
            escalations = self._take("police.escalation", "user_id", officer)
            follow_ups = self._take("police.follow.up", "silence_user_id", officer)
            if escalations or follow_ups:
                notice = self.create({"user_id": officer.id})
                escalations.notice_id = notice
                follow_ups.notice_id = notice
                notice._send()
            self.env["ir.cron"]._commit_progress(0)

    @api.model
    def _waiting(self, model, field):
        domain = [("notice_id", "=", False), (field, "!=", False)]
        groups = self.env[model]._read_group(domain, [field])
        return self.env["res.users"].union(*(user for (user,) in groups))

    @api.model
    def _take(self, model, field, officer):
        rows = self.env[model].search([("notice_id", "=", False), (field, "=", officer.id)])
        return rows.try_lock_for_update()

    def _send(self):
        """Queue the message, in the officer's language; it names numbers, never citizens."""
        self.ensure_one()
        notice = self.with_context(lang=self.user_id.lang)
        office = self.env.ref("police_grievance.partner_office")
        self.env["mail.thread"].with_context(mail_notify_force_send=False).message_notify(
            partner_ids=self.user_id.partner_id.ids,
            author_id=office.id,
            email_from=office.email_formatted,
            subject=notice._subject(),
            body=notice._body(),
        )

    def _subject(self):
        complaints = self.escalation_ids.complaint_id | self.follow_up_ids.complaint_id
        return self.env._("%(count)s complaints have come up to you", count=len(complaints))

    def _body(self):
        came_up = self.escalation_ids.complaint_id.sorted("deadline")
        silent = self.follow_up_ids.complaint_id.sorted("deadline")
        return self._section(self.env._("Not settled in time"), came_up) + self._section(
            self.env._("The station has not answered"), silent
        )

    def _section(self, title, complaints):
        if not complaints:
            return Markup()
        lines = Markup().join(self._line(complaint) for complaint in complaints)
        return Markup("<p>%s</p><ul>%s</ul>") % (title, lines)

    def _line(self, complaint):
        local = fields.Datetime.context_timestamp(
            complaint.with_context(tz=complaint.unit_id.tz), complaint.deadline
        )
        return Markup('<li><a href="/odoo/police.complaint/%s">%s</a>: %s, %s, %s</li>') % (
            complaint.id,
            complaint.number,
            complaint.unit_id.name or "",
            self.env._("deadline %(moment)s", moment=local.strftime("%d/%m/%Y %H:%M")),
            self._time_left(complaint.deadline - self.sent_at),
        )

    def _time_left(self, duration):
        minutes = abs(duration).total_seconds() // 60
        spoken = {"hours": int(minutes // 60), "minutes": int(minutes % 60)}
        if duration.total_seconds() > 0:
            return self.env._("%(hours)s h %(minutes)s min left", **spoken)
        return self.env._("%(hours)s h %(minutes)s min late", **spoken)

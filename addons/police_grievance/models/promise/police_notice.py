from markupsafe import Markup

from odoo import Command, api, fields, models

from odoo.addons.police_force.models.mail_mail import Letter
from odoo.addons.police_force.models.police_unit_time import IN_DIGITS

from ...tools.number import format_number

BATCH_SIZE = 100


class PoliceNotice(models.Model):
    """What one officer was told in one run: everything that came up to them, at once."""

    _name = "police.notice"
    _description = "Notice to an Officer"
    _inherit = "police.told.mixin"
    _order = "sent_at desc, id desc"

    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="cascade")
    sent_at = fields.Datetime("Written", required=True, default=fields.Datetime.now)
    escalation_ids = fields.One2many("police.escalation", "notice_id", "Escalations")
    follow_up_ids = fields.One2many("police.follow.up", "notice_id", "Silent stations")
    cognisable_ids = fields.Many2many("police.complaint", string="Found cognisable")

    @api.model
    def _send_pending(self):
        """Tell each officer of what nobody told them yet; batches of officers, one commit each.

        Rows and messages are committed together, so that killing it loses and repeats nothing.
        """
        officers = self._officers_waiting("police.escalation", "user_id")
        officers |= self._officers_waiting("police.follow.up", "silence_user_id")
        for start in range(0, len(officers), BATCH_SIZE):
            self._tell(officers[start : start + BATCH_SIZE])
            self.env["ir.cron"]._commit_progress(0)

    @api.model
    def _officers_waiting(self, model, field):
        domain = [("notice_id", "=", False), (field, "!=", False)]
        groups = self.env[model]._read_group(domain, [field])
        return self.env["res.users"].union(*(user for (user,) in groups))

    @api.model
    def _tell(self, officers):
        """Make and queue the notices of some officers."""
        escalations = self._take("police.escalation", "user_id", officers)
        follow_ups = self._take("police.follow.up", "silence_user_id", officers)
        told = officers.filtered(lambda user: user in escalations or user in follow_ups)
        notices = self.create([{"user_id": user.id} for user in told])
        for notice in notices:
            for rows in (escalations.get(notice.user_id), follow_ups.get(notice.user_id)):
                if rows:
                    rows.notice_id = notice
        notices._send()

    @api.model
    def _take(self, model, field, officers):
        """What waits for officers, by officer, without what another scheduler is telling them."""
        waiting = [("notice_id", "=", False), (field, "in", officers.ids)]
        rows = self.env[model].search(waiting)
        return rows.try_lock_for_update(allow_referencing=True).grouped(field)

    @api.model
    def _send_cognisable(self, rows):
        """Tell officers at once of offences found; each is told of all of theirs in one notice.

        :param rows: tuples (complaint, post, user)
        """
        found = {}
        for complaint, _post, user in rows:
            found[user] = found.get(user, complaint.browse()) | complaint
        self.create(
            [
                {"user_id": user.id, "cognisable_ids": [Command.set(complaints.ids)]}
                for user, complaints in found.items()
            ]
        )._send()

    def _send(self):
        """Queue the messages, in the officers' languages; they name numbers, never citizens."""
        self.env["mail.mail"]._queue_from_office(
            Letter(spoken.user_id, spoken._subject(), spoken._body(), about=notice)
            for notice in self.filtered("user_id.email")
            for spoken in [notice.with_context(lang=notice.user_id.lang)]
        )

    def _subject(self):
        if self.cognisable_ids:
            return self.env._("Cognisable offence: act at once (BNSS 173)")
        complaints = self.escalation_ids.complaint_id | self.follow_up_ids.complaint_id
        if not complaints:
            return self.env._("A direction was not answered")
        return self.env._("Complaints that have come up to you: %(count)s", count=len(complaints))

    def _body(self):
        came_up = self.escalation_ids.complaint_id.sorted("deadline")
        late = came_up.filtered(lambda complaint: complaint.deadline <= self.sent_at)
        silent = self.follow_up_ids.complaint_id.sorted("deadline")
        found = self.cognisable_ids.sorted("deadline")
        return (
            self._section(self.env._("Found cognisable: to be taken under BNSS 173"), found)
            + self._section(self.env._("Not settled in time"), late)
            + self._section(self.env._("Not settled so far"), came_up - late)
            + self._section(self.env._("The station has not answered"), silent)
            + self._directions()
        )

    def _directions(self):
        """Directions to a station in general; what they say stays out of the mail."""
        rows = self.follow_up_ids.filtered(lambda row: not row.complaint_id).sorted("next_due_at")
        if not rows:
            return Markup()
        lines = Markup().join(
            Markup('<li><a href="%s/odoo/police.follow.up/%s">%s</a>: %s</li>')
            % (
                self.get_base_url(),
                row.id,
                row.unit_id.name,
                self.env._("answer was due %(moment)s", moment=self._local(row.next_due_at, row)),
            )
            for row in rows
        )
        title = self.env._("A direction to the station was not answered")
        return Markup("<p>%s</p><ul>%s</ul>") % (title, lines)

    def _section(self, title, complaints):
        if not complaints:
            return Markup()
        lines = Markup().join(self._line(complaint) for complaint in complaints)
        return Markup("<p>%s</p><ul>%s</ul>") % (title, lines)

    def _line(self, complaint):
        return Markup('<li><a href="%s/odoo/police.complaint/%s">%s</a>: %s, %s, %s</li>') % (
            self.get_base_url(),
            complaint.id,
            format_number(complaint.number),
            complaint.unit_id.name or "",
            self.env._("deadline %(moment)s", moment=self._local(complaint.deadline, complaint)),
            self._time_left(complaint.deadline - self.sent_at),
        )

    def _local(self, moment, record):
        """A moment in the time zone of a record's unit."""
        return record.unit_id._local_words(moment, IN_DIGITS)

    def _time_left(self, duration):
        minutes = abs(duration).total_seconds() // 60
        spoken = {"hours": int(minutes // 60), "minutes": int(minutes % 60)}
        if duration.total_seconds() > 0:
            return self.env._("%(hours)s h %(minutes)s min left", **spoken)
        return self.env._("%(hours)s h %(minutes)s min late", **spoken)

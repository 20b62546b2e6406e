from datetime import datetime

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.police_force.models.mail_mail import Letter

MORNING_HOUR = "police_grievance.morning_hour"
DEFAULT_MORNING = 8.0
SUPERVISING = ("zone", "range", "district", "circle")
BATCH_SIZE = 20
KEPT_DAYS = 60


class PoliceMorningMail(models.Model):
    """The morning mail to one supervisor on one day; the row is what makes it one."""

    _name = "police.morning.mail"
    _description = "Morning Mail to a Supervisor"
    _inherit = "police.told.mixin"
    _order = "date desc, id desc"

    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="cascade")
    date = fields.Date(required=True, help="The day at the supervisor's office.")
    sent_at = fields.Datetime("Written", required=True, default=fields.Datetime.now)

    _once_a_day = models.UniqueIndex("(user_id, date)")

    @api.model
    def _send_due(self):
        """Scheduled action: mail to every supervisor whose morning it is and who has none yet.

        Rows and mails are committed together, so that killing it loses and repeats nothing.
        """
        due = list(self._due().items())
        for start in range(0, len(due), BATCH_SIZE):
            self._send(dict(due[start : start + BATCH_SIZE]))
            self.env["ir.cron"]._commit_progress(0)

    @api.autovacuum
    def _forget(self):
        """The rows only keep a day's mail from going out twice."""
        old = fields.Date.subtract(fields.Date.today(), days=KEPT_DAYS)
        self.search([("date", "<", old)]).unlink()

    @api.model
    def _due(self):
        """Who is to have a mail now.

        :return: dict of user to the date at the office
        """
        hour = self.env["ir.config_parameter"]._service_number(MORNING_HOUR)
        now, due = fields.Datetime.now(), {}
        for user, unit in self._supervisors().items():
            local = unit._local(now)
            if local.hour + local.minute / 60 >= hour:
                due[user] = local.date()
        domain = Domain("user_id", "in", [user.id for user in due])
        recent = domain & Domain("date", ">=", min(due.values(), default=datetime.max.date()))
        had = {(row.user_id, row.date) for row in self.search(recent)}
        return {user: date for user, date in due.items() if (user, date) not in had}

    @api.model
    def _supervisors(self):
        """Who acts in a post above the stations now, and has the role and an address for it.

        :return: dict of user to the unit of the highest post
        """
        posts = self.env["police.post"].search(
            [("unit_id.kind", "in", SUPERVISING), ("unit_id.active", "=", True)]
        )
        holders, units = posts._holders(), {}
        for post in posts.sorted(lambda post: -post.rank_id.level):
            for user in holders.get(post, ()):
                units.setdefault(user, post.unit_id)
        supervisor = "police_force.group_supervisor"
        return {
            user: unit
            for user, unit in units.items()
            if user.active and user.email and user.has_group(supervisor)
        }

    @api.model
    def _send(self, due):
        """Write the rows of some users, and queue the mails of those whose row is new."""
        rows = self.env.execute_query(
            SQL(
                """INSERT INTO police_morning_mail (user_id, date, sent_at, create_uid, create_date)
                   SELECT row.user_id, row.date, %(now)s, %(uid)s, %(now)s
                   FROM UNNEST(%(users)s::int[], %(dates)s::date[]) AS row(user_id, date)
                   ON CONFLICT (user_id, date) DO NOTHING RETURNING id""",
                now=fields.Datetime.now(),
                uid=self.env.uid,
                users=[user.id for user in due],
                dates=list(due.values()),
            )
        )
        self.env["mail.mail"]._queue_from_office(
            Letter(row.user_id, *row._words(), about=row)
            for row in self.browse(row_id for (row_id,) in rows)
        )

    def _words(self):
        """(subject, body) in the supervisor's language: counts and stations, never a citizen."""
        self.ensure_one()
        reader = self.with_user(self.user_id).with_context(lang=self.user_id.lang)
        morning = reader.env["police.supervisor.overview"].get_morning()
        counts = {tile["code"]: tile for tile in morning["tiles"]}
        subject = reader.env._(
            "%(date)s: %(late)s overdue, %(resolved)s resolved yesterday",
            date=morning["title"],
            late=self._figure(counts["late"]),
            resolved=self._figure(counts["resolved"]),
        )
        tiles = Markup().join(
            Markup("<li><b>%s</b> %s</li>") % (self._figure(tile), tile["label"])
            for tile in morning["tiles"]
        )
        link = Markup('<p><a href="%s/odoo/morning">%s</a></p>') % (
            self.get_base_url(),
            reader.env._("Open with the lists"),
        )
        body = Markup("<ul>%s</ul>") % tiles
        return subject, body + reader._stations_table(morning) + reader._vacant_posts() + link

    @staticmethod
    def _figure(tile):
        return f"{tile['count']}+" if tile["more"] else str(tile["count"])

    def _stations_table(self, morning):
        """The stations where something is overdue or nothing was done."""
        worst = [
            station
            for station in morning["stations"]
            if any(cell["count"] for cell in station["cells"] if cell["code"] in ("late", "silent"))
        ]
        if not worst:
            return Markup()
        head = [self.env._("Station"), *morning["columns"]]
        rows = [[one["name"], *(cell["count"] for cell in one["cells"])] for one in worst]
        return Markup(
            '<table border="1" cellpadding="6" style="border-collapse:collapse">%s</table>'
        ) % (self._row(head, "th") + Markup().join(self._row(row, "td") for row in rows))

    @staticmethod
    def _row(cells, tag):
        name = Markup(tag)
        inner = Markup().join(Markup("<%s>%s</%s>") % (name, cell, name) for cell in cells)
        return Markup("<tr>%s</tr>") % inner

    def _vacant_posts(self):
        posts = self.env["police.post"].search(self.env["police.supervisor.overview"]._vacant())
        if not posts:
            return Markup()
        lines = Markup().join(Markup("<li>%s</li>") % post.display_name for post in posts)
        return Markup("<p>%s</p><ul>%s</ul>") % (self.env._("Vacant posts"), lines)

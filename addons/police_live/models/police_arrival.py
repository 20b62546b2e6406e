from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.police_force.models.mail_mail import Letter
from odoo.addons.police_force.models.police_locking import lock_free
from odoo.addons.police_grievance.tools.number import format_number

MAIL_MINUTES = "police_live.mail_minutes"
DEFAULT_MAIL_MINUTES = 10
KINDS = [
    ("danger", "Danger"),
    ("arrived", "Has arrived"),
    ("reply", "The citizen has written"),
    ("direction", "Direction"),
    ("order", "Direction to the office"),
]
BATCH_SIZE = 100


class PoliceArrival(models.Model):
    """What waits to be told to a post by mail: one mail for all that came within some minutes."""

    _name = "police.arrival"
    _description = "Waits to be Told by Mail"
    _inherit = "police.secret.name.mixin"
    _log_access = False
    _order = "id"

    post_id = fields.Many2one("police.post", required=True, index=True, ondelete="cascade")
    complaint_id = fields.Many2one("police.complaint", index="btree_not_null", ondelete="cascade")
    follow_up_id = fields.Many2one(
        "police.follow.up", "Direction", index="btree_not_null", ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True)
    happened_at = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    @api.model
    def _wait(self, complaints, orders):
        """Have posts told of what happened, in some minutes.

        :param dict complaints: `police.complaint` to kinds
        :param orders: `police.follow.up`, directions to stations in general
        """
        if not self.env["ir.config_parameter"]._service_number(MAIL_MINUTES):
            return
        codes, now = {code for code, _label in KINDS}, fields.Datetime.now()
        rows = [
            (post.id, complaint.id, None, kind, now)
            for complaint, kinds in complaints.items()
            # At the root the control room sits before its screens.
            if kinds & codes and complaint.unit_id and not complaint.unit_id._is_top()
            for post in [complaint.post_id or complaint.unit_id._head_post()]
            if post
            for kind in kinds & codes
        ]
        rows += [
            (post.id, None, order.id, "order", now)
            for order in orders
            for post in [order.unit_id._head_post()]
            if post
        ]
        if rows:
            # Past the ORM: most changes of a complaint do this, and nothing hangs on these rows.
            self.env.cr.execute(
                SQL(
                    """INSERT INTO police_arrival
                           (post_id, complaint_id, follow_up_id, kind, happened_at) VALUES %s""",
                    SQL(", ").join(rows),
                )
            )

    @api.model
    def _send_due(self):
        """Scheduled action: one mail for each post of which something has waited long enough."""
        minutes = self.env["ir.config_parameter"]._service_number(MAIL_MINUTES)
        due = [("happened_at", "<=", fields.Datetime.now() - timedelta(minutes=minutes))]
        posts = self.env["police.post"].union(
            *(post for (post,) in self._read_group(due, ["post_id"]))
        )
        for start in range(0, len(posts), BATCH_SIZE):
            self._send(posts[start : start + BATCH_SIZE])
            self.env["ir.cron"]._commit_progress(0)

    @api.model
    def _send(self, posts):
        """Queue the mails of some posts: rows and mails are committed together."""
        rows = lock_free(self.search([("post_id", "in", posts.ids)]))
        holders = posts._holders()
        letters = []
        for post, of_post in rows.grouped("post_id").items():
            user = holders.get(post, self.env["res.users"])[:1]
            address = post.unit_id.email if user else ""
            user = user or post.stand_in_id
            told = of_post._still_of(user) if user else of_post.browse()
            if told and (address or user.email):
                spoken = told.with_context(lang=user.lang)
                letters.append(
                    Letter(user, spoken._subject(), spoken._body(), address=address or "")
                )
        rows.unlink()
        self.env["mail.mail"]._queue_from_office(letters)

    def _still_of(self, user):
        """Those that are still with this post, and that its holder may know of."""
        here = self.filtered(
            lambda row: not row.complaint_id or row.complaint_id.unit_id == row.post_id.unit_id
        )
        complaints = here.complaint_id.with_user(user)._filtered_access("read").ids
        orders = here.follow_up_id.with_user(user)._filtered_access("read").ids
        return here.filtered(
            lambda row: row.complaint_id.id in complaints or row.follow_up_id.id in orders
        )

    def _subject(self):
        if any(row.kind == "danger" for row in self):
            return self.env._("Danger: a complaint for you")
        count = len(self.complaint_id) + len(self.follow_up_id)
        return self.env._("New for you: %(count)s", count=count)

    def _body(self):
        """Numbers and what happened; never a citizen, nor words of theirs."""
        order = [code for code, _label in KINDS]
        labels = dict(self._fields["kind"]._description_selection(self.env))
        lines = Markup()
        for complaint, rows in self.filtered("complaint_id").grouped("complaint_id").items():
            kinds = sorted(set(rows.mapped("kind")), key=order.index)
            lines += Markup('<li><a href="%s/odoo/police.complaint/%s">%s</a>: %s</li>') % (
                self[:1].get_base_url(),
                complaint.id,
                format_number(complaint.number),
                ", ".join(labels[kind] for kind in kinds),
            )
        for row in self.filtered("follow_up_id"):
            lines += Markup('<li><a href="%s/odoo/police.follow.up/%s">%s</a></li>') % (
                self[:1].get_base_url(),
                row.follow_up_id.id,
                labels["order"],
            )
        return Markup("<ul>%s</ul>") % lines

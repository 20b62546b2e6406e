"""What undoes a closing, or what was set aside, is kept in one form: two snapshots of the complaint."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    _keep_held(env)
    _keep_set_aside(env)


def _keep_held(env):
    """Closings of which the citizens do not know yet: from columns that go after this."""
    env.cr.execute(
        SQL(
            """SELECT closing.id, closing.had_unread_reply, closing.pause_id,
                      array_agg(due.police_follow_up_id)
                 FROM police_closing AS closing
                 LEFT JOIN police_closing_police_follow_up_rel AS due
                   ON due.police_closing_id = closing.id
                WHERE closing.state = 'held' GROUP BY closing.id"""
        )
    )
    for closing_id, unread, pause_id, follow_up_ids in env.cr.fetchall():
        closing = env["police.closing"].browse(closing_id)
        after = closing.complaint_id._snapshot()
        before = {
            **after,
            "has_unread_reply": bool(unread),
            "pause_ids": [pause_id] if pause_id else [],
            "follow_up_ids": [row for row in follow_up_ids if row],
        }
        closing.write({"before": before, "after": after})
    # Its field is gone, and nothing else drops the table of one.
    env.cr.execute(SQL("DROP TABLE police_closing_police_follow_up_rel"))


def _keep_set_aside(env):
    """What was set aside kept what it was on the complaint itself."""
    env.cr.execute(
        SQL(
            """SELECT id, as_before, nature_before, write_uid, closed_at FROM police_complaint
                WHERE set_aside IS NOT NULL AND as_before IS NOT NULL ORDER BY id"""
        )
    )
    rows = []
    for complaint_id, kept, nature, user_id, closed_at in env.cr.fetchall():
        after = env["police.complaint"].browse(complaint_id)._snapshot()
        given = kept.pop("identity_given", after["confidentiality"])
        own = {"nature": nature or False, "set_aside": False, "merged_into_id": False}
        rows.append(
            {
                "complaint_id": complaint_id,
                "kind": "set_aside",
                "state": "stands",
                "user_id": user_id or SUPERUSER_ID,
                "closed_at": closed_at,
                "stage_id": kept.pop("stage_id"),
                "before": {**after, **kept, **own},
                "after": {**after, "confidentiality": given},
            }
        )
    env["police.closing"].create(rows)

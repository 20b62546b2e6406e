"""Tasks given by hand belong to posts; what the service gave ended with the complaint."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    # Written past the ORM: by the day at the unit, not at whoever has it.
    cr.execute(
        """UPDATE mail_activity AS task SET user_tz = COALESCE(unit.tz, 'Asia/Kolkata')
             FROM police_complaint AS complaint
             LEFT JOIN police_unit AS unit ON unit.id = complaint.unit_id
            WHERE task.res_model = 'police.complaint' AND task.res_id = complaint.id"""
    )
    tasks = api.Environment(cr, SUPERUSER_ID, {})["mail.activity"]
    of_complaints = tasks.search([("res_model", "=", "police.complaint")])
    of_complaints.filtered("user_id")._find_posts()
    _end_closed(of_complaints)
    # Substitutions may have ended with this upgrade.
    tasks._pass_on()


def _end_closed(tasks):
    """What was to be done before its complaint ended; not what came up since."""
    complaints = tasks.env["police.complaint"].browse(set(tasks.mapped("res_id")))
    closed = {row.id: row.closed_at for row in complaints if not row.is_open and row.closed_at}
    ended = tasks.filtered(
        lambda task: (
            task.res_id in closed
            and task.create_date <= closed[task.res_id]
            and task._is_given_by_service()
        )
    )
    ended._end()
    held = tasks.env["police.closing"].search(
        [("state", "=", "held"), ("complaint_id", "in", ended.mapped("res_id"))]
    )
    for closing in held:
        closing._keep_after()

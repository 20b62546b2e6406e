"""Open complaints stand where their units stand; of closed ones it is known where those stood."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    units = env["police.unit"].with_context(active_test=False).search([]).with_env(env)
    units._stamp_open()
    _keep_stamps(env)
    _hand_over_later(units.filtered(lambda unit: not unit.active))


def _hand_over_later(ended):
    """Open complaints with a unit that has ended are on nobody's board: the scheduler hands them over.

    Not here: the addons by which their citizens are told so are loaded after this one.
    """
    left = ended._open_complaints().unit_id
    if left:
        left._keep_stamps({unit: (unit.circle_id.id, unit.district_id.id) for unit in left})
        left._look_again()


def _keep_stamps(env):
    """Closed complaints keep the circle and district of their time: which ones, by their units."""
    env.cr.execute(
        SQL(
            """SELECT DISTINCT complaint.unit_id, complaint.circle_id, complaint.district_id
                 FROM police_complaint complaint JOIN police_unit unit ON unit.id = complaint.unit_id
                WHERE complaint.is_open IS NOT TRUE
                  AND (complaint.circle_id, complaint.district_id)
                      IS DISTINCT FROM (unit.circle_id, unit.district_id)"""
        )
    )
    for unit_id, circle_id, district_id in env.cr.fetchall():
        unit = env["police.unit"].browse(unit_id)
        unit._keep_stamps({unit: (circle_id or False, district_id or False)})

"""Time zones of units were typed: what is none becomes that of the force."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from odoo.addons.police_force.models.police_unit_time import TIME_ZONE, TIME_ZONES


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    of_force = env["police.unit"]._zone_desk()._time_zone()
    cr.execute(
        SQL(
            "UPDATE police_unit SET tz = %s WHERE tz IS NULL OR tz != ALL(%s)",
            of_force or TIME_ZONE,
            list(TIME_ZONES),
        )
    )
    env["police.unit"].invalidate_model(["tz"])

"""The tile of calls that wait at the telephone exchange."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_rows


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    path = "data/police_start_page_data.xml"
    load_rows(env, "police_channels", path, ("start_tile_calls_stuck",))

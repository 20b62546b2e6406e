"""Roles follow posts from now on: the scheduled action that has them do so at the moment."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_rows


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    load_rows(env, "police_force", "data/ir_cron_data.xml", ("ir_cron_follow_posts",))

"""Roles that an administrator has to give come to a start page that has been there for longer."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_rows


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    names = ("start_tile_to_give",)
    load_rows(env, "police_desk", "data/police_start_page_data.xml", names)

"""The start page of the service's administrators, as a new database has it."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_new


def migrate(cr, version):
    load_new(api.Environment(cr, SUPERUSER_ID, {}), "police_desk")

"""The kinds of action that a report names come to a database that has been upgraded, too."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_rows

KINDS = (
    *("visited", "settled", "warned", "preventive", "fir", "ncr", "recovered", "referred"),
    *("unfounded", "other"),
)


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    names = tuple(f"action_kind_{kind}" for kind in KINDS)
    load_rows(env, "police_grievance", "data/police_action_kind_data.xml", names)

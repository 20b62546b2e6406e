"""Core's letters speak for the force, as in a new database."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    api.Environment(cr, SUPERUSER_ID, {})["mail.template"]._speak_for_the_force()

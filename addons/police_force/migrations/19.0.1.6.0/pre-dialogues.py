"""Dialogues are called `.wizard`: what was typed in them under their former names goes."""

from odoo.addons.police_force.tools.renamed import drop_dialogues


def migrate(cr, _version):
    drop_dialogues(cr)

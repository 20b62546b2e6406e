"""The one English is called so, as in a new database."""

from odoo import SUPERUSER_ID, api


def migrate(cr, _version):
    languages = api.Environment(cr, SUPERUSER_ID, {})["res.lang"].with_context(active_test=False)
    languages.search([("code", "=", "en_US")])._call_english()

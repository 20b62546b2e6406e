"""The words that name helplines."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_rows


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    path = "data/police_conversation_reply_data.xml"
    load_rows(env, "police_channels", path, ("reply_helpline_en", "reply_helpline_hi"))

"""By which way somebody wants notices first: the words that ask for it, and the answer."""

from odoo import SUPERUSER_ID, api

from odoo.addons.police_force.tools.taken_over import load_rows

COMMANDS = tuple(
    f"command_by_{kind}_{language}"
    for kind in ("whatsapp", "sms", "email")
    for language in ("en", "hi")
)


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for path, names in (
        ("data/police_conversation_command_data.xml", COMMANDS),
        ("data/police_conversation_reply_data.xml", ("reply_way_en", "reply_way_hi")),
    ):
        load_rows(env, "police_channels", path, names)

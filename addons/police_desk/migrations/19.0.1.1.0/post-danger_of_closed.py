"""Count a cry for help in a reply to a closed complaint among the dangers, unless that was changed."""

from odoo import SUPERUSER_ID, api

BEFORE = "[('is_open', '=', True), ('priority', '=', '2')]"
NOW = "[('priority', '=', '2'), '|', ('is_open', '=', True), ('has_unread_reply', '=', True)]"


def migrate(cr, _version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    tile = env.ref("police_desk.start_tile_danger", raise_if_not_found=False)
    if tile and tile.domain == BEFORE:
        tile.domain = NOW

"""Move what only e-mail has from the channel to a row of its own."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

MOVED = {
    **{
        name: name
        for name in (
            *("mail_server_id", "imap_host", "imap_encryption", "imap_port", "imap_user"),
            *("imap_password", "imap_folder", "imap_done_folder", "imap_validity"),
            "imap_last_uid",
        )
    },
    "problem": "imap_error",
    "problem_at": "imap_error_at",
}


def migrate(cr, _version):
    cr.execute(
        SQL(
            """INSERT INTO police_channel_mail
                      (channel_id, create_uid, create_date, write_uid, write_date, %s)
               SELECT id, create_uid, create_date, write_uid, write_date, %s
                 FROM police_channel WHERE kind = 'email'
                   ON CONFLICT (channel_id) DO NOTHING""",
            SQL(", ").join(map(SQL.identifier, MOVED)),
            SQL(", ").join(map(SQL.identifier, MOVED.values())),
        )
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    cron = env.ref("police_channels.cron_fetch_mailboxes", raise_if_not_found=False)
    if cron:
        cron.model_id = env["ir.model"]._get("police.channel.mail")

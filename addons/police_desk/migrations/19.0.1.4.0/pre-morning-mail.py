"""The morning mail is `police.morning.mail`."""

from odoo.addons.police_desk.hooks import rename_morning_mail


def migrate(cr, _version):
    rename_morning_mail(cr)

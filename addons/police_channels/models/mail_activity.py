from odoo import models


class MailActivity(models.Model):
    """What the desk has to call about is counted on its start page."""

    _inherit = "mail.activity"

    _open_of_type = models.Index("(activity_type_id, res_id) WHERE active IS TRUE")

from odoo import models
from odoo.fields import Domain


class PolicePost(models.Model):
    """A post on which there are complaints or tasks is not archived before somebody else has them."""

    _inherit = "police.post"

    def _needed_by(self):
        of_post = Domain("post_id", "in", self.ids) & Domain("is_open", "=", True)
        given = Domain("police_post_id", "in", self.ids)
        lent = Domain("police_acting_post_id", "in", self.ids)
        tasks = (given | lent) & Domain("active", "=", True)
        return [
            *super()._needed_by(),
            ("police.complaint", of_post),
            ("mail.activity", tasks),
        ]

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.police_grievance.models.complaint.police_complaint_protection import CONTROL_ROOM

# Who writes so often within this time is told to the desk, and refused nothing.
OFTEN, WITHIN_DAYS = 10, 30


class PoliceComplaintFrequentMixin(models.AbstractModel):
    """Whether who complained writes often: the desk answers them with that in mind.

    For those who may know who complained.
    """

    _name = "police.complaint.frequent.mixin"
    _description = "Somebody Who Writes Often"

    writes_often = fields.Char(compute="_compute_writes_often", groups=CONTROL_ROOM)

    @api.depends("party_ids.complainant_id.address_ids")
    @api.depends_context("uid", "lang")
    def _compute_writes_often(self):
        parties = self._known_complainants().sudo()
        counts = self._count_written(set(parties.complainant_id.address_ids.mapped("value")))
        for complaint in self:
            own = parties.filtered(lambda party, one=complaint: party.complaint_id == one)
            values = set(own.complainant_id.address_ids.mapped("value"))
            count = sum(counts.get(value, 0) for value in values)
            complaint.writes_often = count >= OFTEN and self.env._(
                "Wrote %(count)d times in %(days)d days", count=count, days=WITHIN_DAYS
            )

    def _count_written(self, values):
        """:return: dict of each address that wrote lately to how often"""
        since = fields.Datetime.now() - timedelta(days=WITHIN_DAYS)
        written = [
            ("address", "in", list(values)),
            ("direction", "=", "in"),
            ("happened_at", ">", since),
        ]
        messages = self.env["police.channel.message"].sudo()
        return dict(messages._read_group(written, ["address"], ["__count"]))

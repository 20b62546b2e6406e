from datetime import timedelta

from odoo import api, fields, models

# So long after a talk somebody may still be writing down what was told in it.
WRITTEN_WITHIN = timedelta(hours=1)


class PoliceCallTakenDownMixin(models.AbstractModel):
    """A talk by a provider, and the complaint that was taken down in it.

    No form opens there as a phone rings: what belongs together is known by the number, and by when it was.
    Where it may be one of two, it is neither; an anonymous complaint names no number, and is never found.
    """

    _name = "police.call.taken.down.mixin"
    _description = "Complaint Told in a Call by a Provider"
    _inherit = "police.call.recording.mixin"

    def _find_complaint(self):
        """The complaint that was taken down in this talk, if it is the only one that may be."""
        if self.complaint_id or not self._is_talk_without_form():
            return
        about = [
            ("role", "=", "complainant"),
            ("complainant_id.address_ids.value", "=", self.phone),
            ("complaint_id.channel", "=", "voice"),
            ("complaint_id.taken_by_id", "!=", False),
            ("complaint_id.create_date", ">=", self.began_at),
            ("complaint_id.create_date", "<=", self.ended_at + WRITTEN_WITHIN),
        ]
        told = self.env["police.party"].search(about).complaint_id
        if len(told) == 1:
            self.complaint_id = told

    def _ended(self):
        result = super()._ended()
        for call in self:
            call._find_complaint()
        return result

    def _is_talk_without_form(self):
        is_talk = self.direction == "in" and self.outcome == "talked"
        return is_talk and bool(self.phone) and not self.phone_id

    @api.model
    def _was_taken_down(self, phone):
        """Somebody has written down what a caller told: perhaps in a talk that is known already.

        :param str phone: E.164
        """
        talked = [
            ("phone", "=", phone),
            ("ended_at", ">=", fields.Datetime.now() - WRITTEN_WITHIN),
            ("outcome", "=", "talked"),
        ]
        talks = self.search(talked)
        if len(talks) == 1:
            talks._find_complaint()

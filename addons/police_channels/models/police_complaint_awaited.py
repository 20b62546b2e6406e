from odoo import models

from ..tools.answering import Answering


class PoliceComplaintAwaitedMixin(models.AbstractModel):
    """Files that are still to be fetched go where the words that they came with go."""

    _name = "police.complaint.awaited.mixin"
    _description = "Files on Their Way"
    _inherit = "police.complaint.new.matter.mixin"

    def _kept_of_reply(self, envelope, message, files):
        kept = super()._kept_of_reply(envelope, message, files)
        brought_by = self.env.context.get("police_channel_message")
        is_brought = isinstance(brought_by, Answering)
        return {**kept, "brought_by": brought_by.message_id} if is_brought else kept

    def _part_files(self, reply, opened):
        """With what has come since the reply was kept, or is still to come."""
        result = super()._part_files(reply, opened)
        brought_by = [("message_id", "=", reply.get("brought_by") or 0)]
        rows = self.env["police.channel.file"].sudo().search(brought_by)
        there = rows.evidence_id.filtered(lambda file: file.complaint_id == self)
        there.write({"complaint_id": opened.id, "moved_from_id": self.id})
        rows.complaint_id = opened
        return result

    def _take_back_from(self, case, before):
        """With what was fetched only while this was thought to belong there."""
        result = super()._take_back_from(case, before)
        rows = self.env["police.channel.file"].sudo().search([("complaint_id", "=", self.id)])
        there = rows.filtered(lambda row: row.evidence_id.moved_from_id == self)
        there.evidence_id.write(
            {"complaint_id": self.id, "moved_from_id": False, "is_of_stranger": False}
        )
        for row in there:
            row._of_whom(row.evidence_id)
        return result

    def _is_stranger_at(self, case):
        """Whether who wrote this complaint is another than who complained of the case it went to."""
        own = case.party_ids.filtered(lambda party: not party.moved_from_id)
        return bool(self.party_ids.complainant_id - own.complainant_id)

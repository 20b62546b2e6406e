import hashlib

from odoo import api, fields, models


class PoliceEvidence(models.Model):
    """A file as it arrived. The attachment hangs here, where no staff may write."""

    _name = "police.evidence"
    _description = "File with a Complaint"
    _order = "received_at, id"

    complaint_id = fields.Many2one("police.complaint", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True)
    mimetype = fields.Char()
    size = fields.Integer("Size in bytes")
    sha256 = fields.Char("SHA-256 at receipt", required=True, readonly=True)
    received_at = fields.Datetime(required=True)
    attachment_id = fields.Many2one("ir.attachment", ondelete="restrict", index="btree_not_null")

    @api.model
    def _store(self, complaint, files, received_at):
        """Keep files as evidence, byte for byte.

        :param files: list of `EnvelopeFile`
        :param datetime received_at: naive UTC
        """
        evidence = self.create(
            [
                {
                    "complaint_id": complaint.id,
                    "name": file.name,
                    "mimetype": file.mimetype,
                    "size": len(file.content),
                    "sha256": hashlib.sha256(file.content).hexdigest(),
                    "received_at": received_at,
                }
                for file in files
            ]
        )
        # Odoo shrinks large pictures unless told not to.
        attachments = self.env["ir.attachment"].with_context(image_no_postprocess=True).create(
            [
                {
                    "name": file.name,
                    "raw": file.content,
                    "mimetype": file.mimetype,
                    "res_model": self._name,
                    "res_id": row.id,
                }
                for row, file in zip(evidence, files, strict=True)
            ]
        )
        for row, attachment in zip(evidence, attachments, strict=True):
            row.attachment_id = attachment
        return evidence

    def _verify(self):
        """Whether the stored bytes are still the ones that arrived, per record.

        :rtype: dict of evidence to bool
        """
        return {
            row: hashlib.sha256(row.sudo().attachment_id.raw or b"").hexdigest() == row.sha256
            for row in self
        }

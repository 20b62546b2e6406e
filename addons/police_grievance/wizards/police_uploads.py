from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.envelope import EnvelopeFile

# More than this many mail servers refuse.
MOST_MEGABYTES = 10


class PoliceUploadsMixin(models.AbstractModel):
    """For dialogues to which files are added: those are only uploaded, what is kept is kept elsewhere."""

    _name = "police.uploads.mixin"
    _description = "Files Added in a Dialogue"
    # Those of a dialogue that was left.
    _kept_uploads = timedelta(days=1)

    attachment_ids = fields.Many2many("ir.attachment", string="Add files")

    def _files(self):
        """The files added, read as the user, who may send on no file that they cannot open."""
        files = [
            EnvelopeFile(file.name, file.mimetype, file.raw or b"") for file in self.attachment_ids
        ]
        if sum(len(file.content) for file in files) > MOST_MEGABYTES * 1024 * 1024:
            raise UserError(
                self.env._(
                    "The files are too large together: at most %(most)s MB.", most=MOST_MEGABYTES
                )
            )
        return files

    @api.model
    def _drop_uploads(self, attachments):
        """Delete what was only uploaded for this dialogue: what was sent is kept elsewhere."""
        attachments.sudo().filtered(lambda file: file.res_model == self._name).unlink()

    @api.autovacuum
    def _gc_uploads(self):
        """Delete files of dialogues that were left."""
        before = fields.Datetime.now() - self._kept_uploads
        domain = [("res_model", "=", self._name), ("create_date", "<", before)]
        self._drop_uploads(self.env["ir.attachment"].sudo().search(domain))

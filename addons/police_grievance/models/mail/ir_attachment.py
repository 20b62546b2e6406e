from contextlib import nullcontext

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.http import request
from odoo.tools import str2bool

from ...tools.playable import SOUND_AND_FILM
from ..people.police_masked import BY_SERVICE
from .police_mail_on_complaint import COMPLAINT

EVIDENCE = "police.evidence"


class IrAttachment(models.Model):
    _name = "ir.attachment"
    _inherit = ["police.masked.mixin", "ir.attachment"]
    _masked_fields = ("name",)

    @api.model
    def _words_of(self, complaints):
        on_complaint = [("res_model", "=", COMPLAINT), ("res_id", "in", complaints.ids)]
        return self.search(on_complaint) | complaints.evidence_ids.attachment_id

    def _complaints_told_of(self):
        told = {}
        for model, rows in self.grouped("res_model").items():
            if model in (COMPLAINT, EVIDENCE):
                records = [self.env[model].browse(row.res_id) for row in rows]
                told |= {
                    row: record if model == COMPLAINT else record.complaint_id
                    for row, record in zip(rows, records, strict=True)
                }
        return told

    def _not_told(self):
        """Only files of the service, of messages and of nothing are a secret."""
        ours = self.filtered(
            lambda row: (row.sudo().res_model or "police.").startswith(("police.", "mail."))
        )
        return super(IrAttachment, ours)._not_told()

    @api.depends_context("uid")
    def _compute_res_name(self):
        """Name what a file hangs on anew for each user: see `police.secret.name.mixin`."""
        return super()._compute_res_name()

    def write(self, vals):
        """Refuse to alter by hand what hangs on a record of the service."""
        self._check_police_history()
        return super().write(vals)

    def unlink(self):
        """Refuse to delete by hand what hangs on a record of the service."""
        self._check_police_history()
        return super().unlink()

    def _index(self, bin_data, file_type, checksum=None):
        """Keep no words of evidence in the database: names in them could not be hidden."""
        if self.env.context.get("police_not_indexed") is BY_SERVICE:
            return None
        return super()._index(bin_data, file_type, checksum=checksum)

    def _to_http_stream(self):
        """Write down who gets a recording before it is handed out."""
        recordings = self._recordings()
        if recordings:
            asked = request.httprequest.args.get("download", "")
            way = "download" if str2bool(asked, default=False) else "listen"
            with self._writing() as cr:
                recordings.with_env(self.env(cr=cr))._note_heard(way)
        return super()._to_http_stream()

    def _compute_raw(self):
        """The same of who reads its bytes in any other way, such as over RPC."""
        if not self.env.su:
            self._recordings()._note_heard("download")
        return super()._compute_raw()

    def _recordings(self):
        """:return: `police.evidence` whose sound or film is in these files, unless the citizen's page asks"""
        if self.env.context.get("police_by_citizen") is BY_SERVICE:
            return self.env[EVIDENCE]
        recordings = self.sudo().filtered(
            lambda row: (
                row.res_model == EVIDENCE and (row.mimetype or "").startswith(SOUND_AND_FILM)
            )
        )
        return self.env[EVIDENCE].browse(dict.fromkeys(recordings.mapped("res_id")))

    def _writing(self):
        """:return: a context manager with a cursor that can write: whoever fetches a file only reads"""
        if not self.env.cr.readonly:
            return nullcontext(self.env.cr)
        # Nothing is written in it; the one that writes begins behind it.
        self.env.cr.rollback()
        return self.env.registry.cursor()

    def _postprocess_contents(self, values):
        """Leave pictures as they are: what hangs on a record of the service is proof."""
        if (values.get("res_model") or "").startswith("police."):
            return values
        return super()._postprocess_contents(values)

    def _check_police_history(self):
        """Whoever may write a record may alter its files: not here.

        :raise AccessError: a file of a record of the service, which stays as it is
        """
        if self.env.su:
            return
        if any((attachment.res_model or "").startswith("police.") for attachment in self.sudo()):
            raise AccessError(self.env._("Files on a complaint stay as they are."))

    def _delete_and_notify(self, message=None):
        self.sudo(False)._check_police_history()
        return super()._delete_and_notify(message)

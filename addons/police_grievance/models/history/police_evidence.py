import hashlib

from odoo import api, fields, models
from odoo.tools import human_size
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.police_force.models.police_secret_name import HIDDEN

from ..people.police_masked import BY_SERVICE, READERS

# What a browser may show by itself; everything else is saved, never opened in place.
SHOWN_IN_PLACE = ("image/jpeg", "image/png", "image/gif", "image/webp", "audio/", "video/")
# As `player` says it, of what a screen cannot play.
NO_PLAYER = {"kind": "", "url": "", "wave": None, "still": False}


class PoliceEvidence(models.Model):
    """A file as it arrived. The attachment hangs here, where no staff may write."""

    _name = "police.evidence"
    _description = "File with a Complaint"
    _inherit = [
        "police.masked.mixin",
        "police.evidence.heard.mixin",
        "police.evidence.playable.mixin",
    ]
    _masked_fields = ("name", "readable")
    _order = "received_at, position, id"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, groups=READERS)
    masked_name = fields.Char("Name (masked)", compute="_compute_masked_words", compute_sudo=True)
    readable = fields.Text(
        "What it says",
        readonly=True,
        groups=READERS,
        help="Of a file typed for the font Kruti Dev, which can hardly be read without it.",
    )
    masked_readable = fields.Text(
        "What it says (masked)", compute="_compute_masked_words", compute_sudo=True
    )
    is_readable = fields.Boolean(compute="_compute_is_readable", groups=READERS)
    mimetype = fields.Char()
    size = fields.Integer("Size in bytes")
    is_empty = fields.Boolean("Arrived empty", compute="_compute_is_empty")
    sha256 = fields.Char("SHA-256 at receipt", required=True, readonly=True)
    received_at = fields.Datetime(required=True)
    position = fields.Integer(
        readonly=True, default=0, help="Among the files of its message, where each came by itself."
    )
    is_shown = fields.Boolean(
        "Shown to the station",
        help="What a file says nobody can hide: of a complainant who hides, a person decides.",
    )
    moved_from_id = fields.Many2one(
        "police.complaint", "Came with", readonly=True, index="btree_not_null", ondelete="set null"
    )
    message_id = fields.Many2one(
        "mail.message",
        "Came with the message",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups=READERS,
    )
    is_of_stranger = fields.Boolean(
        "Of somebody else", help="Not shown to the complainant, who did not send it."
    )
    attachment_id = fields.Many2one(
        "ir.attachment", ondelete="restrict", index="btree_not_null", groups=READERS
    )
    by_office = fields.Boolean("From the office", readonly=True)
    is_typed = fields.Boolean(
        "As it arrived",
        readonly=True,
        help="What was typed for a font, without which it cannot be read.",
    )

    def _compute_masked_words(self):
        """Without the name of the file, which is of it: what it says nobody can hide."""
        self.masked_name = HIDDEN
        self.masked_readable = HIDDEN

    @api.depends("readable")
    def _compute_is_readable(self):
        for row in self:
            row.is_readable = bool(row.readable)

    @api.depends("size")
    def _compute_is_empty(self):
        for row in self:
            row.is_empty = not row.size

    @api.depends("name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """The name for whoever asks, also where a record that links here shows it as superuser."""
        shown = self.sudo(False)._readable_name("name")
        for row in self._told():
            row.display_name = row[shown]

    @api.model
    def _store(self, complaint, files, received_at, by_office=False, message=None):
        """Keep files as evidence, byte for byte.

        :param files: list of `EnvelopeFile`
        :param datetime received_at: naive UTC
        :param bool by_office: sent by the office to the citizen, not the other way round
        :param message: `mail.message` that they came with, where it was not the complaint itself
        """
        # By content: what the sender calls it may be wrong, or meant to be run in a browser.
        types = [guess_mimetype(file.content) for file in files]
        evidence = self.create(
            [
                {
                    "complaint_id": complaint.id,
                    "name": file.name,
                    "mimetype": mimetype,
                    "size": len(file.content),
                    "sha256": hashlib.sha256(file.content).hexdigest(),
                    "received_at": received_at,
                    "by_office": by_office,
                    "message_id": message.id if message else False,
                    "is_shown": by_office,
                    "is_typed": file.is_typed,
                    "readable": file.readable,
                }
                for file, mimetype in zip(files, types, strict=True)
            ]
        )
        # Odoo shrinks large pictures unless told not to, and lets HTML and SVG run in the
        # browser of whoever opens what the superuser stored: as plain text they cannot.
        # What is in them is nobody's to search, and may tell who sent them.
        quiet = {
            "image_no_postprocess": True,
            "attachments_mime_plainxml": True,
            "police_not_indexed": BY_SERVICE,
        }
        attachments = (
            self.env["ir.attachment"]
            .with_context(**quiet)
            .create(
                [
                    {
                        "name": file.name,
                        "raw": file.content,
                        "mimetype": mimetype,
                        "res_model": self._name,
                        "res_id": row.id,
                    }
                    for row, file, mimetype in zip(evidence, files, types, strict=True)
                ]
            )
        )
        for row, attachment in zip(evidence, attachments, strict=True):
            row.attachment_id = attachment
        evidence._want_copies()
        return evidence

    def _verify(self):
        """Whether the stored bytes are still the ones that arrived, per record.

        :rtype: dict of evidence to bool
        """
        return {
            row: hashlib.sha256(row.sudo().attachment_id.raw or b"").hexdigest() == row.sha256
            for row in self
        }

    def _shown_in_place(self):
        """Whether a browser may show the file: pictures, sound and film without code in them."""
        self.ensure_one()
        return (self.mimetype or "").startswith(SHOWN_IN_PLACE)

    def write(self, vals):
        """Leave the message behind where a file goes to another complaint."""
        if "complaint_id" in vals:
            vals = {"message_id": False, **vals}
        return super().write(vals)

    def _screen_rows(self):
        """What a row of files on a screen shows of each, and plays."""
        return [
            {
                "id": row.id,
                "name": row.name,
                **(row.player[0] if row.player else NO_PLAYER),
                "small": row.thumbnail_id.id,
                "attachment": row.attachment_id.id if row.size else False,
                "is_readable": row.is_readable,
                "is_recording": row._is_recording(),
                "by_office": row.by_office,
                "size": human_size(row.size) if row.size else "",
                "sha256": row.sha256,
            }
            for row in self
        ]

    def _citizen_rows(self):
        """What the citizen's page lists of these files."""
        written = self.env["police.protected.text"]._texts_of(self)
        names = {row.id: written.get((row.id, "name"), row.name) for row in self}
        return [
            {
                "id": row.id,
                "name": names[row.id],
                "is_empty": row.is_empty,
                "has_copy": row.playable_state == "made",
                "has_small": bool(row.thumbnail_id),
                "kind": row.player[0]["kind"] if row.player else "",
                "message": row.message_id.id,
                "size": self.env._("arrived empty") if row.is_empty else human_size(row.size),
                "sha256": row.sha256,
            }
            for row in self
        ]

    def action_download(self):
        """Button: the file as it arrived, as a download, never shown inside our pages."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }

    def action_read(self):
        """Button: what a file says, in letters that everybody can read."""
        self.ensure_one()
        self.check_access("read")
        view = self.env.ref("police_grievance.police_evidence_view_form")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_show(self):
        """Button: let the station open the file, though its complainant hides; or not any more.

        :raise AccessError: the user may not know who complained
        """
        self.check_access("read")
        for row in self:
            row.complaint_id._check_may_know()
            row.sudo().is_shown = not row.is_shown

    def action_verify(self):
        """Button: say whether the stored bytes are still those that arrived.

        :raise AccessError: the file is not the user's to open
        """
        self.ensure_one()
        self.check_access("read")
        self._check_field_access(self._fields["attachment_id"], "read")
        unchanged = self._verify()[self]
        message = (
            self.env._("Unchanged since it arrived.")
            if unchanged
            else self.env._("NOT the file that arrived: its fingerprint differs.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.name,
                "message": message,
                "type": "success" if unchanged else "danger",
                "sticky": not unchanged,
            },
        }

import hashlib
import logging

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.police_force.models.police_locking import lock_free

from ...tools.playable import (
    PICTURES,
    Unreadable,
    clear_away,
    is_often_played,
    may_need_copy,
    playable_copy,
    small_copy,
    still_of,
    wave_of,
)
from ..people.police_masked import BY_SERVICE, READERS

_logger = logging.getLogger(__name__)

# A file that ends the worker that reads it does so no more often than this.
MOST_ATTEMPTS = 3


class PoliceEvidencePlayableMixin(models.AbstractModel):
    """A copy of a file that browsers play or show, beside the file as it arrived.

    The original stays as it is, with its hash. The copy hangs on the same record: whoever may open the
    one may open the other, and both go together.
    """

    _name = "police.evidence.playable.mixin"
    _description = "Copy to Play"

    playable_state = fields.Selection(
        [
            ("waiting", "Being made"),
            ("as_it_is", "Not needed"),
            ("made", "Made"),
            ("failed", "Could not be made"),
        ],
        "Copy to play",
        readonly=True,
        copy=False,
        help="Of sound, film and pictures in forms that browsers do not play or show.",
    )
    playable_id = fields.Many2one(
        "ir.attachment",
        "The copy",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        groups=READERS,
    )
    thumbnail_id = fields.Many2one(
        "ir.attachment",
        "Small picture",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        groups=READERS,
    )
    playable_mimetype = fields.Char("Kind of the copy", readonly=True, copy=False)
    playable_sha256 = fields.Char("SHA-256 of the copy", readonly=True, copy=False)
    playable_attempts = fields.Integer("Attempts to copy it", readonly=True, copy=False)
    wave = fields.Json("How loud it is, piece by piece", readonly=True, copy=False, groups=READERS)
    is_playable = fields.Boolean("Can be played here", compute="_compute_is_playable")
    player = fields.Json("Play", compute="_compute_player", groups=READERS)

    _playable_waiting = models.Index("(playable_attempts, id) WHERE playable_state = 'waiting'")

    @api.depends("playable_state", "mimetype", "size")
    def _compute_is_playable(self):
        for row in self:
            row.is_playable = row.playable_state == "made" or row._is_played_as_it_is()

    @api.depends("playable_id", "is_playable", "wave", "thumbnail_id")
    def _compute_player(self):
        """What a screen plays: list of `kind` (image, audio or video), `url` of the file or its copy, and once
        they are known `wave` of a sound, as `tools.playable.Wave`, and `still` of a film."""
        for row in self:
            kind = (row.playable_mimetype or row.mimetype or "").partition("/")[0]
            played, still = row.playable_id or row.attachment_id, row.thumbnail_id
            shown = {
                "kind": kind,
                "url": f"/web/content/{played.id}",
                "wave": row.wave or None,
                "still": still and kind == "video" and f"/web/content/{still.id}",
            }
            row.player = [shown] if row.is_playable else []

    def _is_played_as_it_is(self):
        """Of sound and film that is known once it was looked at; before, it is worth a try."""
        is_known = self.playable_state in (False, "as_it_is")
        is_tried = self.playable_state == "waiting" and is_often_played(self.mimetype or "")
        return bool(self.size and (is_known or is_tried) and self._shown_in_place())

    def _want_copies(self):
        """Have a job look which of these need a copy, and make it."""
        rows = self.filtered(lambda row: row.size and may_need_copy(row.mimetype or ""))
        if rows:
            rows.playable_state = "waiting"
            self.env.ref("police_grievance.ir_cron_make_copies").sudo()._trigger()

    @api.model
    def _make_copies(self):
        """Scheduled action: make the copies that wait, one after the other."""
        clear_away()
        while row := self._next_to_copy():
            made = row._make_copy()
            # Somebody may have written to the row meanwhile: it is read anew. Who just does has it go last.
            self.env["ir.cron"]._commit_progress(0)
            for free in lock_free(row):
                free._keep_copy(made)
            left = self.search_count([("playable_state", "=", "waiting")])
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                return

    @api.model
    def _next_to_copy(self):
        """The file whose turn it is; that it is begun is committed, for it may end its worker.

        Sound before all else, for somebody has to listen to it; and the newest first: a burst that came
        before does not keep the desk from what is new.
        """
        query = SQL(
            "SELECT id FROM police_evidence WHERE playable_state = 'waiting'"
            " ORDER BY playable_attempts, starts_with(mimetype, 'audio/') DESC, id DESC"
            " LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED"
        )
        self.env["police.evidence"].flush_model(["playable_state", "playable_attempts"])
        row = self.browse(row_id for [row_id] in self.env.execute_query(query))
        if row:
            row.playable_attempts += 1
            self.env["ir.cron"]._commit_progress(0)
        return row

    def _make_copy(self):
        """Read the file and make what is to stand beside it: it takes its time, and writes nothing.

        :return: for `_keep_copy`
        """
        try:
            if self.playable_attempts > MOST_ATTEMPTS:
                raise Unreadable
            content = self.attachment_id.raw or b""
            copy = playable_copy(content, self.mimetype)
            small = small_copy(copy) if self.mimetype in PICTURES else self._still(content)
            return copy, small, self._wave_to_draw(content)
        except (Unreadable, MemoryError):
            _logger.info("%s: no copy to play could be made", self)
            return None

    def _still(self, content):
        """:return: bytes of a JPEG that stands for a film; None of what is none"""
        if not self.mimetype.startswith("video/"):
            return None
        try:
            return still_of(content)
        except Unreadable:
            return None

    def _wave_to_draw(self, content):
        """:return: dict as `tools.playable.Wave`; False of what is no sound, or too long to be drawn"""
        if not self.mimetype.startswith("audio/"):
            return False
        try:
            return wave_of(content)._asdict()
        except Unreadable:
            return False

    def _keep_copy(self, made):
        """Put a copy beside the file.

        :param made: tools.playable.Copy, None if browsers play the file as it is; bytes of a small picture
            that a row of files shows; what is drawn of a sound. None of what cannot be read
        """
        if made is None:
            self.playable_state = "failed"
            return
        copy, small, self.wave = made
        self.thumbnail_id = small and self._attach_copy("small", small, "image/jpeg")
        if copy is None:
            self.playable_state = "as_it_is"
            return
        self.write(
            {
                "playable_state": "made",
                "playable_id": self._attach_copy("copy", copy.content, copy.mimetype).id,
                "playable_mimetype": copy.mimetype,
                "playable_sha256": hashlib.sha256(copy.content).hexdigest(),
            }
        )

    def _attach_copy(self, name, content, mimetype):
        quiet = self.env["ir.attachment"].with_context(
            image_no_postprocess=True, police_not_indexed=BY_SERVICE
        )
        return quiet.create(
            {
                # No word of the file's own name: that may tell who sent it.
                "name": f"{name}-{self.id}.{'jpg' if mimetype == 'image/jpeg' else 'mp4'}",
                "raw": content,
                "mimetype": mimetype,
                "res_model": "police.evidence",
                "res_id": self.id,
            }
        )

    def action_play(self):
        """Button: play or show a file, or the copy that stands for it."""
        self.ensure_one()
        self.check_access("read")
        view = self.env.ref("police_grievance.police_evidence_view_form_player")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "police.evidence",
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

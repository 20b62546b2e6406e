from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_datetime

from ...tools.playable import SOUND_AND_FILM

# A browser asks for a recording in pieces, and once more with each jump.
ONE_TIME = timedelta(minutes=15)
SEE_LISTENERS = ("police_force.group_supervisor", "police_force.group_control_room")
MOST_SHOWN = 50


class PoliceEvidenceHeardMixin(models.AbstractModel):
    """Who has heard or seen a recording, or taken it along: written down in the very request that hands it out.

    So nobody gets one without a line, and nobody writes, changes or deletes a line. What the same
    person gets of the same recording within a quarter of an hour is one line; at worst, at the very same
    moment, two. What the citizen fetches of their own is not written down: of somebody who stays
    anonymous no table holds the account.
    """

    _name = "police.evidence.heard.mixin"
    _description = "Who Has Heard It"

    def _is_recording(self):
        """Whether it is sound or film."""
        return (self.mimetype or "").startswith(SOUND_AND_FILM)

    def _note_heard(self, way):
        """Write down that the user gets these recordings.

        :param str way: an action of `police.audit.entry`: `listen` or `download`
        """
        if not self:
            return
        entries = self.env["police.audit.entry"].sudo()
        known = entries.search(
            [
                ("model", "=", self._name),
                ("res_id", "in", self.ids),
                ("user_id", "=", self.env.uid),
                ("action", "=", way),
                ("create_date", ">", fields.Datetime.now() - ONE_TIME),
            ]
        )
        noted = set(known.mapped("res_id"))
        entries._add(
            [
                {
                    "action": way,
                    "model": self._name,
                    "res_id": row.id,
                    # No word of its name: that may tell who sent it.
                    "record_name": row.complaint_id.number,
                    "new_text": f"SHA-256 {row.sha256}",
                }
                for row in self.sudo()
                if row.id not in noted
            ]
        )

    def get_listeners(self):
        """Who has heard, seen or taken along this recording, the last one first.

        :return: list of {id, who, when, what} in the user's words; empty for who supervises nobody
        :raise AccessError: the file is not the user's to read
        """
        self.ensure_one()
        self.check_access("read")
        if not any(map(self.env.user.has_group, SEE_LISTENERS)):
            return []
        entries = self.env["police.audit.entry"].sudo()
        about = [("model", "=", self._name), ("res_id", "=", self.id)]
        ways = dict(entries._fields["action"]._description_selection(self.env))
        return [
            {
                "id": entry.id,
                "who": entry.user_id.name,
                "when": format_datetime(self.env, entry.create_date),
                "what": ways[entry.action],
            }
            for entry in entries.search(about, limit=MOST_SHOWN)
        ]

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import clean_context, format_datetime

SHOWN_FOR = timedelta(days=7)


class PoliceHandover(models.Model):
    """What an officer leaves for the next shift: words, and what was open at that moment."""

    _name = "police.handover"
    _description = "Handover of a Shift"
    _inherit = "police.secret.name.mixin"
    _order = "handed_at desc, id desc"

    unit_id = fields.Many2one(
        "police.unit",
        "Office",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._own_units()[:1],
    )
    user_id = fields.Many2one("res.users", "By", required=True, default=lambda self: self.env.user)
    handed_at = fields.Datetime(required=True, default=fields.Datetime.now)
    note = fields.Text("What the next shift has to know")
    counts = fields.Json(help="Code of a tile of the start page to its count at that moment.")
    taken_by_id = fields.Many2one("res.users", "Taken over by", readonly=True)
    taken_at = fields.Datetime("Taken over at", readonly=True)

    _waiting = models.Index("(unit_id, handed_at) WHERE taken_at IS NULL")

    @api.depends("unit_id", "handed_at")
    def _compute_display_name(self):
        for handover in self._told():
            moment = format_datetime(self.env, handover.handed_at)
            handover.display_name = f"{handover.unit_id.name}, {moment}"

    @api.model
    def _own_units(self):
        """The units where the user serves now, the highest post first."""
        posts = self.env["police.post"].browse(self.env["res.users"]._police_scope().post_ids)
        return posts.sorted(lambda post: -post.rank_id.level).unit_id

    @api.model_create_multi
    def create(self, vals_list):
        """Keep who hands over, when, and what is open then: none of it is the user's to write.

        :raise AccessError: at a unit where the user does not serve
        """
        if self.env.su:
            return super().create(vals_list)
        counts = self._counts_now()
        values = [
            {
                **{name: vals[name] for name in ("unit_id", "note") if name in vals},
                "user_id": self.env.uid,
                "counts": counts,
            }
            for vals in vals_list
        ]
        plain = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        return super(PoliceHandover, plain).create(values).with_env(self.env)

    @api.model
    def _counts_now(self):
        sections = self.env["police.start.page"].get_sections()
        tiles = [tile for section in sections for tile in section["tiles"]]
        return {tile["code"]: tile["count"] for tile in tiles if tile["count"]}

    @api.model
    @api.readonly
    def get_waiting(self):
        """What the user's office was handed over and nobody has taken over yet.

        :return: list of {id, by, at, note, own, tiles}; a tile is {code, label, count, action},
            the count that of then, the list that of now
        """
        if not self.has_access("read"):
            return []
        recent = Domain("handed_at", ">=", fields.Datetime.now() - SHOWN_FOR)
        waiting = self.search(recent & Domain("taken_at", "=", False))
        sections = self.env["police.start.page"].get_sections() if waiting else []
        tiles = [tile for section in sections for tile in section["tiles"]]
        return [
            {
                "id": handover.id,
                "by": handover.user_id.name,
                "at": format_datetime(self.env, handover.handed_at),
                "note": handover.note or "",
                "own": handover.user_id == self.env.user,
                "tiles": [
                    {**tile, "count": handover.counts[tile["code"]]}
                    for tile in tiles
                    if tile["code"] in (handover.counts or {})
                ],
            }
            for handover in waiting
        ]

    def action_take_over(self):
        """The next shift has read it: who and when is kept, the first one counts.

        :raise AccessError: of an office where the user does not serve
        """
        self.check_access("read")
        if not self.env.user.has_group("police_force.group_user"):
            raise AccessError(self.env._("This page is for the police."))
        waiting = self.sudo().filtered(lambda handover: not handover.taken_at)
        waiting.write({"taken_by_id": self.env.uid, "taken_at": fields.Datetime.now()})

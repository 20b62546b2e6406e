from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.police_force.tools.search_text import search_spelling, stems

from ...tools.number import format_number
from ...tools.placeholders import fill

PLACES = ("number", "deadline", "station")


class PoliceCannedReply(models.Model):
    """Words to the citizen for what comes up every day. Places are filled, nothing is evaluated."""

    _name = "police.canned.reply"
    _description = "Canned Reply"
    _inherit = ["police.in.use.mixin", "police.placeholders.mixin"]
    _order = "sequence, id"
    _rec_names_search = ["name", "code", "text"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short word to find it by, in any language.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    text = fields.Text(
        "Words to the citizen",
        required=True,
        translate=True,
        help="{number}, {deadline} and {station} are filled in. Keep both languages alike: the"
        " citizen's decides which one goes out.",
    )
    group_ids = fields.Many2many(
        "res.groups", string="Only for roles", help="Empty: for all who may write to citizens."
    )
    unit_ids = fields.Many2many(
        "police.unit",
        string="Only for units",
        help="And those below them. Empty: for all.",
        ondelete="restrict",
    )

    _code_unique = models.UniqueIndex("(code)", "Another canned reply has this code.")

    @api.constrains("text")
    def _check_text(self):
        for reply in self:
            reply._check_places(reply.text, PLACES)

    @api.model
    def _search_display_name(self, operator, value):
        """Find by words in any language and inflection: थाना finds what says थाने."""
        wanted = stems(value) if operator == "ilike" and isinstance(value, str) else []
        if not wanted:
            return super()._search_display_name(operator, value)
        # A few dozen: none is ever too many to read.
        replies = self.with_context(active_test=False).search([])  # pylint: disable=no-search-all
        said = replies._said()
        found = [reply.id for reply in replies if all(stem in said[reply] for stem in wanted)]
        return Domain("id", "in", found)

    def _said(self):
        """:return: dict of each reply to all it says, in all languages, spelt for search"""
        spoken = [
            self.with_context(lang=code) for code, _name in self.env["res.lang"].get_installed()
        ]
        return {
            reply: search_spelling(
                " ".join(f"{version.name} {version.code} {version.text}" for version in versions)
            )
            for reply, *versions in zip(self, *spoken, strict=True)
        }

    @api.model
    def _offered_for(self, complaint):
        """The replies that the user may choose for a complaint."""
        roles = Domain("group_ids", "=", False) | Domain(
            "group_ids", "in", self.env.user._get_group_ids()
        )
        units = Domain("unit_ids", "=", False) | Domain(
            "unit_ids", "parent_of", complaint.unit_id.ids
        )
        return self.search(roles & units)

    def _words_for(self, complaint):
        """The words in the complaint's language, with its places filled; empty without a reply."""
        language = complaint.language or "en_US"
        told = complaint._for_citizen(language)
        values = {
            "number": format_number(told.number),
            "deadline": (told._citizen_moment(told.deadline) or {}).get("text"),
            "station": told.unit_id.name,
        }
        return fill(self.with_context(lang=language).text or "", values)

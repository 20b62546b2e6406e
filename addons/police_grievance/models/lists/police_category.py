from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import ormcache

from ...tools.keyword_index import KeywordIndex
from ..complaint.police_complaint_const import NATURES, PRIORITIES


class CategoryFacts(NamedTuple):
    """What a new complaint takes from its category, as plain values that cost no query."""

    nature: str | bool = False
    priority: str = "0"
    policy_id: int | bool = False
    about_police: bool = False


class PoliceCategory(models.Model):
    """A kind of grievance."""

    _name = "police.category"
    _description = "Complaint Category"
    _inherit = ["police.in.use.mixin", "police.audited.mixin", "police.cached.mixin"]
    _order = "sequence, id"

    _audited_fields = (
        *("name", "code", "active", "nature", "priority", "sla_policy_id", "questions"),
        *("law_reference", "helpline_ids", "keywords"),
    )

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    nature = fields.Selection(NATURES, required=True, default="non_cognisable")
    priority = fields.Selection(PRIORITIES, required=True, default="0")
    sla_policy_id = fields.Many2one("police.sla.policy", "Deadline policy", ondelete="restrict")
    questions = fields.Text("Questions to ask", translate=True)
    law_reference = fields.Char(
        "Section of law", translate=True, help="Under which section such a matter is taken up."
    )
    helpline_ids = fields.Many2many("police.helpline", string="Helplines to name")
    about_police = fields.Boolean(
        "About the police",
        help="The zone desk looks at such a complaint before any station does.",
    )
    keywords = fields.Text(
        help="Words that point to this category whatever else a text says, in every script, one a line."
    )

    _code_unique = models.UniqueIndex("(code)", "Another category has this code.")

    @api.model
    @ormcache()
    def _keyword_index(self):
        index = KeywordIndex()
        for category in self.sudo().search([]):  # pylint: disable=no-search-all
            for keyword in (category.keywords or "").splitlines():
                index.add(keyword, category.id)
        return index

    @api.model
    @ormcache()
    def _ids_by_code(self):
        """The categories in use.

        :rtype: dict of code to id
        """
        return {category.code: category.id for category in self.sudo().search([])}  # pylint: disable=no-search-all

    def _facts(self):
        """
        :return: of this category, or of none
        :rtype: CategoryFacts
        """
        return self._facts_by_id().get(self.id) or CategoryFacts()

    @api.model
    @ormcache()
    def _facts_by_id(self):
        every = self.sudo().with_context(active_test=False).search([])  # pylint: disable=no-search-all
        return {
            row.id: CategoryFacts(row.nature, row.priority, row.sla_policy_id.id, row.about_police)
            for row in every
        }

    @api.model
    @ormcache()
    def _codes_about_police(self):
        """:rtype: frozenset of the codes of categories that complain of the police"""
        return frozenset(self.sudo().search([("about_police", "=", True)]).mapped("code"))

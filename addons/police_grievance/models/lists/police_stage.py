from odoo import api, fields, models
from odoo.tools import ormcache

from ..complaint.police_complaint_const import STAGES


class PoliceStage(models.Model):
    """A column of the kanban; the code behind it is fixed, name and fold are the force's."""

    _name = "police.stage"
    _description = "Complaint Stage"
    _inherit = "police.in.use.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(STAGES, required=True, readonly=True)
    sequence = fields.Integer(default=10)
    fold = fields.Boolean("Folded in kanban")
    citizen_name = fields.Char(
        "What the citizen reads",
        required=True,
        translate=True,
        help="Plain words, no office jargon.",
    )

    _code_unique = models.UniqueIndex("(code)", "There is one stage for each code.")

    @api.model
    def _named_xmlids(self):
        return (
            *super()._named_xmlids(),
            *(f"police_grievance.stage_{code}" for code, _name in STAGES),
        )

    @api.model
    def _by_code(self, code):
        """The stage with a code; raises ValueError for an unknown one."""
        return self.browse(self._ids_by_code()[code])

    @api.model
    @ormcache()
    def _ids_by_code(self):
        return {stage.code: stage.id for stage in self.sudo().search([])}

    @api.model
    @ormcache()
    def _codes_by_id(self):
        return {stage_id: code for code, stage_id in self._ids_by_code().items()}

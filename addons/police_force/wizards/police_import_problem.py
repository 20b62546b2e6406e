from odoo import fields, models


class PoliceImportProblem(models.TransientModel):
    """Why a row of a list cannot be imported."""

    _name = "police.import.problem"
    _description = "Problem of an Import"
    _inherit = "police.dialog"
    _order = "row, id"

    import_id = fields.Many2one("police.import", required=True, index=True, ondelete="cascade")
    row = fields.Integer(help="As the spreadsheet counts; the headings are row 1.")
    column = fields.Char()
    value = fields.Char("What it says")
    reason = fields.Char("What is wrong")

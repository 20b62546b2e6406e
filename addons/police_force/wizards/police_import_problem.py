from odoo import fields, models

from .police_import_question import ANSWERS


class PoliceImportProblem(models.TransientModel):
    """Why a row of a list cannot be imported, or what has to be known first.

    Whoever imports writes the answers; whatever else is written here is asked anew of the list.
    """

    _name = "police.import.problem"
    _description = "Problem of an Import"
    _inherit = "police.wizard.mixin"
    _order = "row, id"

    import_id = fields.Many2one("police.import", required=True, index=True, ondelete="cascade")
    row = fields.Integer(help="As the spreadsheet counts; the headings are row 1.")
    column = fields.Char()
    value = fields.Char("What it says")
    reason = fields.Char("What is wrong")
    other = fields.Char("What it perhaps is", readonly=True)
    answer = fields.Selection(ANSWERS, "Is it?")

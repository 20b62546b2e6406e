from odoo import api, models

from odoo.addons.police_force.models.police_unit_time import ON_PAPER


class PoliceStatementReport(models.AbstractModel):
    """The statement of a month on paper, as its page shows it."""

    _name = "report.police_desk.statement"
    _inherit = "police.paper.mixin"
    _description = "Statement of a Month on Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """There are no records: `data` names the month, as `get_statement` takes it.

        :raise AccessError: the user has no such role
        """
        statement = self.env["police.statement"].get_statement((data or {}).get("month"))
        return {"papers": [self._paper(statement)]}

    def _paper(self, statement):
        heading = self._heading(self.env.lang)
        # Whose figures they are; who has no post, such as an auditor, sees the whole force.
        units = self.env["police.unit"].browse(self.env["res.users"]._police_scope().office_ids)
        whose = ", ".join(units.mapped("display_name")) or heading["zone"]
        moment = units[:1]._local_words(self.env.cr.now(), ON_PAPER)
        printed = self.env._("As things stand on %(moment)s", moment=moment)
        return {
            "heading": {**heading, "zone": whose},
            "title": self.env._("Statement of %(month)s", month=statement["title"]),
            "running": f"{whose} · {printed}",
            "tables": [self._rows_of(part, statement["columns"]) for part in statement["parts"]],
            "meanings": [(column["label"], column["help"]) for column in statement["columns"]],
        }

    def _rows_of(self, part, columns):
        """:return: {heads, rows, total}: texts, the last row apart"""
        *rows, total = ([row["label"], *map(self._cell, row["cells"])] for row in part["rows"])
        heads = [part["title"], *(column["label"] for column in columns)]
        return {"heads": heads, "rows": rows, "total": total}

    def _cell(self, cell):
        if "count" in cell:
            return str(cell["count"])
        return "" if cell["percent"] is None else f"{cell['percent']} %"

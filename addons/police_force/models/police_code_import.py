from odoo import api, models
from odoo.fields import Domain

from .police_audited import is_loading_data


class PoliceCodeImport(models.AbstractModel):
    """Records that a list names by their `code`.

    A list imported again updates the records with the same codes and makes no second ones.
    """

    _name = "police.code.import"
    _description = "Import by Code"

    @api.model
    def load(self, fields, data):
        """Find the record of each row by its `code`, unless an external id tells it already.

        Takes and returns what `load` of the framework does. Archived records are found too.
        """
        if "code" not in fields or ".id" in fields or is_loading_data(self.env):
            return super().load(fields, data)
        known = self._ids_of_rows(fields, data)
        data = [[*row, known[index]] for index, row in enumerate(data)]
        if "id" in fields:
            column = fields.index("id")
            for row in data:
                row[column] = "" if row[-1] else row[column]
        by_code = self.with_context(active_test=False)
        return super(PoliceCodeImport, by_code).load([*fields, ".id"], data)

    @api.model
    def _ids_of_rows(self, fields, data):
        """The database id of each row's record as text, empty for a new one."""
        column = fields.index("code")
        codes = [str(row[column]).strip() for row in data]
        known = self.with_context(active_test=False).search_fetch([("code", "in", codes)], ["code"])
        ids = {record.code: str(record.id) for record in known}
        return [ids.get(code, "") for code in codes]

    @api.model
    def _search_display_name(self, operator, value):
        """Let a list name another record, such as the unit above, by code as well as by name."""
        domain = super()._search_display_name(operator, value)
        return domain | Domain("code", operator, value) if operator in ("=", "in") else domain

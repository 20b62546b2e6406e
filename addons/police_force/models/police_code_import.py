from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.codes import code_key
from .police_audited import is_loading_data


class PoliceCodeImportMixin(models.AbstractModel):
    """Records that a list names by their `code`, however a spreadsheet left it.

    A list imported again updates the records with the same codes and makes no second ones.
    """

    _name = "police.code.import.mixin"
    _description = "Import by Code"

    code_key = fields.Char(
        "Code as compared",
        compute="_compute_code_key",
        store=True,
        help="The same for every way to write the code: no two records share it.",
    )

    @api.depends("code")
    def _compute_code_key(self):
        for record in self:
            record.code_key = code_key(record.code)

    @api.model
    def _by_code(self, codes):
        """The records that some codes name, archived ones too.

        Of two with one key, left from before this was looked at, the code itself decides.

        :return: dict of those of the given texts that name a record, and the record
        """
        keys = {code: code_key(code) for code in codes}
        domain = Domain("code_key", "in", [*keys.values()]) | Domain("code", "in", [*keys])
        known = {}
        for record in self.with_context(active_test=False).search_fetch(domain, ["code"]):
            known.setdefault(record.code_key, record)
            known[record.code] = record
        found = {code: known.get(code) or known.get(key) for code, key in keys.items()}
        return {code: record for code, record in found.items() if record}

    @api.model
    def load(self, fields, data):
        """Find the record of each row by its `code`, unless an external id tells it already.

        Takes and returns what `load` of the framework does. Archived records are found too.
        """
        if "code" not in fields or ".id" in fields or is_loading_data(self.env):
            return super().load(fields, data)
        column = fields.index("code")
        known = self._by_code([str(row[column]).strip() for row in data])
        rows = []
        for row in map(list, data):
            record = known.get(str(row[column]).strip())
            if record:
                # Not the spelling of the list: others go by what stands here.
                row[column] = record.code
                if "id" in fields:
                    row[fields.index("id")] = ""
            rows.append([*row, str(record.id) if record else ""])
        by_code = self.with_context(active_test=False)
        return super(PoliceCodeImportMixin, by_code).load([*fields, ".id"], rows)

    @api.model
    def _search_display_name(self, operator, value):
        """Let a list name another record, such as the unit above, by code as well as by name."""
        domain = super()._search_display_name(operator, value)
        if operator not in ("=", "in"):
            return domain
        codes = [value] if isinstance(value, str) or not value else list(value)
        keys = [code_key(code) for code in codes if isinstance(code, str)]
        return domain | Domain("code", operator, value) | Domain("code_key", "in", keys)

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.search_text import search_lines, search_words


class PoliceNameSearchMixin(models.AbstractModel):
    """Names found in either script and in other spellings, whatever language the user reads.

    Routing keeps these records in memory: whatever changes one of them clears the registry's cache.
    """

    _name = "police.name.search.mixin"
    _description = "Names Searchable by Sound"
    _inherit = ["police.cached.mixin", "police.sound.search.mixin"]

    alias_names = fields.Text("Other names", help="Other spellings and older names, one a line.")
    search_text = fields.Text(compute="_compute_search_text", store=True, index="trigram")

    @api.depends("name", "alias_names")
    def _compute_search_text(self):
        for record, names in self._names_in_all_languages().items():
            record.search_text = search_lines(names)

    def _names_in_all_languages(self):
        """Each record's names in the installed languages, then its other names.

        :return: dict of record to list of names, without repetition
        """
        installed = [code for code, _label in self.env["res.lang"].get_installed()]
        translated = zip(*(self.with_context(lang=code) for code in installed), strict=True)
        names = {}
        for record, versions in zip(self, translated, strict=True):
            found = [version.name for version in versions if version.name]
            found += (record.alias_names or "").splitlines()
            names[record] = list(dict.fromkeys(name.strip() for name in found if name.strip()))
        return names

    def _update_field_translations(self, *args, **kwargs):
        result = super()._update_field_translations(*args, **kwargs)
        self.env.registry.clear_cache()
        return result

    @api.model
    def _search_display_name(self, operator, value):
        """Find by the letters of any name, or by their sound."""
        if (
            operator not in ("ilike", "not ilike")
            or not isinstance(value, str)
            or not value.strip()
        ):
            return super()._search_display_name(operator, value)
        found = self._name_domain(value)
        return ~found if operator == "not ilike" else found

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Suggest what was typed itself first, then what begins with it, contains it, sounds like it."""
        typed = " ".join(search_words(name)) if operator == "ilike" else ""
        if not typed:
            return super().name_search(name, domain, operator, limit)
        found = Domain("display_name", operator, name) & Domain(domain or Domain.TRUE)
        query = self._search(found, order=self._order)
        query.order = SQL("%s, %s", self._likeness_of(typed, query), query.order)
        query.limit = limit
        records = self.browse(query)
        records.fetch(["display_name"])
        return [(record.id, record.display_name) for record in records.sudo()]

    @api.model
    def _likeness_of(self, typed, query):
        """How well the best of a record's names matches: 0 is the name itself, 3 its sound.

        :param str typed: words as they stand in `search_text`, whose lines begin with a name and a bar
        :rtype: SQL
        """
        lines = SQL("E'\\n' || %s", self._field_to_sql(self._table, "search_text", query))
        return SQL(
            """CASE WHEN position(%s IN %s) > 0 THEN 0 WHEN position(%s IN %s) > 0 THEN 1
                    WHEN position(%s IN %s) > 0 THEN 2 ELSE 3 END""",
            *(f"\n{typed}|", lines),
            *(f"\n{typed}", lines),
            *(typed, lines),
        )

    @api.model
    def _renew_search_text(self):
        """Compute the search text of all records again."""
        self.env.registry.clear_cache()
        self.invalidate_model(["name"])
        records = self.sudo().with_context(active_test=False)
        records = records.search([])  # pylint: disable=no-search-all
        self.env.add_to_compute(self._fields["search_text"], records)
        records.flush_recordset(["search_text"])

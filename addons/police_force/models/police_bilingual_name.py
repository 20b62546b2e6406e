from odoo import api, fields, models
from odoo.tools import SQL


class PoliceBilingualNameMixin(models.AbstractModel):
    """Both names of a record side by side, whatever language the user reads.

    `name` alone shows and takes one language at a time; a list that is imported
    brings both.
    """

    _name = "police.bilingual.name.mixin"
    _description = "Name in English and Hindi"

    name_english = fields.Char(
        "Name in English", compute="_compute_both_names", inverse="_inverse_name_english"
    )
    name_hindi = fields.Char(
        "Name in Hindi", compute="_compute_both_names", inverse="_inverse_name_hindi"
    )

    @api.depends("name")
    def _compute_both_names(self):
        stored = self._stored_names()
        for record in self:
            record.name_english, record.name_hindi = stored.get(record.id) or (record.name, False)

    def _stored_names(self):
        """The names as stored, without falling back from one language to the other.

        :return: dict of id to (English, Hindi); the second is None where it is missing
        """
        self.flush_recordset(["name"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, name->>'en_US', name->>'hi_IN' FROM %s WHERE id IN %s",
                SQL.identifier(self._table),
                tuple(self.ids) or (0,),
            )
        )
        return {record_id: (english, hindi) for record_id, english, hindi in rows}

    def _inverse_name_english(self):
        self._store_names(0, "en_US", "name_english")

    def _inverse_name_hindi(self):
        self._store_names(1, "hi_IN", "name_hindi")

    def _store_names(self, position, lang, field_name):
        """Write one language's name where it is another than the stored one."""
        stored = self._stored_names()
        for record in self:
            name = record[field_name] or False
            if name != (stored[record.id][position] or False):
                record.update_field_translations("name", {lang: name})

    @api.model_create_multi
    def create(self, vals_list):
        """Take `name_english` for the name where none is given."""
        return super().create(
            [
                {"name": vals["name_english"], **vals} if vals.get("name_english") else vals
                for vals in vals_list
            ]
        )

    @api.model
    def load(self, fields, data):
        """Read the column `name` beside `name_hindi` as English, whatever language one reads."""
        if "name_hindi" in fields and "name_english" not in fields:
            fields = ["name_english" if field == "name" else field for field in fields]
        return super().load(fields, data)

from odoo import api, fields, models


class PoliceProtectedText(models.Model):
    """What a citizen or an officer wrote, before names were hidden in it."""

    _name = "police.protected.text"
    _description = "Words with the Names in Them"
    _inherit = "police.secret.name.mixin"
    _order = "id"

    complaint_id = fields.Many2one(
        "police.complaint", required=True, index=True, ondelete="cascade"
    )
    res_model = fields.Char(required=True)
    res_id = fields.Integer(required=True)
    field_name = fields.Char(required=True)
    text = fields.Text(required=True)
    shown = fields.Text(required=True, help="What stands in its place.")

    _of_record = models.Index("(res_model, res_id)")

    @api.model
    def _latest(self, records):
        """What was hidden last in each field of records of one model, in sudo.

        :rtype: dict of (record id, field name) to `police.protected.text`
        """
        return {(row.res_id, row.field_name): row for row in self.sudo()._of_records(records)}

    @api.model
    def _texts_of(self, records):
        """The words of records as they were written, where something is hidden in them.

        :rtype: dict of (record id, field name) to text; only what the user may know
        """
        return {(row.res_id, row.field_name): row.text for row in self._of_records(records)}

    @api.model
    def _of_records(self, records):
        if not records.ids:
            return self.browse()
        return self.search([("res_model", "=", records._name), ("res_id", "in", records.ids)])

    def _restore(self):
        """Put words back, unless they were changed since; then forget them here."""
        for row in self.sudo():
            record = self.env[row.res_model].sudo().browse(row.res_id).exists()
            if record and str(record[row.field_name] or "") == row.shown:
                record._write_unseen(row.field_name, row.text)
                row.unlink()

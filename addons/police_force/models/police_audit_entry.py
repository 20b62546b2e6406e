from odoo import api, fields, models
from odoo.exceptions import AccessError

ACTIONS = [
    ("create", "Made"),
    ("change", "Changed"),
    ("delete", "Deleted"),
    ("act", "Done"),
    ("export", "Exported"),
    ("listen", "Heard or seen"),
    ("download", "Downloaded"),
]


class PoliceAuditEntry(models.Model):
    """Who changed what, from what to what. Nobody writes or deletes it, whatever rights they have.

    Texts are in the language of whoever acted. No citizen's name and no secret gets in: see
    `police.audited.mixin`, which decides per model what is kept.
    """

    _name = "police.audit.entry"
    _description = "Change"
    _inherit = "police.secret.name.mixin"
    _order = "id desc"
    _rec_name = "record_name"

    create_date = fields.Datetime("When", index=True, readonly=True)
    user_id = fields.Many2one("res.users", "Who", required=True, index=True, ondelete="restrict")
    action = fields.Selection(ACTIONS, "What happened", required=True)
    model = fields.Char(required=True)
    model_label = fields.Char("Kind of record", compute="_compute_labels")
    res_id = fields.Many2oneReference("Record", model_field="model")
    record_name = fields.Char("Of what")
    field = fields.Char()
    field_label = fields.Char("What of it", compute="_compute_labels")
    old_text = fields.Text("Before")
    new_text = fields.Text("After")
    row_count = fields.Integer("Rows")
    district_id = fields.Many2one("police.unit", index="btree_not_null", ondelete="restrict")

    _record = models.Index("(model, res_id, id DESC)")

    @api.depends_context("lang")
    @api.depends("model", "field")
    def _compute_labels(self):
        for entry in self:
            model = self.env.get(entry.model)
            described = self.env["ir.model"].sudo()._get(entry.model)
            entry.model_label = described.name if described else entry.model
            known = model is not None and entry.field in model._fields
            entry.field_label = (
                model._fields[entry.field]._description_string(self.env) if known else entry.field
            )

    def write(self, vals):  # pylint: disable=method-required-super
        """:raise AccessError: always"""
        raise AccessError(self.env._("What was done stays written."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(self.env._("What was done stays written."))

    @api.model
    def _add(self, rows):
        """Write entries for the current user, all in one query.

        :param rows: list of dicts of field values
        """
        if rows:
            self.sudo().create([{"user_id": self.env.uid, **row} for row in rows])

    @api.model
    def _add_export(self, records, names):
        """Somebody takes records out of the service as a file."""
        self._add(
            [
                {
                    "action": "export",
                    "model": records._name,
                    "record_name": records.env["ir.model"].sudo()._get(records._name).name,
                    "new_text": ", ".join(names),
                    "row_count": len(records),
                }
            ]
        )

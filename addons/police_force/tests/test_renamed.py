from odoo.tests import TransactionCase, tagged

from ..tools.renamed import drop_dialogues, rename_field, rename_ids, rename_key, rename_model


@tagged("post_install", "-at_install")
class TestRenamed(TransactionCase):
    """A database from before a field or a model had its name keeps what it held, and nothing twice."""

    def setUp(self):
        super().setUp()
        self.cr = self.env.cr
        self.cr.execute(
            """CREATE TABLE police_probe (
                   id serial PRIMARY KEY, old_word_id integer, kept jsonb,
                   CONSTRAINT police_probe_old_word_id_fkey
                       FOREIGN KEY (old_word_id) REFERENCES res_users (id));
               CREATE INDEX police_probe__old_word_id_index ON police_probe (old_word_id);
               INSERT INTO police_probe (old_word_id, kept)
               VALUES (1, '{"old_word_id": 1, "old_word": 2}'), (NULL, '{"other": 3}'), (1, NULL)"""
        )

    def _one(self, statement):
        self.cr.execute(statement)
        return [value for (value,) in self.cr.fetchall()]

    def _rename(self):
        self.env.flush_all()
        rename_field(self.cr, "old_word_id", "new_word_id")
        self.env.invalidate_all()

    def test_what_it_held_stays_with_its_index_and_its_constraint(self):
        self._rename()
        self._rename()
        self.assertEqual(
            self._one("SELECT new_word_id FROM police_probe ORDER BY id"), [1, None, 1]
        )
        self.assertEqual(
            self._one(
                "SELECT indexname FROM pg_indexes WHERE tablename = 'police_probe' ORDER BY 1"
            ),
            ["police_probe__new_word_id_index", "police_probe_pkey"],
        )
        self.assertEqual(
            self._one("SELECT conname FROM pg_constraint WHERE conname LIKE 'police_probe%fkey'"),
            ["police_probe_new_word_id_fkey"],
        )

    def test_what_is_said_of_it_goes_along(self):
        field = self.env["ir.model.fields"]._get("police.unit", "parent_id")
        self.cr.execute("UPDATE ir_model_fields SET name = 'old_word_id' WHERE id = %s", [field.id])
        names = ("field_police_unit__old_word_id", "selection__police_unit__old_word_id__a")
        others = ("field_police_unit__old_word_id_2", "field_police_unit__my_old_word_id")
        self.env["ir.model.data"].create(
            [
                {"module": "police_force", "name": name, "model": "ir.model.fields", "res_id": 1}
                for name in (*names, *others)
            ]
        )
        self._rename()
        self.assertEqual(field.name, "new_word_id")
        self.assertEqual(
            sorted(self._one("SELECT name FROM ir_model_data WHERE name LIKE '%\\_word\\_id%'")),
            sorted([*(name.replace("old", "new") for name in names), *others]),
        )

    def test_what_people_keep_goes_along(self):
        kept, foreign = self.env["ir.filters"].create(
            [
                {
                    "name": "Mine",
                    "model_id": model,
                    "domain": "[('old_word_id.name', '=', 'cold_word_id'), ('old_word', '=', 1)]",
                    "context": "{'group_by': ['old_word_id']}",
                }
                for model in ("police.unit", "res.partner")
            ]
        )
        before = foreign.domain
        self._rename()
        self.assertEqual(
            kept.domain, "[('new_word_id.name', '=', 'cold_word_id'), ('old_word', '=', 1)]"
        )
        self.assertEqual(kept.context, "{'group_by': ['new_word_id']}")
        self.assertEqual(foreign.domain, before)

    def test_a_key_of_what_is_kept_as_json(self):
        for _again in range(2):
            rename_key(self.cr, "police_probe", "kept", "old_word_id", "new_word_id")
        rename_key(self.cr, "police_probe", "never_was", "a", "b")
        self.assertEqual(
            self._one("SELECT kept FROM police_probe ORDER BY id"),
            [{"new_word_id": 1, "old_word": 2}, {"other": 3}, None],
        )

    def test_a_model_goes_with_its_table_and_all_that_names_it(self):
        model = self.env["ir.model"]._get("police.failure.mixin")
        field = model.field_id[:1]
        self.cr.execute("UPDATE ir_model SET model = 'police.probe' WHERE id = %s", [model.id])
        self.cr.execute(
            "UPDATE ir_model_fields SET model = 'police.probe' WHERE id = %s", [field.id]
        )
        names = ("model_police_probe", "field_police_probe__user_id", "access_police_probe_all")
        others = ("model_police_probes", "rule_probe_own")
        self.env["ir.model.data"].create(
            [
                {"module": "police_force", "name": name, "model": "ir.model", "res_id": model.id}
                for name in (*names, *others)
            ]
        )
        mail = self.env["mail.mail"].create({"police_about": "police.probe,7"})
        export = self.env["ir.exports"].create({"name": "Mine", "resource": "police.probe"})
        change = self.env["police.audit.entry"].create(
            {"user_id": self.env.uid, "action": "act", "model": "police.probe"}
        )
        for _again in range(2):
            self.env.flush_all()
            rename_model(self.cr, "police.probe", "police.new.probe")
            rename_ids(self.cr, ["police_force"], {"rule_probe_own": "rule_new_probe_own"})
            self.env.invalidate_all()
        self.assertEqual((model.model, field.model), ("police.new.probe", "police.new.probe"))
        self.assertEqual(mail.police_about, "police.new.probe,7")
        self.assertEqual((export.resource, change.model), ("police.new.probe", "police.new.probe"))
        self.assertEqual(
            self._one("SELECT indexname FROM pg_indexes WHERE tablename = 'police_new_probe'"),
            ["police_new_probe_pkey", "police_new_probe__old_word_id_index"],
        )
        self.assertEqual(
            self._one("SELECT pg_get_serial_sequence('police_new_probe', 'id')"),
            ["public.police_new_probe_id_seq"],
        )
        self.assertEqual(
            sorted(self._one("SELECT name FROM ir_model_data WHERE name LIKE '%\\_probe%'")),
            sorted(
                [
                    *(name.replace("police_probe", "police_new_probe") for name in names),
                    *("model_police_probes", "rule_new_probe_own"),
                ]
            ),
        )

    def test_dialogues_leave_nothing_behind(self):
        """Of one that has another name now, and of those that there are: Odoo makes them anew."""
        model = self.env["ir.model"]._get("police.posting.leave.wizard")
        relation = self.env["ir.model.relation"].search([("model", "=", model.id)], limit=1)
        self.assertTrue(relation)
        self.env.flush_all()
        self.cr.execute("UPDATE ir_model SET model = 'police.probe' WHERE id = %s", [model.id])
        drop_dialogues(self.cr)
        for table, is_there in (
            ("police_probe", False),
            (relation.name, False),
            ("police_settings", False),
            ("police_unit", True),
        ):
            self.cr.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
            self.assertEqual(self.cr.fetchone()[0], is_there, table)

from odoo.tests import tagged

from .net_common import NetCase

# Fragments of names, numbers and files, as somebody who guesses types them.
FRAGMENTS = ("quill", "gribb", "vexm", "81001", "81005", "velvet", "brassl")
# How rows of core point at any record; nothing of core stops who makes such a row.
POINTERS = {
    "mail.message": lambda model, record, user: {
        "model": model._name,
        "res_id": record.id,
        "author_id": user.partner_id.id,
        "body": "x",
        "message_type": "comment",
    },
    "mail.activity": lambda model, record, user: {
        "res_model_id": model.env["ir.model"].sudo()._get_id(model._name),
        "res_id": record.id,
        "user_id": user.id,
        "summary": "x",
    },
    "ir.attachment": lambda model, record, user: {
        "res_model": model._name,
        "res_id": record.id,
        "name": "x",
    },
}


@tagged("post_install", "-at_install")
class TestNetNames(NetCase):
    """Display names of all planted records, by whatever points at them."""

    def _protected(self):
        """The models of which something was planted."""
        return [name for name in self.rows if any(self._rows_of(name, one) for one in self.planted)]

    def test_something_hangs_for_each_model(self):
        """A new model that can hang on a complaint is planted, too: else nothing looks for it."""
        hanging = {
            name
            for name, model in self.env.items()
            if name.startswith("police.")
            and not (model._abstract or model._transient)
            and "complaint_id" in model._fields
            and model._original_module in self.addons
        }
        self.assertFalse(hanging - set(self._protected()))

    def test_no_name_is_read(self):
        for model in self._protected():
            for role in self.roles:
                for one in self.planted:
                    ids = self._rows_of(model, one).ids
                    answer, _written = self._call(role, model, "read", ids, ["display_name"])
                    self._look(role, answer, f"display_name of {model}")
        self._no_leak()

    def test_no_name_is_found(self):
        for model in self._protected():
            for role in self.roles:
                for words in FRAGMENTS:
                    answer, _written = self._call(role, model, "name_search", words)
                    self._look(role, answer, f"name_search of {model}")
        self._no_leak()

    def test_no_link_of_a_new_record_tells(self):
        protected = set(self._protected())
        named = {"fields": {"display_name": {}}}
        for name, model in self.env.items():
            links = [
                field
                for field in model._fields.values()
                if field.type in ("many2one", "many2many") and field.comodel_name in protected
            ]
            for field in () if model._abstract else links:
                for role in self.roles:
                    for one in self._one_of_each():
                        ids = self._rows_of(field.comodel_name, one).ids
                        value = ids[:1] and ids[0] if field.type == "many2one" else [[6, 0, ids]]
                        answer, _written = self._call(
                            role, name, "onchange", [], {field.name: value}, [field.name],
                            {field.name: named},
                        )  # fmt: skip
                        self._look(role, answer, f"{name}.{field.name}")
        self._no_leak()

    def test_no_row_that_points_at_it_tells(self):
        for kind, values in POINTERS.items():
            for role, user in self.roles.items():
                for one in self._one_of_each():
                    with self._undone():
                        made = self._point(kind, values, user, one)
                        domain = [("id", "in", made)]
                        self._call_in_parts(
                            role, kind, "web_search_read", domain,
                            asked=self._asked(role, kind), where=f"{kind} that points at it",
                        )  # fmt: skip
        self._no_leak()

    def _point(self, kind, values, user, one):
        """Rows of a role that point at one record of each model: ids."""
        rows = [
            values(self.env[model], row, user)
            for model in self._protected()
            for row in self._rows_of(model, one)[:1]
        ]
        # Made for somebody's own contact, then turned.
        own = {"model": "res.partner", "res_model": "res.partner", "res_id": user.partner_id.id}
        own["res_model_id"] = self.env["ir.model"]._get_id("res.partner")
        rows_of_own = [
            {**row, **{key: own[key] for key in row.keys() & own.keys()}} for row in rows
        ]
        made = self.env[kind].with_user(user).sudo().create(rows_of_own)
        for turned, row in zip(made, rows, strict=True):
            turned.write({key: row[key] for key in row.keys() & own.keys()})
        made.env.flush_all()
        return made.ids

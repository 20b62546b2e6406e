import inspect
import warnings

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .net_common import NetCase

# Arguments by the name of the parameter; a callable gets the test, the model, the role, the rows.
PARAMETERS = {
    "act_type_xmlids": ["mail.mail_activity_data_todo"],
    "active_ids": lambda case, model, role, rows: rows.ids,
    "complaint_id": lambda case, model, role, rows: case._complaint_of(rows).id,
    "credential": {"type": "password", "login": "nobody", "password": "x"},
    "data": [["1", "1"]],
    "domain": lambda case, model, role, rows: [("id", "in", rows.ids)],
    "field_name": lambda case, model, role, rows: case._a_link(model),
    "field_names": [],
    "fields": lambda case, model, role, rows: [*case._words_asked(role, model)],
    "fields_list": lambda case, model, role, rows: [*case._words_asked(role, model)],
    "fields_spec": lambda case, model, role, rows: case._words_asked(role, model),
    "fields_to_export": lambda case, model, role, rows: [*case._words_asked(role, model)],
    "full_name": "x.y",
    "group_by": "create_uid",
    "groupby": ["create_uid"],
    "grouping_sets": [["create_uid"]],
    "help_message": "",
    "message": "From: a@example.org\n\nx",
    "message_dict": {},
    "month": "2026-11",
    "login": "nobody",
    "msg_dict": {},
    "name": "",
    "new": lambda case, model, role, rows: rows.ids,
    "new_thread": lambda case, model, role, rows: rows.ids,
    "notification_type": "email",
    "operation": "read",
    "parent_field": "create_uid",
    "progress_bar": {"field": "create_uid", "colors": {}},
    "source_ref": "mail.message_origin_link",
    "specification": lambda case, model, role, rows: case._words_asked(role, model),
    "reply_id": lambda case, model, role, rows: rows.ids[:1],
    "stage_id": lambda case, model, role, rows: case.env["police.stage"].search([], limit=1).id,
    "template_id": 1,
    "translations": {"en_US": "x"},
    "user_agent_env": {},
    "values": {},
    "vals": {},
    "vals_list": [{}],
    "view_id": False,
    "view_type": "form",
    "views": [[False, "form"], [False, "list"]],
}
# Where a parameter of that name means something else in one method.
ARGUMENTS = {
    ("*", "message_process"): ["police.complaint", "From: a@example.org\n\nx"],
    ("*", "web_save_multi"): lambda case, model, role, rows: [
        [{}] * len(rows),
        case._words_asked(role, model),
    ],
    ("*", "read_group"): lambda case, model, role, rows: [
        [("id", "in", rows.ids)],
        ["__count"],
        ["create_uid"],
    ],
}
# Answer with an object that no answer by RPC can carry.
LEFT_OUT = {"delayable", "with_delay"}
# Core models whose public methods our addons change or add to.
CORE = ("ir.attachment", "mail.message", "mail.activity", "mail.tracking.value", "mail.followers")
CORE += ("res.users", "res.groups", "ir.http", "ir.actions.report")


@tagged("post_install", "-at_install")
class TestNetMethods(NetCase):
    """What each public method tells and does with ids of records that a role may not read."""

    core = CORE

    def _public_methods(self, model):
        """(name, method, whether it is ours, whether it takes ids) of what RPC reaches."""
        found = type(self.env[model])
        for name in dir(found):
            if (
                name.startswith("_")
                or name in LEFT_OUT
                or not inspect.isroutine(getattr(found, name))
            ):
                continue
            try:
                method = get_public_method(self.env[model], name)
            except AccessError:
                continue
            base = next(one for one in found.__mro__ if name in vars(one))
            ours = base.__module__.startswith("odoo.addons.police_") and name != "export_data"
            yield name, method, ours, not getattr(method, "_api_model", False)

    def _arguments(self, model, name, method, role, rows):
        """What to call a method with; a parameter without a row fails."""
        given = ARGUMENTS.get((model, name)) or ARGUMENTS.get(("*", name))
        if given:
            return given(self, model, role, rows) if callable(given) else given
        required = [
            one.name
            for one in list(inspect.signature(inspect.unwrap(method)).parameters.values())[1:]
            if one.default is one.empty
            and one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)
        ]
        missing = set(required) - PARAMETERS.keys()
        self.assertFalse(missing, f"{model}.{name} takes what has no row in the table")
        values = [PARAMETERS[one] for one in required]
        return [one(self, model, role, rows) if callable(one) else one for one in values]

    def _complaint_of(self, rows):
        if "complaint_id" in rows._fields and rows.complaint_id:
            return rows.complaint_id[:1]
        return self.complaints[:1]

    def _a_link(self, model):
        fields = self.env[model]._fields.values()
        return next((row.name for row in fields if row.type == "many2one"), "display_name")

    def _models(self):
        ours = [
            name
            for name, model in self.env.items()
            if name.startswith("police.") and model._original_module in self.addons
        ]
        return [*ours, *self.core]

    def _targets(self, model, role):
        """Rows of a model to try, and whether the role may read them; of some there are none."""
        hanging = [(self._rows_of(model, one)[:1], one) for one in self._one_of_each()]
        targets = [(rows, self._may(role, one, "what")) for rows, one in hanging if rows]
        return targets or [(self.env[model], True)]

    def _targets_of_core(self, model, role, targets):
        """Of these, what differs for the methods that all models have: they ask for access first.

        Of the roles that have none at all to the model two are enough.
        """
        if not targets[0][0]:
            return []
        if not self.env[model].with_user(self.roles[role]).has_access("read"):
            return targets[:1] if role in ("none", "portal") else []
        return [targets[0], *(one for one in targets[-1:] if one[1] != targets[0][1])]

    def test_no_method_tells(self):
        self.enterContext(warnings.catch_warnings(action="ignore", category=DeprecationWarning))
        # What holds complaints and what hangs on them; a look at an export is written down.
        hanging = (self.env[name] for name in self.rows if name != "police.audit.entry")
        self.tables = {model._table for model in hanging if not model._transient}
        for model in self._models():
            methods = list(self._public_methods(model))
            for role in self.roles:
                targets = self._targets(model, role)
                of_core = self._targets_of_core(model, role, targets)
                for name, method, ours, takes_ids in methods:
                    if not ours and model in self.core:
                        continue
                    for rows, may_read in targets if ours else of_core:
                        self._try_method(role, model, name, method, rows, may_read, takes_ids)
        self._no_leak()

    def _try_method(self, role, model, name, method, rows, may_read, takes_ids):
        arguments = self._arguments(model, name, method, role, rows)
        arguments = [rows.ids, *arguments] if takes_ids else arguments
        answer, written = self._call(role, model, name, *arguments)
        self._look(role, answer, f"{model}.{name}")
        if takes_ids and not may_read:
            for table in self.tables.intersection(written):
                self._note(f"{model}.{name}", "changed", table, role)

from odoo import fields
from odoo.tests import tagged

from .net_calls import REFUSED
from .net_common import NetCase

WORDS = "Some words."
LATER = "2030-01-01 00:00:00"
# What each dialogue needs, besides the record that it is about.
DIALOGS = {
    "police.action.wizard": lambda case: {"text": WORDS},
    "police.follow.up.answer.wizard": lambda case: {"text": WORDS},
    "police.complaint.bulk.wizard": lambda case: {"kind": "assign"},
    "police.complaint.close.wizard": lambda case: {},
    "police.complaint.contact.wizard": lambda case: {},
    "police.complaint.listen.wizard": lambda case: {"text": WORDS},
    "police.complaint.protect.wizard": lambda case: {"confidentiality": "open"},
    "police.complaint.reopen.wizard": lambda case: {"reason": WORDS},
    "police.complaint.reply.wizard": lambda case: {"text": WORDS},
    "police.complaint.route.wizard": lambda case: {"unit_id": case.station.id},
    "police.complaint.pause.wizard": lambda case: {
        "reason_id": case.env.ref("police_grievance.pause_reason_citizen").id
    },
    "police.complaint.transfer.wizard": lambda case: {
        "unit_id": case.other_station.id,
        "reason": WORDS,
    },
    "police.contact.correction.wizard": lambda case: {},
    "police.daily.list.wizard": lambda case: {"unit_id": case.zone.id, "day": fields.Date.today()},
    "police.direction.answer.wizard": lambda case: {"answer": WORDS},
    "police.follow.up.date.wizard": lambda case: {"next_due_at": LATER, "reason": WORDS},
    "police.import": lambda case: {"kind": "places"},
    "police.import.problem": lambda case: {},
    "police.posting.leave.wizard": lambda case: {
        "user_id": case.constable.id,
        "date_from": LATER,
        "date_to": LATER,
    },
    "police.posting.transfer.wizard": lambda case: {"user_id": case.constable.id, "moment": LATER},
    "police.set.aside.wizard": lambda case: {"kind": "test"},
    "police.settings": lambda case: {},
    "police.unit.merge.wizard": lambda case: {"unit_id": case.station.id},
}


@tagged("post_install", "-at_install")
class TestNetDialogs(NetCase):
    """What each dialogue tells and does, begun by each role on each planted complaint."""

    def _dialogs(self):
        return [
            name
            for name, model in self.env.items()
            if name.startswith("police.")
            and model._transient
            and not model._abstract
            and model._original_module in self.addons
        ]

    def test_each_dialogue_has_a_row(self):
        self.assertCountEqual(DIALOGS, self._dialogs())

    def test_no_dialogue_tells(self):
        for model in self._dialogs():
            for role in self.roles:
                for one in self._one_of_each():
                    for name, ids in self._pointers(model, one):
                        self._begin(role, model, name, ids)
        self._no_leak()

    def _pointers(self, model, one):
        """The fields by which a dialogue can point at what hangs on a complaint: (name, ids)."""
        for name, field in self.env[model]._fields.items():
            if field.relational and field.comodel_name in {*self.rows, "police.complaint"}:
                ids = self._rows_of(field.comodel_name, one).ids
                if ids:
                    yield name, ids

    def _begin(self, role, model, name, ids):
        """Each way to begin a dialogue that points somewhere: by context, by hand, and kept."""
        field, where = self.env[model]._fields[name], f"{model} by {name}"
        value = ids[0] if field.type == "many2one" else [[6, 0, ids]]
        context = {
            f"default_{name}": ids[0] if field.type == "many2one" else ids,
            "active_model": field.comodel_name,
            "active_id": ids[0],
            "active_ids": ids,
        }
        asked = self._asked(role, model)
        answer, _written = self._call(role, model, "default_get", [*asked], context=context)
        self._look(role, answer, f"default_get of {where}")
        for values, names, begun in (({name: value}, [name], {}), ({}, [], context)):
            args = ([], values, names)
            self._call_in_parts(
                role,
                model,
                "onchange",
                *args,
                asked=asked,
                context=begun,
                where=f"onchange of {where}",
            )
        self._create(role, model, {name: value}, asked, where)

    def _create(self, role, model, pointing, asked, where):
        """Keep the dialogue, read it back, and press its buttons."""
        with self._undone():
            answer = self._try(role, model, "create", [{**DIALOGS[model](self), **pointing}])
            self._look(role, answer, f"create of {where}")
            if answer.startswith(REFUSED):
                return
            made = [int(answer.strip("[]"))]
            self._call_in_parts(
                role, model, "web_read", made, asked=asked, where=f"web_read of {where}"
            )
            for button in self._buttons(model):
                answer, _written = self._call(role, model, button, made)
                self._look(role, answer, f"{button} of {where}")

    def _buttons(self, model):
        return [name for name in dir(type(self.env[model])) if name.startswith("action_")]

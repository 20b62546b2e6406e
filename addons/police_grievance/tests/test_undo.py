import importlib.util
import json
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .common import PoliceCase

MIGRATION = Path(__file__).parents[1] / "migrations/19.0.1.1.0/post-keep-endings.py"


@tagged("post_install", "-at_install")
class TestUndo(PoliceCase):
    """A closing taken back and what is taken up after all come from one machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.resolved = cls.env.ref("police_grievance.outcome_resolved")
        cls.endings = {
            "outcome": (cls._close, "action_take_back"),
            "set_aside": (cls._set_aside, "action_take_up_after_all"),
        }

    def _close(self):
        self.complaint.with_user(self.desk_user)._record_asked("call", "resolved")
        self.complaint.with_user(self.desk_user)._move_to("closed", self.resolved)

    def _set_aside(self):
        self.complaint.with_user(self.desk_user)._set_aside("spam")

    def _state(self):
        names = (
            "stage_id",
            "unit_id",
            "post_id",
            "deadline",
            "next_escalation_at",
            "confidentiality",
        )
        names += ("paused_since", "has_unread_reply", "follow_up_due_at", "nature", "set_aside")
        return self.complaint.read(names)

    def test_a_field_of_another_addon_is_kept_and_restored(self):
        """As an addon extends it: it names its field, which it empties at the end."""
        self.env["ir.model.fields"].create(
            {
                "name": "x_heard_on",
                "model_id": self.env["ir.model"]._get_id("police.complaint"),
                "ttype": "datetime",
                "state": "manual",
            }
        )
        model = self.env.registry["police.complaint"]
        kept, closing = model._kept_fields, model._closing_values
        moment = fields.Datetime.now() - timedelta(days=1)
        for kind, (end, undo) in self.endings.items():
            self.complaint.sudo().x_heard_on = moment
            with (
                self.subTest(kind=kind),
                patch.object(model, "_kept_fields", lambda self: (*kept(self), "x_heard_on")),
                patch.object(
                    model,
                    "_closing_values",
                    lambda self, at: {**closing(self, at), "x_heard_on": False},
                ),
            ):
                end(self)
                self.assertFalse(self.complaint.sudo().x_heard_on)
                getattr(self.complaint.with_user(self.desk_user), undo)()
                self.assertEqual(self.complaint.sudo().x_heard_on, moment)

    def test_both_give_back_the_same(self):
        desk = self.complaint.with_user(self.desk_user)
        self._act(self.complaint.with_user(self.constable))
        self.env["police.follow.up"].with_user(self.desk_user).create(
            {
                "complaint_id": self.complaint.id,
                "method": "call",
                "next_due_at": fields.Datetime.now() + timedelta(hours=2),
            }
        )
        desk._move_to("verification")
        self.complaint.sudo().has_unread_reply = True
        before = self._state()
        for kind, (end, undo) in self.endings.items():
            with self.subTest(kind=kind):
                end(self)
                self.assertNotEqual(self._state(), before)
                getattr(desk, undo)()
                self.assertEqual(self._state(), before)

    def test_what_was_changed_since_stays(self):
        """The unit that it is about, named while it was away, does not get it back."""
        for kind, (end, undo) in self.endings.items():
            with self.subTest(kind=kind):
                end(self)
                self.complaint.with_user(self.desk_user).complained_unit_id = self.station
                getattr(self.complaint.with_user(self.desk_user), undo)()
                self.assertEqual(self.complaint.complained_unit_id, self.station)
                self.assertEqual(self.complaint.unit_id, self.circle)
                self.complaint.sudo().write(
                    {"complained_unit_id": False, "unit_id": self.station.id}
                )

    def test_what_was_kept_in_the_older_form_is_undone_too(self):
        self.env.cr.execute(
            SQL(
                """ALTER TABLE police_complaint ADD as_before jsonb, ADD nature_before varchar;
                   ALTER TABLE police_closing ADD had_unread_reply boolean, ADD pause_id integer"""
            )
        )
        self._act(self.complaint.with_user(self.constable))
        self.complaint.with_user(self.desk_user)._move_to("verification")
        self.complaint.sudo().has_unread_reply = True
        before = self._state()
        for kind, (end, undo) in self.endings.items():
            with self.subTest(kind=kind):
                end(self)
                getattr(self, f"_as_older_{kind}")(self.complaint.closing_ids.sorted("id")[-1])
                self._migrate()
                getattr(self.complaint.with_user(self.desk_user), undo)()
                self.assertEqual(self._state(), before)

    def _as_older_outcome(self, closing):
        [pause_id] = closing.before["pause_ids"]
        closing.write({"before": False, "after": False})
        closing.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE police_closing SET had_unread_reply = true, pause_id = %s WHERE id = %s",
                pause_id,
                closing.id,
            )
        )

    def _as_older_set_aside(self, closing):
        kept = {**closing.before, "stage_id": closing.stage_id.id, "identity_given": "open"}
        nature = kept.pop("nature")
        for name in ("set_aside", "merged_into_id"):
            kept.pop(name)
        closing.unlink()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE police_complaint SET as_before = %s, nature_before = %s WHERE id = %s",
                json.dumps(kept),
                nature,
                self.complaint.id,
            )
        )

    def _migrate(self):
        self.env.cr.execute(
            SQL(
                """CREATE TABLE police_closing_police_follow_up_rel
                       (police_closing_id integer, police_follow_up_id integer)"""
            )
        )
        spec = importlib.util.spec_from_file_location("keep_endings", MIGRATION)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

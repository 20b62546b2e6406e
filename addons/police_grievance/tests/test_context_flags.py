import ast
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.modules import Manifest
from odoo.tests import tagged

from .common import PoliceCase

# What a caller's context may say: where somebody is and what they look at, never what is allowed.
SAID_BY_CALLERS = {
    "active_id": "the record looked at; rights are asked for it",
    "active_ids": "the records marked; rights are asked for them",
    "active_model": "the list looked at",
    "default_complaint_id": "what a dialogue opens on; rights are asked for it",
    "default_follow_up_id": "what a dialogue opens on; rights are asked for it",
    "install_mode": "counts only while the addons themselves are loaded",
    "lacking": "which list of gaps to open, one of a closed set",
    "lang": "the language to answer in",
}
# Any key, but only to be turned off or left out.
ANY_KEY = {"police_complaint_protection.py", "police_own_words.py"}


@tagged("post_install", "-at_install")
class TestContextFlags(PoliceCase):
    """What decides something in a context is an object that no caller can send."""

    def _sources(self):
        addons = {
            model._original_module for name, model in self.env.items() if name.startswith("police.")
        }
        for addon in addons:
            for path in Path(Manifest.for_addon(addon).path).rglob("*.py"):
                if "tests" not in path.parts:
                    yield path, ast.parse(path.read_text(encoding="utf-8"))

    def _is_context(self, node):
        return isinstance(node, ast.Attribute) and node.attr == "context"

    def _asked(self, tree):
        """(key or None, the node that asks, what encloses it) of each look into a context."""
        for outer in ast.walk(tree):
            for node in ast.iter_child_nodes(outer):
                if isinstance(node, ast.Subscript) and self._is_context(node.value):
                    yield getattr(node.slice, "value", None), outer
                elif (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr == "get"
                    and self._is_context(node.func.value)
                ):
                    yield getattr(node.args[0], "value", None), outer

    def test_every_flag_is_an_object(self):
        found = set()
        for path, tree in self._sources():
            for key, outer in self._asked(tree):
                with self.subTest(file=path.name, key=key):
                    if not isinstance(key, str):
                        self.assertIn(path.name, ANY_KEY)
                    elif key == "police_channel_message":
                        self.assertIn("isinstance(", path.read_text(encoding="utf-8"))
                    elif key.startswith("police_"):
                        self.assertIsInstance(outer, ast.Compare)
                        self.assertIsInstance(outer.ops[0], ast.Is | ast.IsNot)
                        self.assertEqual(outer.comparators[0].id, "BY_SERVICE")
                    else:
                        self.assertIn(key, SAID_BY_CALLERS)
                found.add(key)
        self.assertIn("police_masking", found)

    def test_every_flag_that_is_set_is_an_object(self):
        for path, tree in self._sources():
            for node in ast.walk(tree):
                for keyword in getattr(node, "keywords", ()):
                    if (keyword.arg or "").startswith("police_") and self._sets_context(node):
                        with self.subTest(file=path.name, flag=keyword.arg):
                            # A message is an object; who asks for it looks that it is one.
                            if keyword.arg != "police_channel_message":
                                self.assertEqual(getattr(keyword.value, "id", ""), "BY_SERVICE")

    def _sets_context(self, node):
        return isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "with_context"

    def test_a_no_sends_the_complaint_back_whatever_the_context_says(self):
        complaint = self._complaint(self.station)
        self._act(complaint.with_user(self.constable))
        asked = self.env["police.verification"].with_user(self.desk_user)
        asked.with_context(police_answer_is_handled=True).create(
            {"complaint_id": complaint.id, "result": "not_resolved"}
        )
        self.assertEqual(complaint.stage_code, "with_station")

    def test_nobody_but_the_service_says_that_the_citizen_told_us(self):
        complaint = self._complaint(self.station)
        values = {"complaint_id": complaint.id, "result": "resolved"}
        for user in (self.desk_user, self.circle_officer):
            asked = self.env["police.verification"].with_user(user)
            with self.assertRaises(AccessError):
                asked.create({**values, "method": "citizen"})
            with self.assertRaises(AccessError):
                asked.with_context(default_method="citizen").create(values)
            with self.assertRaises(AccessError):
                complaint.with_user(user)._record_asked("citizen", "resolved")
        close = self.env["police.complaint.close.wizard"]._fields["method"]
        self.assertNotIn("citizen", close.get_values(self.env))

    def test_no_context_keeps_a_change_of_the_lists_out_of_the_audit(self):
        entries = self.env["police.audit.entry"]
        before = entries.search_count([])
        administrator = self.env.ref("base.user_admin")
        self.station.with_user(administrator).with_context(install_mode=True).write(
            {"name": "Rampurwa New"}
        )
        self.assertEqual(entries.search_count([]), before + 1)

    def test_nobody_follows_by_a_task_of_a_post_only_the_service_says_so(self):
        complaint = self._complaint(self.station).with_user(self.desk_user)
        complaint.with_context(police_post_activity=True).message_subscribe(
            self.desk_user.partner_id.ids
        )
        self.assertIn(self.desk_user.partner_id, complaint.message_partner_ids)

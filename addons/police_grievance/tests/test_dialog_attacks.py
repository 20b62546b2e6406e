from odoo.tests import tagged

from .identity_common import NAME, PHONE, PlantedCase

WORDS = f"Quillword: {NAME} says on {PHONE} that he is there."


@tagged("post_install", "-at_install")
class TestDialogAttacks(PlantedCase):
    """What somebody types in a dialogue is in the database before it is sent, and not masked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        about = cls._about_the_station("He takes money.")
        typed = {
            "police.complaint.reply.wizard": {"text": WORDS},
            "police.complaint.close.wizard": {"note": WORDS, "result_note": WORDS},
            "police.complaint.protect.wizard": {"confidentiality": "open", "reason": WORDS},
        }
        for complaint in (about, cls.complaints):
            for model, values in typed.items():
                dialogs = cls.env[model].with_user(cls.desk_user)
                dialogs.create({"complaint_id": complaint.id, **values})
        cls.typed, cls.about = typed, about

    def test_nobody_else_reads_what_is_typed(self):
        for user in self._as_each():
            for model, values in self.typed.items():
                answers = [self._read_all(model, 100)]
                for group in ("complaint_id", *values):
                    answers.append(self._rpc(model, "formatted_read_group", [], [group]))
                    answers.append(self._rpc(model, "web_read_group", [], [group]))
                for answer in answers:
                    self._assert_clean(answer, f"{user.login}: {model}")
                    self.assertNotIn(self.about.number, answer)
                found = self._result(model, "search_count", [("complaint_id", "!=", False)])
                self.assertFalse(found, f"{user.login}: {model}")

    def test_each_dialogue_is_only_its_authors(self):
        users = [self.desk_user, *self.blind.values()]
        for name, model in self.env.items():
            if not name.startswith("police.") or model._abstract or not model._transient:
                continue
            for user in users:
                if model.with_user(user).has_access("read"):
                    domain = self.env["ir.rule"].with_user(user)._compute_domain(name, "read")
                    self.assertIn("create_uid", str(domain), name)

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestPublicAccess(PoliceCase):
    """A button asks who presses it before it does or tells anything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(
            cls.station, files=[EnvelopeFile("Quillfeather.txt", "text/plain", b"Hers.")]
        )
        cls._follow_up(cls.complaint, "call")
        cls.direction = cls.env["police.follow.up"].create(
            {
                "method": "direction",
                "direction": "Go there.",
                "unit_id": cls.station.id,
                "next_due_at": "2030-01-01 10:00:00",
            }
        )

    def _buttons(self, records):
        """The methods of ours without arguments that RPC reaches."""
        for name in dir(type(records)):
            owner = next((one for one in type(records).__mro__ if name in vars(one)), None)
            if name.startswith("action_") and ".police" in getattr(owner, "__module__", ""):
                yield name

    def test_no_button_answers_about_what_one_may_not_read(self):
        files = self.complaint.evidence_ids
        for records in (self.complaint, files, self.complaint.follow_up_ids, self.direction):
            pressed = list(self._buttons(records))
            self.assertTrue(pressed)
            for name in pressed:
                with self.subTest(button=f"{records}.{name}"), self.assertRaises(AccessError):
                    getattr(records.with_user(self.other_head), name)()
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.other_head).get_stage_dialog(1)
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.other_head).message_post(body="x")

    def test_a_file_is_read_only_for_who_may_open_it(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        file = self.complaint.evidence_ids
        for user in (self.constable, self.station_head, self.circle_officer):
            for name in self._buttons(file):
                with self.subTest(user=user.login, button=name), self.assertRaises(AccessError):
                    getattr(file.with_user(user), name)()
        answer = file.with_user(self.desk_user).action_verify()
        self.assertEqual(answer["params"]["type"], "success")

    def test_the_tree_and_the_accounts_are_their_keepers(self):
        draft = self.env["police.registration"].with_user(self.desk_user).create({})
        for button in (
            self.station.with_user(self.constable).action_merge,
            self.constable.with_user(self.station_head).action_archive,
            draft.with_user(self.other_head).action_open,
            draft.with_user(self.other_head).action_print_slip,
            draft.with_user(self.other_head).action_throw_away,
        ):
            with self.assertRaises(AccessError):
                button()
        self.assertFalse(self.constable.police_posting_ids.date_to)

"""No words without end: each text that the server takes has a length, and is told so in words."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.police_force.models.base import LONGEST

from .citizen_common import CitizenCase

LONG = "x" * (LONGEST["text"] + 1)


@tagged("post_install", "-at_install")
class TestLengths(CitizenCase):
    def test_records_of_the_service(self):
        complaints = self.env["police.complaint"].with_user(self.desk_user)
        complaint = self.complaint.with_user(self.desk_user)
        draft = self.env["police.registration"].with_user(self.desk_user).create({})
        reply = self.env["police.complaint.reply.wizard"].with_user(self.desk_user)
        for refused in (
            lambda: complaints.create({"subject": "Noise", "description": LONG}),
            lambda: complaint.write({"description": LONG}),
            lambda: complaint.write({"subject": LONG}),
            lambda: draft.write({"description": LONG}),
            lambda: draft.write({"name": LONG}),
            lambda: draft.write({"answers": {"Who?": LONG * 3}}),
            lambda: reply.create({"complaint_id": complaint.id, "text": LONG}),
            lambda: complaint.message_post(body="x" * (LONGEST["html"] + 1)),
        ):
            with self.assertRaisesRegex(UserError, "too long: at most"):
                refused()
        with self.assertRaisesRegex(UserError, "बहुत लंबा"):
            draft.with_context(lang="hi_IN").write({"description": LONG})
        draft.write({"description": LONG[1:]})

    def test_what_a_channel_brings_in_is_never_cut(self):
        words = "y" * 60_000
        complaint = self._complaint(self.station, text=words)
        self.assertEqual(complaint.description, words)
        # Who corrects a letter in it may; who adds to it may not.
        complaint = complaint.with_user(self.desk_user)
        complaint.description = words[1:]
        with self.assertRaises(UserError):
            complaint.description = words * 2

    def test_the_citizens_pages(self):
        path = self._path()
        page = self._get(path)
        answer = self._post(f"{path}/reply", 422, key=self._key(page), text=LONG)
        self.assertIn("it is too long", self._words(answer))
        self.assertIn(LONG, answer.text)
        self.assertFalse(self._conversation(self.complaint))
        answer = self._post(f"{path}/reply?lang=hi", 422, key=self._key(page), text=LONG)
        self.assertIn("बहुत लंबा", self._words(answer))
        # A browser counts the end of a line once, and sends two characters for it.
        lines = "x\r\n" * 4_999
        self._post(f"{path}/reply", key=self._key(page), text=lines)
        self.assertTrue(self._conversation(self.complaint))

    def test_the_form_in_an_account(self):
        new_test_user(self.env, "citizen", groups="base.group_portal")
        self.authenticate("citizen", "citizen")
        page = self._get("/my/complaints/new")
        token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        count = self.env["police.complaint"].search_count([])
        for typed in ({"text": LONG}, {"text": "He shouts", "place": "x" * 201}):
            answer = self._post(
                "/my/complaints/new", 422, key=self._key(page), csrf_token=token, **typed
            )
            self.assertIn("it is too long", self._words(answer))
            self.assertIn(typed["text"], answer.text)
        self.assertEqual(self.env["police.complaint"].search_count([]), count)

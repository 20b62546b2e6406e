import time
from functools import partial
from unittest.mock import patch

from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser
from odoo.tools import mute_logger

from .common import PoliceCase


def _without_refusals():
    """That a locked page asks in vain is what a test is about: no error."""
    handle = ChromeBrowser._handle_console

    def without_refusals(browser, **said):
        if "Odoo Session Expired" in str(said.get("args")):
            said["type"] = "info"
        handle(browser, **said)

    return without_refusals


@tagged("post_install", "-at_install")
class TestSwitchUserTour(HttpCase, PoliceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.constable | cls.desk_user).lang = "hi_IN"

    def test_two_officers_share_a_pc(self):
        self.start_tour("/odoo", "police_switch_user", login="test_desk")

    def test_the_session_ends_with_the_switch(self):
        session = self.authenticate("test_desk", "test_desk")
        answer = self._switch(csrf_token=Request.csrf_token(self))
        self.assertEqual(answer.headers["Location"].rpartition("/web/")[2], "login")
        self.assertNotEqual(answer.cookies.get("session_id"), session.sid)
        self.assertIn("/web/login", self.url_open("/odoo").url)
        self.assertIn("पासवर्ड", self.url_open("/web/login").text)

    def _switch(self, **form):
        return self.url_open(
            "/police_force/switch_user", data=form or {"x": ""}, allow_redirects=False
        )

    def test_no_other_site_ends_a_session(self):
        self.authenticate("test_desk", "test_desk")
        got = self.url_open("/police_force/switch_user", allow_redirects=False)
        self.assertEqual(got.status_code, 405)
        for form in ({}, {"csrf_token": ""}, {"csrf_token": "wrong"}):
            self.assertEqual(self._switch(**form).status_code, 400)
        self.assertNotIn("/web/login", self.url_open("/odoo").url)

    def test_a_tab_whose_session_has_ended_gets_to_the_log_in(self):
        self.assertEqual(self._switch(csrf_token="old").status_code, 303)

    def test_a_pc_nobody_uses_locks(self):
        self.assertEqual(self.constable._get_lock_timeout_inactivity(), 600)
        self.assertFalse(self.env.ref("base.public_user")._get_lock_timeout_inactivity())
        self.start_tour("/odoo", "police_idle_lock", login="test_constable")

    @mute_logger("odoo.http")
    def test_what_was_behind_the_lock_comes_back(self):
        self.start_tour("/odoo", "police_idle_unlock", login="test_constable")

    def test_a_half_written_reply_comes_back_with_its_words(self):
        complaint = self._complaint(self.station)
        self.station_head.lang = "hi_IN"
        address = f"/odoo/complaints/{complaint.id}"
        with patch.object(ChromeBrowser, "_handle_console", _without_refusals()):
            self.start_tour(address, "police_reply_locked", login="test_head")
        draft = self.env["police.complaint.reply.wizard"].search(
            [("complaint_id", "=", complaint.id)]
        )
        self.assertEqual(draft.mapped("text"), ["We have come twice"])

    @mute_logger("odoo.http")
    def test_a_page_opened_while_locked_comes_when_unlocked(self):
        locked = partial(self.authenticate, session_extra={"identity-check-next": time.time() - 60})
        with (
            patch.object(self, "authenticate", locked),
            patch.object(ChromeBrowser, "_handle_console", _without_refusals()),
        ):
            self.start_tour("/odoo", "police_opened_locked", login="test_constable")

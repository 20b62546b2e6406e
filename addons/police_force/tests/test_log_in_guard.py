"""The log-in tells nobody which accounts there are, and lets nobody guess for long."""

import re
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessDenied, UserError, ValidationError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.res_users import CryptContext
from odoo.addons.police_force.models.police_log_in_failure import ATTEMPTS, PAUSE

from .common import ForceCase

UNKNOWN = "nobody.at.all@example.org"
KNOWN = "account.holder@example.org"


def _of_service(rounds):
    """What core hashes passwords with, new for each: in tests it puts something in the place of that."""
    schemes = ["pbkdf2_sha512", "plaintext"]
    return CryptContext(schemes, deprecated=["auto"], pbkdf2_sha512__rounds=rounds)


@tagged("post_install", "-at_install")
class TestLogInGuard(HttpCase, ForceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(
            cls.env.registry["res.users"], "_crypt_context", lambda _self: _of_service(1)
        )
        cls.account = new_test_user(
            cls.env, KNOWN, groups="base.group_portal", email=KNOWN, password="Right-password-1"
        )
        cls.parameters = cls.env["ir.config_parameter"].sudo()
        cls.parameters.set_param(ATTEMPTS, "1000")
        cls.parameters.set_param("police_grievance.default_language", "en_US")
        cls.parameters.set_param("auth_signup.reset_password", "True")
        cls.failures = cls.env["police.log.in.failure"]

    def setUp(self):
        super().setUp()
        self.addCleanup(setattr, self.env.registry, "_login_failures", None)
        self.env.registry._login_failures = None

    def _page(self, path):
        return self.url_open(path).text

    def _send(self, path, **values):
        """Send a form of a visitor.

        :return: (status, address it ends at, text of the page without what differs each time)
        """
        self.authenticate(None, None)
        found = re.search(r'name="csrf_token"\s+value="([^"]+)"', self._page(path))
        answer = self.url_open(path, data={**values, "csrf_token": found.group(1)})
        text = re.sub(r"<script.*?</script>|<[^>]*>|\s+", " ", answer.text, flags=re.DOTALL)
        return answer.status_code, answer.url, text

    def _log_in(self, login, password="Wrong-password-1"):
        return self._send("/web/login", login=login, password=password)

    def _as_they_are(self):
        """Log-ins in each state that an account can be in."""
        archived = new_test_user(
            self.env, "archived", groups="base.group_portal", password="Right-password-1"
        )
        archived.active = False
        waiting = new_test_user(self.env, "waiting", groups="base.group_user", password="x" * 12)
        waiting._issue_slip()
        without = new_test_user(self.env, "without", groups="base.group_portal")
        self.env.cr.execute("UPDATE res_users SET password = NULL WHERE id = %s", [without.id])
        return (KNOWN, "test_desk", "archived", "waiting", "without", UNKNOWN)

    # The same for all

    def test_a_wrong_password_tells_nothing(self):
        answers = {login: self._log_in(login) for login in self._as_they_are()}
        self.assertEqual(len(set(answers.values())), 1, answers)
        self.assertIn("Wrong login/password", answers[UNKNOWN][2])

    def test_nor_does_one_longer_than_any(self):
        answers = {self._log_in(login, "x" * 5000) for login in (KNOWN, "waiting", UNKNOWN)}
        self.assertEqual(len(answers), 1, answers)
        self.assertIn("Wrong login/password", answers.pop()[2])

    def test_none_is_a_wrong_one(self):
        for password in ("", None):
            credential = {"type": "password", "login": KNOWN, "password": password}
            with self.assertRaises(AccessDenied):
                self.env["res.users"].authenticate(credential, {"interactive": False})

    def test_nor_does_the_time_it_takes(self):
        """With as many rounds as a production database has: tests have one."""
        logins = self._as_they_are()
        users = self.env["res.users"]
        rounds = 100_000
        for user in (self.account, self.desk_user):
            self.env.cr.execute(
                "UPDATE res_users SET password = %s WHERE id = %s",
                [_of_service(rounds).hash("Right-password-1"), user.id],
            )
        with patch.object(type(users), "_crypt_context", lambda _self: _of_service(rounds)):
            # In turns, the processor's time, and the shortest: what else the machine does counts for nobody.
            turns = [{login: self._seconds(login) for login in logins} for _each in range(7)]
        times = {login: min(one[login] for one in turns) for login in logins}
        usual = times[KNOWN]
        for seconds in times.values():
            self.assertLess(abs(seconds - usual), 0.5 * usual, times)

    def _seconds(self, login):
        started = time.thread_time()
        with self.assertRaises(AccessDenied):
            self.env["res.users"]._login(
                {"login": login, "password": "wrong", "type": "password"}, {"interactive": True}
            )
        return time.thread_time() - started

    def test_a_new_password_is_asked_for_without_an_answer(self):
        with patch.object(type(self.account), "action_reset_password") as sent:
            answers = {
                login: self._send("/web/reset_password", login=login)
                for login in (KNOWN, UNKNOWN, "test_desk", "archived", "*")
            }
            self.assertEqual(len(set(answers.values())), 1, answers)
            sent.assert_not_called()
        self.assertIn("If there is an account", answers[UNKNOWN][2])
        self.env.invalidate_all()
        asked = self.env["res.users"].search([("police_reset_asked_at", "!=", False)])
        self.assertEqual(asked, self.account | self.desk_user)

    def test_the_link_for_it_comes_later(self):
        self._send("/web/reset_password", login=KNOWN)
        cron = self.env.ref("police_force.ir_cron_reset_passwords")
        with patch.object(type(self.account), "action_reset_password", autospec=True) as sent:
            cron.method_direct_trigger()
        self.assertEqual([call.args[0].ids for call in sent.call_args_list], [self.account.ids])
        self.env.invalidate_all()
        self.assertFalse(self.account.sudo().police_reset_asked_at)

    def _asked_for_a_link(self, users):
        users.sudo().police_reset_asked_at = "2026-01-01 00:00:00"
        self.env.flush_all()

    def test_a_request_is_there_until_its_link_was_sent(self):
        self._asked_for_a_link(self.account)
        killed = patch.object(type(self.account), "action_reset_password", side_effect=SystemExit)
        commits = patch.object(type(self.env["ir.cron"]), "_commit_progress")
        with killed, commits as committed, self.assertRaises(SystemExit):
            self.env["res.users"]._send_reset_links()
        committed.assert_not_called()

    def test_one_that_gets_no_link_holds_up_nobody(self):
        both = self.account | self.desk_user
        self._asked_for_a_link(both)
        sent = []

        def send(user):
            if user == self.account:
                raise UserError(user.name)
            sent.append(user)

        with patch.object(type(self.account), "action_reset_password", send):
            self.env.ref("police_force.ir_cron_reset_passwords").method_direct_trigger()
        self.assertEqual([user.id for user in sent], self.desk_user.ids)
        self.env.invalidate_all()
        self.assertEqual(both.sudo().mapped("police_reset_asked_at"), [False, False])

    def test_no_page_looks_up_a_log_in_by_its_address(self):
        for path in ("/web/reset_password", "/web/signup"):
            answers = [
                self.url_open(f"{path}?signup_email={address}", allow_redirects=False)
                for address in (KNOWN, UNKNOWN)
            ]
            self.assertEqual(*[answer.status_code for answer in answers])
            self.assertEqual(*[answer.headers.get("Location") for answer in answers])
            self.assertNotIn("Location", answers[0].headers)

    @mute_logger("odoo.sql_db")
    def test_who_is_invited_cannot_try_which_log_ins_there_are(self):
        partner = self.env["res.partner"].create({"name": "Quillfeather", "email": "q@example.org"})
        partner.signup_prepare()
        token = partner._generate_signup_token()
        _status, _url, text = self._send(
            f"/web/signup?token={token}",
            token=token,
            login=KNOWN,
            name="Q",
            password="Right-password-1",
            confirm_password="Right-password-1",
        )
        self.assertNotIn("already registered", text)
        self.assertIn("This did not work", text)

    # Guessing

    def _guess(self, times, login=KNOWN):
        for _each in range(times):
            self._log_in(login)

    def test_a_log_in_pauses_after_wrong_ones(self):
        self.parameters.set_param(ATTEMPTS, "3")
        with freeze_time("2026-03-02 10:00:00") as clock:
            for login in (KNOWN, UNKNOWN):
                self.env.registry._login_failures = None
                self.env.cr.execute("DELETE FROM police_log_in_failure")
                self._guess(3, login)
                # From wherever, and by whichever worker: neither memory is asked.
                self.env.registry._login_failures = None
                address = self.failures._origins("from 127.0.0.1")
                self.env.cr.execute("DELETE FROM police_log_in_failure WHERE origin = %s", address)
                text = self._log_in(login, "Right-password-1")[2]
                self.assertIn("Too many wrong log-ins", text)
                self.assertNotIn("Too many wrong log-ins", self._log_in("test_head")[2])
            clock.tick(61)
            self.env.registry._login_failures = None
            self.assertNotIn("/web/login", self._log_in(KNOWN, "Right-password-1")[1])

    def test_an_address_pauses_after_wrong_ones(self):
        self.parameters.set_param(ATTEMPTS, "3")
        for login in ("one", "two", "three"):
            self._log_in(login)
        self.env.registry._login_failures = None
        self.assertIn("Too many wrong log-ins", self._log_in(KNOWN, "Right-password-1")[2])

    def _unlock(self, password):
        """:return: what a locked screen is told, nothing once it is open"""
        answer = self.url_open(
            "/auth-timeout/session/check-identity",
            json={"params": {"type": "password", "password": password}},
        ).json()
        return answer["error"]["data"]["message"] if "error" in answer else ""

    def test_a_locked_screen_is_guarded_as_the_log_in_is(self):
        self.parameters.set_param(ATTEMPTS, "3")
        self.account.lang = "hi_IN"
        self.authenticate(KNOWN, "Right-password-1")
        # In a test the refusal undoes what was written beside it.
        with patch.object(type(self.failures), "_count") as count, mute_logger("odoo.http"):
            self.assertEqual(self._unlock("Wrong-password-1"), "यह सही नहीं है: फिर कोशिश करें।")
        [origins] = count.call_args.args
        self.assertEqual(origins, self.failures._origins(f"log-in {KNOWN}", "from 127.0.0.1"))
        for _time in range(3):
            self.failures._count(origins)
        with mute_logger("odoo.http"):
            self.assertIn("एक मिनट रुककर", self._unlock("Right-password-1"))
        with freeze_time(fields.Datetime.now() + timedelta(seconds=61)):
            self.assertEqual(self._unlock("Right-password-1"), "")

    def test_a_locked_screen_names_whose_it_is(self):
        self.account.name = "Test Holder"
        self.authenticate(KNOWN, "Right-password-1")
        asked = self.url_open("/auth-timeout/session/check-identity", json={"params": {}}).json()
        self.assertEqual(asked["result"]["login"], "Test Holder")

    def test_who_gets_in_is_forgiven(self):
        self.parameters.set_param(ATTEMPTS, "3")
        for _each in range(3):
            self._guess(2)
            self.assertNotIn("/web/login", self._log_in(KNOWN, "Right-password-1")[1])

    def test_what_was_typed_is_not_kept(self):
        self._guess(1, "Hasty-password")
        self.assertEqual(self.failures.search_count([]), 2)
        self.assertNotIn("Hasty", "".join(self.failures.search([]).mapped("origin")))

    def test_failures_are_forgotten_after_a_day(self):
        with freeze_time("2026-03-02 10:00:00"):
            self.failures._count(self.failures._origins("log-in x"))
        with freeze_time("2026-03-03 10:00:01"):
            self.assertFalse(self.failures._is_paused(self.failures._origins("log-in x")))
            self.failures._gc_old()
        self.assertFalse(self.failures.search_count([]))

    def test_it_is_the_administrator_s_to_set(self):
        settings = self.env["police.settings"].with_user(self.env.ref("base.user_admin"))
        settings.create({"log_in_attempts": 5, "log_in_pause_seconds": 120})
        self.assertEqual(self.parameters.get_param(ATTEMPTS), "5")
        self.assertEqual(self.parameters.get_param(PAUSE), "120")
        with self.assertRaises(ValidationError):
            settings.create({"log_in_attempts": 0})

    # The name of the service

    def test_links_do_not_follow_the_name_somebody_logs_in_by(self):
        before = self.parameters.get_param("web.base.url")
        self.parameters.set_param("web.base.url.freeze", False)
        self.env["res.users"].sudo().authenticate(
            {"login": "admin", "password": "admin", "type": "password"},
            {"interactive": True, "base_location": "http://elsewhere.example"},
        )
        self.assertEqual(self.parameters.get_param("web.base.url"), before)

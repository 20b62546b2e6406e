"""A session ends while a citizen writes: nothing that was written is lost."""

import re
from datetime import timedelta
from unittest.mock import patch

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.police_force.models.res_lang import DEFAULT_PARAMETER

from ..controllers.citizen_page import UPLOAD_MEGABYTES
from .citizen_common import CitizenCase

NEW = "/my/complaints/new"
WORDS = "मेरी साइकिल बाज़ार से चोरी हुई।\nकल शाम को।"
PHOTO = b"\x89PNG\r\n\x1a\n of a bicycle"


@tagged("post_install", "-at_install")
class TestKeptForm(CitizenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.citizen = new_test_user(cls.env, "citizen_kept", groups="base.group_portal")
        cls.citizen.lang = "hi_IN"
        cls.other = new_test_user(cls.env, "citizen_other", groups="base.group_portal")

    def setUp(self):
        super().setUp()
        self.authenticate("citizen_kept", "citizen_kept")

    def _form(self, page, action=None):
        """The hidden fields of the first form, or of the one that sends to `action`."""
        text = page.text.partition(f'action="{action}"')[2] if action else page.text
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', text)
        return dict(reversed(hidden))

    def _log_out(self):
        """In another tab, or by time: the browser keeps its other cookies."""
        self.url_open("/web/session/logout")

    def _log_in(self, login, path):
        """On the page of the log-in, as it is reached from ours."""
        page = self._get(path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        redirect = re.search(r'name="redirect" value="([^"]+)"', page.text)[1]
        values = {"login": login, "password": login, "redirect": redirect, "csrf_token": token}
        return self.url_open("/web/login", data=values)

    def _sent_after_the_end(self, path=NEW, page=NEW, **typed):
        form = self._form(self._get(page), path)
        self._log_out()
        answer = self._post(path, 403, files={"files": ("cycle.png", PHOTO)}, **form, **typed)
        self.assertRegex(self._words(answer), "लॉग-?आउट")
        return form, re.search(r'href="(/web/login[^"]+)"', answer.text)[1].replace("&amp;", "&")

    def test_words_and_files_come_back_after_the_log_in_and_are_sent_once(self):
        form, log_in = self._sent_after_the_end(
            text=WORDS, confidentiality="confidential", place="Bazar"
        )
        page = self._log_in("citizen_kept", log_in)
        self.assertIn("साइकिल", page.text)
        self.assertIn('id="problem"', page.text)
        self.assertIn("cycle.png", page.text)
        self.assertRegex(page.text, r'value="confidential"\s+checked')
        again = self._form(page)
        self.assertEqual(again["key"], form["key"])
        values = {
            "text": WORDS,
            "confidentiality": "confidential",
            "place": "Bazar",
            "kept_files": "0",
        }
        self._post(NEW, **again, **values)
        self._post(NEW, **again, **values)
        complaint = self.env["police.complaint"].search([("description", "=", WORDS)])
        self.assertEqual(len(complaint), 1)
        self.assertEqual(complaint.sudo()._citizen_files().attachment_id.raw, PHOTO)
        self.assertFalse(self.env["police.kept.form"].search([]))
        self.assertNotIn("साइकिल", self._get(NEW).text)

    def test_who_may_know_comes_back_from_before_an_upgrade(self):
        form, secret = self._form(self._get(NEW)), "of-this-browser"
        values = {
            "key": form["key"],
            "proof": form["proof"],
            "text": WORDS,
            "identity": "anonymous",
        }
        self.env["police.kept.form"]._keep(secret, NEW, values, [])
        self.opener.cookies["police_kept_form"] = secret
        self.assertRegex(self._get(NEW).text, r'value="anonymous"\s+checked')

    def test_the_database_tells_nobody_what_is_kept(self):
        self._sent_after_the_end(text="A secret about Quillfeather")
        kept = self.env["police.kept.form"].search([])
        self.assertEqual(len(kept), 1)
        for value in (kept.content, kept.place, kept.form, str(kept.create_uid.id)):
            self.assertNotIn("Quillfeather", str(value))
        self.assertEqual(kept.create_uid.id, 1)
        self.assertNotIn(
            b"Quillfeather",
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", kept._name), ("res_field", "=", "content")])
            .raw,
        )

    def test_only_the_account_of_the_page_gets_it_back(self):
        _form, log_in = self._sent_after_the_end(text=WORDS)
        page = self._log_in("citizen_other", log_in)
        self.assertNotIn("साइकिल", page.text)
        self.assertIn('id="problem"', page.text)
        self._log_out()
        self.assertIn("साइकिल", self._log_in("citizen_kept", log_in).text)

    def test_another_browser_gets_nothing_back(self):
        self._sent_after_the_end(text=WORDS)
        self.opener.cookies.clear()
        self.authenticate("citizen_kept", "citizen_kept")
        self.assertNotIn("साइकिल", self._get(f"{NEW}?late=1").text)

    @mute_logger("odoo.http")
    def test_a_log_in_in_a_second_tab(self):
        form = self._form(self._get(NEW))
        self._log_out()
        self.authenticate("citizen_kept", "citizen_kept")
        answer = self.url_open(NEW, data={**form, "text": WORDS, "confidentiality": "open"})
        self.assertEqual(answer.status_code, 200)
        self.assertIn("साइकिल", answer.text)
        self.assertRegex(self._words(answer), "अभी कुछ नहीं भेजा गया")

    def test_it_is_kept_for_two_hours(self):
        _form, log_in = self._sent_after_the_end(text=WORDS)
        kept = self.env["police.kept.form"].search([])
        self.assertLess(kept.expires_at, fields.Datetime.now() + timedelta(hours=2, minutes=1))
        kept.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertNotIn("साइकिल", self._log_in("citizen_kept", log_in).text)
        kept._gc_expired()
        self.assertFalse(kept.exists())

    def test_what_is_not_our_form_is_not_kept(self):
        self._log_out()
        for proof in ({}, *({"proof": f"a.{signature}", "key": "k"} for signature in ("b", "क"))):
            answer = self._post(NEW, 403, text=WORDS, **proof)
            self.assertIn("साइकिल", answer.text)
        self.assertFalse(self.env["police.kept.form"].search([]))

    def test_files_that_are_too_large_are_not_said_to_be_kept(self):
        form = self._form(self._get(NEW), NEW)
        self._log_out()
        large = {"files": ("cycle.png", PHOTO + bytes(UPLOAD_MEGABYTES * 1024 * 1024))}
        answer = self._post(NEW, 403, files=large, text=WORDS, **form)
        self.assertRegex(self._words(answer), "फ़ाइलें बहुत बड़ी हैं और नहीं रखी गईं.* 25 MB")
        log_in = re.search(r'href="(/web/login[^"]+)"', answer.text)[1].replace("&amp;", "&")
        page = self._log_in("citizen_kept", log_in)
        self.assertIn("साइकिल", page.text)
        self.assertRegex(self._words(page), "पर आपकी फ़ाइलें नहीं: .* 25 MB")

    def _colliding(self, *errors):
        """As if a second click had come at the same moment, so many times."""
        model, errors = self.env.registry["police.kept.form"], list(errors)
        keep = model._keep

        def collide(*arguments):
            if errors:
                raise errors.pop()
            return keep(*arguments)

        return patch.object(model, "_keep", collide)

    def test_two_clicks_at_the_same_moment(self):
        with self._colliding(UniqueViolation(), SerializationFailure()):
            _form, log_in = self._sent_after_the_end(text=WORDS)
        self.assertIn("साइकिल", self._log_in("citizen_kept", log_in).text)

    def test_what_could_not_be_kept_is_not_said_to_be(self):
        with self._colliding(*(UniqueViolation() for _click in range(100))):
            form = self._form(self._get(NEW), NEW)
            self._log_out()
            answer = self._post(NEW, 403, text=WORDS, **form)
        self.assertIn("साइकिल", answer.text)
        self.assertNotIn("रखी हैं", answer.text)

    def test_every_form_of_a_complaint_s_page(self):
        self.party.sudo().partner_id = self.citizen.partner_id
        page = f"/my/complaints/{self.complaint.number}"
        _form, log_in = self._sent_after_the_end(f"{page}/reply", page, text=WORDS)
        shown = self._log_in("citizen_kept", log_in)
        self.assertIn("साइकिल", shown.text)
        self.assertIn("cycle.png", shown.text)
        form = self._form(shown, f"{page}/reply")
        self._post(f"{page}/reply", text=WORDS, kept_files="0", **form)
        self.assertIn("साइकिल", str(self._conversation(self.complaint).body))
        self.assertNotIn(
            "cycle.png", self._get(page).text.partition("<form")[2].partition("</form")[0]
        )
        for action in ("contact", "protect", "remove", "new_link"):
            form = self._form(self._get(page), f"{page}/reply")
            self._log_out()
            self._post(f"{page}/{action}", 403, **form)
            self.authenticate("citizen_kept", "citizen_kept")

    def test_the_language_that_was_asked_for_stays(self):
        path = f"{NEW}?lang=en"
        form = self._form(self._get(path))
        self._log_out()
        answer = self._post(path, 403, **form, text=WORDS)
        self.assertIn("logged out", self._words(answer))
        log_in = re.search(r'href="(/web/login[^"]+)"', answer.text)[1].replace("&amp;", "&")
        page = self._log_in("citizen_kept", log_in)
        self.assertIn("New complaint", page.text)
        self.assertIn("साइकिल", page.text)

    @mute_logger("odoo.http")
    def test_the_log_in_itself_in_a_second_tab(self):
        late = {"login": "x", "csrf_token": "old"}
        answer = self.url_open("/web/login", data=late, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    @mute_logger("odoo.http")
    def test_a_new_password_that_came_late_keeps_its_link_and_what_was_typed(self):
        self._log_out()
        self.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "hi_IN")
        partner = self.citizen.partner_id
        partner.signup_type = "reset"
        token = partner._generate_signup_token()
        late = {"csrf_token": "old", "token": token, "password": "x9-long-one", "name": "Asha"}
        for path in ("/web/reset_password", "/web/signup"):
            answer = self.url_open(path, data=late)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("पासवर्ड एक बार और", self._words(answer))
            self.assertNotIn(late["password"], answer.text)
            self.assertNotIn("Asha", answer.url)
            self.assertIn(f'name="token" value="{token}"', answer.text)
        self.assertRegex(answer.text, 'name="name"[^>]* value="Asha"')
        page = self.url_open("/web/reset_password", data=late)
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        password = {"password": "x9-long-one", "confirm_password": "x9-long-one"}
        self.url_open("/web/reset_password", data={**late, **password, "csrf_token": csrf})
        self.authenticate("citizen_kept", "x9-long-one")

    @mute_logger("odoo.http")
    def test_a_log_in_whose_password_is_asked_for_stays_typed(self):
        self._log_out()
        late = {"csrf_token": "old", "login": "citizen_kept"}
        answer = self.url_open("/web/reset_password", data=late)
        self.assertRegex(answer.text, 'name="login"[^>]* value="citizen_kept"')
        # Nobody makes an account without an invitation: there is no such page.
        answer = self.url_open("/web/signup", data=late, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    @mute_logger("odoo.http")
    def test_the_log_in_says_that_it_has_to_be_typed_again(self):
        self.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "hi_IN")
        self.assertNotIn("एक बार और", self._words(self._get("/web/login")))
        late = {"login": "x", "csrf_token": "old"}
        self.assertIn("एक बार और", self._words(self.url_open("/web/login", data=late)))
        self._log_out()
        answer = self.url_open("/web/login", data={**late, "redirect": NEW})
        self.assertIn("एक बार और", self._words(answer))
        self.assertIn(f'name="redirect" value="{NEW}"', answer.text)

    def test_words_on_a_page_whose_link_has_ended_can_be_copied(self):
        path = self._path()
        self.env["police.access.token"]._end(self.party)
        answer = self._post(f"{path}/reply", 410, text=WORDS)
        self.assertIn("साइकिल", answer.text)

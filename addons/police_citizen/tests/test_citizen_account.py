import re
from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from odoo.addons.police_grievance.tests.common import HOSTILE
from odoo.addons.police_grievance.tools.number import find_numbers

from ..controllers import portal
from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestCitizenAccount(CitizenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.citizen = new_test_user(
            cls.env,
            "citizen",
            groups="base.group_portal",
            name="Planted Citizen",
            email="planted@example.org",
        )
        cls.stranger = new_test_user(cls.env, "stranger", groups="base.group_portal")

    def setUp(self):
        super().setUp()
        self.authenticate("citizen", "citizen")

    def _form(self, path="/my/complaints/new"):
        page = self._get(path)
        return {
            "key": self._key(page),
            "csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1],
        }

    def _file(self, **values):
        answer = self._post(
            "/my/complaints/new",
            **{**self._form(), "text": "Loud music all night", "confidentiality": "open", **values},
        )
        return answer.headers["Location"].partition("?")[0].rpartition("/")[2]

    def _filed(self):
        return self.env["police.complaint"]._portal_complaints(self.citizen.partner_id)

    def test_an_account_is_in_hindi_where_core_has_none(self):
        self.opener.cookies["frontend_lang"] = "hi_IN"
        for path, english, hindi in (
            ("/my", ("My account", "Connection", "modify your", "Logout"), "मेरा खाता"),
            ("/my/security", ("Security", "Revoke All", "New Password"), "नया पासवर्ड"),
        ):
            words = self._words(self._get(path))
            self.assertIn(hindi, words)
            for term in english:
                self.assertNotIn(term, words, path)

    def test_a_form_opens_a_complaint_of_this_account(self):
        number = self._file(place="Kidwai Nagar", pin_code="208011", language="hi")
        self.assertEqual(find_numbers(number), [number])
        complaint = self._filed()
        self.assertEqual(complaint.number, number)
        self.assertEqual((complaint.channel, complaint.language), ("portal", "hi_IN"))
        self.assertEqual((complaint.place_text, complaint.pin_code), ("Kidwai Nagar", "208011"))
        self.assertNotEqual(complaint.create_uid, self.citizen)
        person = complaint.party_ids.complainant_id
        self.assertEqual(person.partner_id, self.citizen.partner_id)
        self.assertEqual(set(person.address_ids.mapped("kind")), {"portal", "email"})
        self.assertTrue(self.citizen.partner_id.is_police_citizen)
        page = self._get(f"/my/complaints/{number}?done=filed")
        self.assertIn("Loud music all night", page.text)
        self.assertIn("Your complaint has arrived.", page.text)

    def test_a_person_known_by_mail_keeps_one_record_when_the_account_files(self):
        person = self.party.complainant_id
        person.partner_id = self.citizen.partner_id
        self._file()
        self.assertEqual(len(self._filed()), 2)
        self.assertEqual(self._filed().party_ids.complainant_id, person)

    def test_one_form_makes_one_complaint(self):
        form = {**self._form(), "text": "Once", "confidentiality": "open"}
        first = self._post("/my/complaints/new", **form)
        again = self._post("/my/complaints/new", **form)
        self.assertEqual(first.headers["Location"], again.headers["Location"])
        self._file(text="Once")
        self.assertEqual(len(self._filed()), 1)
        self._file(text="Twice")
        self.assertEqual(len(self._filed()), 2)
        self.assertEqual(len(self._filed().party_ids.complainant_id), 1)

    def test_a_form_needs_the_token_of_the_session(self):
        with self.assertLogs("odoo.http", "WARNING"):
            answer = self._post("/my/complaints/new", text="Forged", key="k")
        self.assertFalse(self._filed())
        self.assertNotIn("Forged", self._get(answer.headers["Location"]).text)

    def test_a_page_from_before_an_upgrade_stays_anonymous(self):
        form = {**self._form(), "text": "Opened long ago", "identity": "anonymous"}
        self._post("/my/complaints/new", **form)
        complaint = self.env["police.complaint"].search([("description", "=", form["text"])])
        self.assertEqual(complaint.confidentiality, "anonymous")
        self.assertFalse(self._filed())

    def test_an_anonymous_complaint_is_tied_to_no_account(self):
        form = {**self._form(), "text": "Nobody knows", "confidentiality": "anonymous"}
        answer = self._post("/my/complaints/new", **form)
        self.assertIn("/complaint/follow/", answer.headers["Location"])
        complaint = self.env["police.complaint"].search([("description", "=", "Nobody knows")])
        person = complaint.party_ids.complainant_id
        self.assertFalse(person.partner_id or person.name or person.address_ids)
        self.assertNotIn(self.citizen, complaint.message_ids.create_uid | complaint.create_uid)
        self.assertFalse(self._filed())
        page = self._get(answer.headers["Location"])
        self.assertNotIn("Keep in my account", page.text)
        token = answer.headers["Location"].partition("?")[0].rpartition("/")[2]
        self._post("/my/complaints/keep", 404, **self._form(), token=token)
        self.assertFalse(self._filed())

    def test_the_same_anonymous_words_of_two_people_do_not_meet(self):
        first = self._post(
            "/my/complaints/new", **{**self._form(), "text": "Same", "confidentiality": "anonymous"}
        )
        second = self._post(
            "/my/complaints/new", **{**self._form(), "text": "Same", "confidentiality": "anonymous"}
        )
        self.assertNotEqual(first.headers["Location"], second.headers["Location"])
        self.assertEqual(
            self.env["police.complaint"].search_count([("description", "=", "Same")]), 2
        )

    def test_nothing_written_is_refused_and_the_rest_kept(self):
        page = self._post(
            "/my/complaints/new",
            422,
            **self._form(),
            text=" ",
            place="Here",
            confidentiality="confidential",
        )
        self.assertIn('value="Here"', page.text)
        self.assertIn("Nothing was sent", page.text)

    def test_only_own_complaints_open(self):
        number = self._file()
        self._get(f"/my/complaints/{self.complaint.number}", 404)
        self._get(f"/my/complaints/{self.complaint.number}/acknowledgement", 404)
        self.authenticate("stranger", "stranger")
        self._get(f"/my/complaints/{number}", 404)
        form = self._form()
        self._post(f"/my/complaints/{number}/reply", 404, text="Not mine", **form)
        self.assertNotIn(number[:4] + "-", self._get("/my/complaints").text)

    def test_the_account_has_no_right_on_any_model(self):
        models = [
            name for name in self.env if name.startswith("police.") and not self.env[name]._abstract
        ]
        readable = [
            name for name in models if self.env[name].with_user(self.citizen).has_access("read")
        ]
        self.assertEqual(readable, [])

    def test_the_page_takes_replies(self):
        number = self._file()
        path = f"/my/complaints/{number}"
        self._post(f"{path}/reply", text=HOSTILE, **self._form(path))
        message = self._conversation(self._filed())
        self.assertNotEqual(message.create_uid, self.citizen)
        self.assertNotIn(
            self.citizen.partner_id, message.author_id | self._filed().message_partner_ids
        )
        page = self._get(path)
        self.assertIn("&lt;script&gt;", page.text)
        self.assertNotIn("<script>alert", page.text)

    def test_each_language_is_offered_once(self):
        self.env["res.lang"]._activate_lang("en_IN")
        self.assertEqual(self._get("/my/complaints?lang=hi").text.count(">English</a>"), 1)
        self.assertNotIn(">English</a>", self._get("/my/complaints?lang=en").text)

    def test_the_list_speaks_both_languages(self):
        self._file()
        self.assertIn("We have received your complaint.", self._get("/my/complaints").text)
        page = self._get("/my/complaints?lang=hi")
        self.assertIn("आपकी शिकायत हमें मिल गई है।", page.text)
        self.assertIn('href="/my/complaints/new?lang=hi"', page.text)
        self.citizen.lang = "hi_IN"
        self.assertIn('<html lang="hi">', self._get("/my/complaints").text)

    def test_the_list_has_pages(self):
        first, second = self._file(text="First"), self._file(text="Second")

        def shown(page):
            text = self._get(f"/my/complaints?page={page}").text
            return [number for number in (second, first) if number in text], "Older" in text

        with patch.object(portal, "PAGE_SIZE", 1):
            self.assertEqual(shown("1"), ([second], True))
            self.assertEqual(shown("2"), ([first], False))
            for no_page in ("", "-1", "two", "9" * 5000):
                self.assertEqual(shown(no_page), ([second], True))

    def test_the_list_says_in_words_what_is_late(self):
        self._file()
        self.assertNotIn("– late", self._get("/my/complaints").text)
        self._filed().sudo().deadline = "2020-01-01 00:00:00"
        self.assertIn("– late", self._get("/my/complaints").text)

    def test_a_link_can_be_kept_in_the_account(self):
        path = self._path()
        form = {**self._form(path), "token": path.rpartition("/")[2]}
        self.assertIn("Keep in my account", self._get(path).text)
        # By the link and the code that goes to the address on record: see `test_links_end`.
        self._post("/my/complaints/keep", 200, **form)
        self.assertFalse(self._filed())
        code = self.env["police.access.code"]._make(self.party)
        self._post("/my/complaints/keep", **form, code=code)
        self.assertEqual(self._filed(), self.complaint)
        self.assertTrue(self.citizen.partner_id.is_police_citizen)
        self._get(f"/my/complaints/{self.complaint.number}")
        self.authenticate("stranger", "stranger")
        form = {**self._form("/my/complaints/new"), "token": form["token"]}
        self._post("/my/complaints/keep", 409, **form)
        self._post("/my/complaints/keep", 404, **{**form, "token": "wrong"})

    def test_keeping_one_complaint_opens_no_other_of_the_person(self):
        second = self._complaint(self.station, text="Another matter")
        self.assertEqual(second.party_ids.complainant_id, self.party.complainant_id)
        self.party.partner_id = self.citizen.partner_id
        self.assertEqual(self._filed(), self.complaint)

    def test_no_link_offers_an_account_to_who_has_none(self):
        self.authenticate(None, None)
        self.assertNotIn("Keep in my account", self._get(self._path()).text)

    def test_an_officer_is_sent_to_his_own_screens(self):
        self.authenticate("test_constable", "test_constable")
        self._get("/my/complaints/new", 403)
        self.assertFalse(self.constable.partner_id.is_police_citizen)

    def test_the_account_page_leads_to_the_complaints(self):
        self._file()
        self.assertIn("/my/complaints", self._get("/my").text)
        answer = self.make_jsonrpc_request("/my/counters", {"counters": ["police_complaint_count"]})
        self.assertEqual(answer, {"police_complaint_count": 1})

    def test_the_list_takes_as_many_queries_for_many_as_for_few(self):
        self._file(text="First")
        self._file(text="Second")
        few = self._queries_of_list()
        for index in range(40):
            self._complaint(
                self.station,
                text=f"Matter {index}",
                sender_kind="portal",
                sender_value=str(self.citizen.partner_id.id),
                sender_name="Planted Citizen",
            )
        self.assertEqual(len(self._filed()), 42)
        self.assertEqual(self._queries_of_list(), few)

    def _queries_of_list(self):
        self._get("/my/complaints")
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._get("/my/complaints")
        return self.env.cr.sql_log_count - before

    def test_accounts_are_given_on_invitation(self):
        scope = self.env["ir.config_parameter"].get_param("auth_signup.invitation_scope")
        self.assertEqual(scope, "b2b")

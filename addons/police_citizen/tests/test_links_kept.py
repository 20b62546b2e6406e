from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.police_grievance.models.history import police_access_code

from .links_common import LinksCase


@tagged("post_install", "-at_install")
class TestLinksKept(LinksCase):
    """A link alone keeps nothing in an account: it takes a code."""

    def test_a_link_alone_keeps_nothing(self):
        self.authenticate("keeper", "keeper")
        path = self._path()
        self.assertIn("Keep in my account", self._get(path).text)
        page = self._keep(path)
        self.assertIn("a code of eight digits", self._words(page))
        self.assertFalse(self._kept(self.keeper))
        self.assertFalse(self.party.partner_id)

    def test_the_code_keeps_it(self):
        self.authenticate("keeper", "keeper")
        path = self._path()
        self._keep(path)
        code = self.codes._make(self.party)
        self.assertRegex(code, r"^\d{8}$")
        self._keep(path, 303, code=f"{code[:4]} {code[4:]}")
        self.assertEqual(self._kept(self.keeper), self.complaint)
        self._get(f"/my/complaints/{self.complaint.number}")
        self.party.partner_id = False
        self._keep(path, 422, code=code)
        self.assertFalse(self._kept(self.keeper), "a code is good once")

    def test_the_code_is_stored_nowhere(self):
        self.authenticate("keeper", "keeper")
        self._keep(self._path())
        code = self.codes._make(self.party)
        self.env.flush_all()
        for table in ("police_access_code", "police_milestone", "police_channel_message"):
            self.env.cr.execute(f"SELECT t::text FROM {table} t")  # pylint: disable=sql-injection
            self.assertNotIn(code, str(self.env.cr.fetchall()))

    def test_guessing_ends_after_a_few_tries(self):
        self.authenticate("keeper", "keeper")
        path = self._path()
        self._keep(path)
        code = self.codes._make(self.party)
        wrong = f"{(int(code) + 1) % 10**8:08}"
        for _try in range(police_access_code.TRIES_ALLOWED):
            self._keep(path, 422, code=wrong)
        self._keep(path, 422, code=code)
        self.assertFalse(self._kept(self.keeper))

    def test_a_code_is_good_for_minutes_and_its_account_alone(self):
        self.authenticate("keeper", "keeper")
        path = self._path()
        self._keep(path)
        code = self.codes._make(self.party)
        other = new_test_user(self.env, "other_keeper", groups="base.group_portal")
        self.assertFalse(self.codes._confirm(self.party, other.partner_id, code))
        row = self.codes.search([("party_id", "=", self.party.id)])
        row.expires_at = fields.Datetime.now()
        self._keep(path, 422, code=code)
        self.assertLessEqual(police_access_code.VALID, timedelta(hours=1))

    def test_before_a_code_is_sent_none_is_right(self):
        self.authenticate("keeper", "keeper")
        path = self._path()
        self._keep(path, 422, code="00000000")
        self._keep(path)
        for code in ("00000000", "0", "x", " "):
            self.assertFalse(self.codes._confirm(self.party, self.keeper.partner_id, code))

    def test_codes_are_not_sent_without_end(self):
        self.authenticate("keeper", "keeper")
        path = self._path()
        for _request in range(police_access_code.REQUESTS_ALLOWED):
            self._keep(path)
        self.assertIn("Too many codes", self._keep(path, 429).text)

    def test_no_code_where_others_read_or_nobody_is_reached(self):
        self.authenticate("keeper", "keeper")
        self.person.address_ids.is_shared = True
        page = self._keep(self._path(), 409)
        self.assertIn("others read there", self._words(page))
        self.person.address_ids.unlink()
        self._keep(self._path(), 409)
        self.assertFalse(self.codes.search([("party_id", "=", self.party.id)]))

    def test_the_complainant_is_told_that_somebody_asked(self):
        self.authenticate("keeper", "keeper")
        self._keep(self._path())
        steps = self.complaint._citizen_view(self.party, "en_US")["steps"]
        self.assertIn("Somebody with your link", steps[-1]["title"])

    def test_a_witness_keeps_nothing(self):
        person = self.env["police.complainant"].create({"name": "W. Itness"})
        witness = self.env["police.party"].create(
            {"complaint_id": self.complaint.id, "complainant_id": person.id, "role": "witness"}
        )
        self.authenticate("keeper", "keeper")
        path = self._path(party=witness)
        self.assertNotIn("Keep in my account", self._get(path).text)
        self._keep(path, 404)

    # Undone

    def test_taken_out_on_the_page_of_the_account(self):
        self.party.partner_id = self.keeper.partner_id
        self.authenticate("keeper", "keeper")
        path = f"/my/complaints/{self.complaint.number}"
        page = self._get(path)
        self.assertIn("Remove from this account", page.text)
        answer = self._post(f"{path}/remove", csrf_token=self._csrf(page), key=self._key(page))
        self.assertTrue(answer.headers["Location"].endswith("/my/complaints"))
        self.assertFalse(self._kept(self.keeper))

    def test_taken_out_by_the_link_of_the_complainant(self):
        self.party.partner_id = self.keeper.partner_id
        path = self._path()
        page = self._get(path)
        self.assertIn("Remove from that account", page.text)
        self._post(f"{path}/remove", key=self._key(page))
        self.assertFalse(self._kept(self.keeper))
        self.assertNotIn("Remove from", self._get(path).text)

    def test_taken_out_by_the_desk(self):
        self.party.partner_id = self.keeper.partner_id
        for user in (self.station_head, self.constable, self.circle_officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.complaint.with_user(user).action_leave_account()
        self.complaint.with_user(self.desk_user).action_leave_account()
        self.assertFalse(self._kept(self.keeper))
        with self.assertRaises(UserError):
            self.complaint.with_user(self.desk_user).action_leave_account()

    def test_what_was_filed_in_an_account_stays_there(self):
        self.person.partner_id = self.keeper.partner_id
        self.authenticate("keeper", "keeper")
        path = f"/my/complaints/{self.complaint.number}"
        self.assertNotIn("Remove from", self._get(path).text)
        self._post(f"{path}/remove", **self._form(path))
        self.assertEqual(self._kept(self.keeper), self.complaint)

import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.police_grievance.models.history import police_access_code

from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestLinksEnd(CitizenCase):
    """A link that got into other hands keeps nothing and can be ended."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.party.complainant_id
        cls.keeper = new_test_user(cls.env, "keeper", groups="base.group_portal")
        cls.codes = cls.env["police.access.code"]
        # No transport is at work here: whoever has a mail address is reached.
        cls.classPatch(
            cls.registry["police.complaint"],
            "_ways_to_citizen",
            lambda complaint: [
                way._replace(channel="email", address=address.value)
                for way in super(cls.registry["police.complaint"], complaint)._ways_to_citizen()
                for address in way.party.sudo().complainant_id.address_ids
                if address.kind == "email"
            ],
        )

    def _form(self, path):
        page = self._get(path)
        return {"key": self._key(page), "csrf_token": self._csrf(page)}

    def _csrf(self, page):
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        return found[1] if found else ""

    def _keep(self, path, status=200, **values):
        """Press "Keep in my account" on the page of a link, as who is logged in."""
        page = self._get("/my/complaints/new")
        token = path.rpartition("/")[2]
        return self._post(
            "/my/complaints/keep", status, csrf_token=self._csrf(page), token=token, **values
        )

    def _kept(self, user):
        return self.env["police.complaint"]._portal_complaints(user.partner_id)

    def _links(self):
        return self.env["police.access.token"].search(
            [("complaint_id", "=", self.complaint.id), ("ended_at", "=", False)]
        )

    # Keeping in an account

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

    # A new link

    def test_a_new_link_goes_to_the_address_and_not_to_who_pressed(self):
        forwarded, own = self._path(), self._path()
        answer = self._post(f"{own}/new_link", 200, key=self._key(self._get(own)))
        self.assertNotIn("/complaint/follow/", answer.text)
        self.assertIn("A new link is on its way", answer.text)
        for path in (forwarded, own):
            self.assertIn("This link was ended", self._get(path, 410).text)
            self._post(f"{path}/reply", 410, text="Me again", key="k")
        self.assertFalse(self._links())
        self.assertEqual(self.complaint.milestone_ids[-1].code, "new_link")

    def test_without_an_address_it_is_shown(self):
        self.person.address_ids.unlink()
        self._shows_new_link("new_link")

    def test_where_others_read_it_is_shown(self):
        self.person.address_ids.is_shared = True
        self._shows_new_link("new_link")

    def _shows_new_link(self, action, **values):
        """An action on the page ends the older links, and leads to a new one."""
        forwarded, own = self._path(), self._path()
        form = {"key": self._key(self._get(own)), **values}
        fresh = self._fresh(self._post(f"{own}/{action}", **form))
        self._get(forwarded, 410)
        self._get(own, 410)
        page = self._get(fresh)
        self.assertIn("keep the address of this page", page.text)
        # The answer got lost: the same form leads to a link once more, no other one does.
        again = self._fresh(self._post(f"{own}/{action}", **form))
        self._get(again)
        for path, key in ((own, "guessed"), (own, ""), (forwarded, form["key"])):
            self._post(f"{path}/{action}", 410, **{**form, "key": key})
        return fresh

    def _fresh(self, answer):
        path = answer.headers["Location"]
        self.assertIn("/complaint/follow/", path)
        return "/complaint" + path.partition("/complaint")[2]

    def test_others_read_it(self):
        self._shows_new_link("contact", is_shared="1", contact_from="0", contact_to="0")
        self.assertTrue(self.person.address_ids.is_shared)

    def test_others_read_it_ends_the_links_of_their_other_complaints(self):
        second = self._complaint(self.station, text="Another matter")
        self.assertEqual(second.party_ids.complainant_id, self.person)
        path = self._path(second)
        dialog = self.env["police.complaint.contact.wizard"].with_user(self.desk_user)
        dialog.create({"complaint_id": self.complaint.id, "is_shared": True}).action_save()
        self._get(path, 410)

    def test_other_wishes_end_no_link(self):
        path = self._path()
        form = {"contact_from": "0", "contact_to": "0", "do_not_call": "1"}
        self._post(f"{path}/contact", key=self._key(self._get(path)), **form)
        self._post(f"{path}/protect", key=self._key(self._get(path)), identity="confidential")
        self._get(path)

    def test_make_me_anonymous(self):
        self._shows_new_link("protect", identity="anonymous")
        self.assertEqual(self.complaint.identity, "anonymous")

    def test_an_old_form_of_a_stranger_brings_no_new_link(self):
        forwarded = self._path()
        form = {"contact_from": "0", "contact_to": "0", "do_not_call": "1", "key": "strangers key"}
        self._post(f"{forwarded}/contact", **form)
        own = self._path()
        self._post(f"{own}/new_link", 200, key=self._key(self._get(own)))
        self._post(f"{forwarded}/contact", 410, **form)

    def test_made_anonymous_by_the_desk_the_citizen_gets_a_new_link(self):
        path = self._path()
        self.complaint.with_user(self.desk_user)._set_identity("anonymous")
        self._get(path, 410)
        self.assertEqual(self.complaint.milestone_ids[-1].code, "new_link")

    def test_the_desk_never_takes_the_only_link_away(self):
        self.person.address_ids.unlink()
        path = self._path()
        with self.assertRaises(UserError):
            self.complaint.with_user(self.desk_user).action_new_links()
        self.complaint.with_user(self.desk_user)._set_identity("anonymous")
        self._get(path)

    def test_a_new_link_by_the_desk(self):
        path = self._path()
        for user in (self.station_head, self.constable, self.zone_head):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.complaint.with_user(user).action_new_links()
        self.complaint.with_user(self.desk_user).action_new_links()
        self._get(path, 410)
        self.assertEqual(self.complaint.milestone_ids[-1].code, "new_link")

    def test_in_the_account_the_page_stays_open(self):
        self.party.partner_id = self.keeper.partner_id
        forwarded = self._path()
        self.authenticate("keeper", "keeper")
        path = f"/my/complaints/{self.complaint.number}"
        answer = self._post(f"{path}/new_link", **self._form(path))
        self.assertIn("done=new_link", answer.headers["Location"])
        self._get(forwarded, 410)
        self._get(path)

    def test_a_witness_ends_no_link(self):
        person = self.env["police.complainant"].create({"name": "W. Itness"})
        witness = self.env["police.party"].create(
            {"complaint_id": self.complaint.id, "complainant_id": person.id, "role": "witness"}
        )
        own, path = self._path(), self._path(party=witness)
        self.assertNotIn("end all older ones", self._get(path).text)
        self._post(f"{path}/new_link", 200, key=self._key(self._get(path)))
        self._get(own)

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .links_common import LinksCase


@tagged("post_install", "-at_install")
class TestLinksEnd(LinksCase):
    """A link that got into other hands can be ended."""

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
        self._post(
            f"{path}/protect", key=self._key(self._get(path)), confidentiality="confidential"
        )
        self._get(path)

    def test_make_me_anonymous(self):
        self._shows_new_link("protect", confidentiality="anonymous")
        self.assertEqual(self.complaint.confidentiality, "anonymous")

    def test_an_old_form_of_a_stranger_brings_no_new_link(self):
        forwarded = self._path()
        form = {"contact_from": "0", "contact_to": "0", "do_not_call": "1", "key": "strangers key"}
        self._post(f"{forwarded}/contact", **form)
        own = self._path()
        self._post(f"{own}/new_link", 200, key=self._key(self._get(own)))
        self._post(f"{forwarded}/contact", 410, **form)

    def test_made_anonymous_by_the_desk_the_citizen_gets_a_new_link(self):
        path = self._path()
        self.complaint.with_user(self.desk_user)._set_confidentiality("anonymous")
        self._get(path, 410)
        self.assertEqual(self.complaint.milestone_ids[-1].code, "new_link")

    def test_the_desk_never_takes_the_only_link_away(self):
        self.person.address_ids.unlink()
        path = self._path()
        with self.assertRaises(UserError):
            self.complaint.with_user(self.desk_user).action_new_links()
        self.complaint.with_user(self.desk_user)._set_confidentiality("anonymous")
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

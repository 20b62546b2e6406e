from odoo.tests import new_test_user, tagged

from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestCitizenProtection(CitizenCase):
    """The citizen lets fewer people know who complained, by link and in the account."""

    def _raise(self, path, confidentiality, status=303):
        page = self._get(path)
        return self._post(
            f"{path}/protect", status, key=self._key(page), confidentiality=confidentiality
        )

    def test_by_link(self):
        path = self._path()
        self.assertIn("The police station that works on it", self._words(self._get(path)))
        self._raise(path, "confidential")
        self.assertEqual(self.complaint.confidentiality, "confidential")
        words = self._words(self._get(path))
        self.assertIn("Only the control room and the head of police", words)
        self.assertIn("My phone papers are lost.", words)
        answer = self._raise(path, "anonymous")
        self.assertEqual(self.complaint.confidentiality, "anonymous")
        # The link that led here may have been passed on: it ended, and a new one is shown.
        self._get(path, 410)
        fresh = "/complaint" + answer.headers["Location"].partition("/complaint")[2]
        self.assertNotIn("Let fewer people know", self._words(self._get(fresh)))

    def test_never_less(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        for wanted in ("open", "confidential", "", "everybody"):
            self._raise(self._path(), wanted, 422)
        self.assertEqual(self.complaint.confidentiality, "confidential")

    def test_a_witness_decides_nothing(self):
        witness = self.env["police.complainant"].create({"name": "W. Itness"})
        party = self.env["police.party"].create(
            {"complaint_id": self.complaint.id, "complainant_id": witness.id, "role": "witness"}
        )
        self._raise(self._path(party=party), "confidential", 422)
        self.assertEqual(self.complaint.confidentiality, "open")

    def test_in_the_account(self):
        citizen = new_test_user(self.env, "protecting", groups="base.group_portal")
        self.party.partner_id = citizen.partner_id
        self.authenticate("protecting", "protecting")
        path = f"/my/complaints/{self.complaint.number}"
        page = self._get(path)
        csrf = page.text.split('name="csrf_token" value="')[1].partition('"')[0]
        self._post(
            f"{path}/protect", key=self._key(page), confidentiality="confidential", csrf_token=csrf
        )
        self.assertEqual(self.complaint.confidentiality, "confidential")

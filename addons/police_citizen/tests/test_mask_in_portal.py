"""Who stays anonymous is struck out of the words before they are stored, and stands nowhere."""

import re

from odoo.tests import new_test_user, tagged

from odoo.addons.police_grievance.tests.planted_common import (
    EMAIL,
    NAME,
    OF_ACCOUNT,
    PHONE,
    WORDS,
    Planted,
)
from odoo.addons.police_grievance.tools.mask import HIDDEN

from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestMaskInPortal(CitizenCase, Planted):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.citizen = new_test_user(
            cls.env, "citizen", groups="base.group_portal", name=NAME, email=EMAIL
        )
        cls.citizen.partner_id.phone = PHONE

    def _file(self, **values):
        self.authenticate("citizen", "citizen")
        page = self._get("/my/complaints/new")
        form = {
            "key": self._key(page),
            "csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1],
            "text": WORDS,
            "confidentiality": "anonymous",
            **values,
        }
        files = {"files": (f"{NAME}.txt", f"I am {NAME}.".encode(), "text/plain")}
        return self._post("/my/complaints/new", files=files, **form).headers["Location"]

    def test_filed_anonymously(self):
        # That the account was opened stands in a message of its own.
        before = self._rows_that_tell(OF_ACCOUNT)
        path = self._file(place=f"Behind {NAME} Stores").partition("?")[0]
        complaint = self.env["police.complaint"].search([], order="id desc", limit=1)
        self.assertEqual(complaint.confidentiality, "anonymous")
        self.assertIn("shouts at •••", complaint.description)
        self.assertEqual(complaint.evidence_ids.name, "••• •••.txt")
        self.assertEqual(self._rows_that_tell(OF_ACCOUNT), before)
        page = self._get(path)
        reply = {"key": self._key(page), "text": "He rang me at 00000-77123 again."}
        self._post(f"{path}/reply", **reply)
        self.assertIn(HIDDEN, self._conversation(complaint).body)
        self.assertEqual(self._rows_that_tell(OF_ACCOUNT), before)

    def test_what_the_account_filed_before_is_struck_out_too(self):
        person = self.env["police.complainant"].create(
            {
                "name": "Zubaida",
                "partner_id": self.citizen.partner_id.id,
                "corrected_from": "Sunita Devi",
                "address_ids": [(0, 0, {"kind": "other", "value": "c/o Lala Stores"})],
            }
        )
        self._file(text="I am Sunita Devi, c/o Lala Stores. He shouts.")
        complaint = self.env["police.complaint"].search([], order="id desc", limit=1)
        self.assertEqual(complaint.description, "I am ••• •••, •••. He shouts.")
        self.assertNotIn(person, complaint.party_ids.complainant_id)

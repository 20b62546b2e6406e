from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

NAME = "Zubeda Quillfeather"
PHONE = "+910000077123"


@tagged("post_install", "-at_install")
class TestPeopleByHand(PoliceCase):
    """Who is known to whom, and in whose account a complaint stands, is not written by hand."""

    def test_the_draft_of_an_anonymous_complainant_is_its_writers_alone(self):
        drafts = self.env["police.registration"].with_user(self.desk_user)
        said = {"name": NAME, "phone": PHONE, "description": "He shouts."}
        named, hidden = drafts.create([said, {**said, "confidentiality": "anonymous"}])
        seen = self.env["police.registration"].with_user(self.zone_head).search([])
        self.assertIn(named, seen)
        self.assertNotIn(hidden, seen)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            hidden.with_user(self.zone_head).read(["name"])
        self.assertEqual(hidden.name, NAME)

    def test_nobody_links_a_person_by_hand(self):
        complaint = self._complaint(self.station, sender_value="a@example.org", sender_name="A")
        party, other = complaint.party_ids, self.env["police.complainant"].create({"name": "B"})
        account = new_test_user(self.env, "hand_portal", groups="base.group_portal").partner_id.id
        desk = self.desk_user
        part = {"complaint_id": complaint.id, "complainant_id": other.id, "role": "witness"}
        for attempt in (
            lambda: self.env["police.party"].with_user(desk).create(part),
            lambda: party.with_user(desk).write({"partner_id": account}),
            lambda: party.with_user(desk).write({"complainant_id": other.id}),
            lambda: complaint.with_user(desk).write({"party_ids": [(0, 0, part)]}),
            lambda: complaint.with_user(desk).write(
                {"party_ids": [(1, party.id, {"partner_id": account})]}
            ),
            lambda: party.complainant_id.with_user(desk).write({"partner_id": account}),
            lambda: party.complainant_id.with_user(desk).write(
                {"party_ids": [(1, party.id, {"partner_id": account})]}
            ),
            lambda: (
                self.env["police.complainant"]
                .with_user(desk)
                .create({"name": "C", "partner_id": account})
            ),
            lambda: (
                self.env["police.complainant"]
                .with_user(desk)
                .with_context(default_partner_id=account)
                .create({"name": "C"})
            ),
            lambda: party.complainant_id.address_ids.with_user(desk).write(
                {"complainant_id": other.id}
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()

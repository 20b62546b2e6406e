from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

PHONE = "+910000012345"
SAFE = {"is_shared": True, "do_not_call": True, "contact_from": 10, "contact_to": 17}


@tagged("post_install", "-at_install")
class TestRegistrationSafety(PoliceCase):
    """How a citizen may be reached, said while the complaint is taken down."""

    def _draft(self, **values):
        values = {"description": "They cut our water.", "phone": PHONE, **values}
        return self.env["police.registration"].with_user(self.desk_user).create(values)

    def _register(self, **values):
        draft = self._draft(**values)
        draft.action_register()
        return draft.sudo().complaint_id

    def _values(self, complaint):
        return complaint.party_ids.complainant_id.address_ids._contact_values()

    def test_it_goes_for_the_address_and_the_first_notice(self):
        seen = []
        complaints = type(self.env["police.complaint"])
        announce = complaints._announce

        def announced(records, event, **details):
            seen.append(records.party_ids.complainant_id.address_ids.mapped("is_shared"))
            return announce(records, event, **details)

        self.patch(complaints, "_announce", announced)
        complaint = self._register(is_shared=True, do_not_call=True, contact_hours="10 से 17")
        self.assertEqual(self._values(complaint), SAFE)
        self.assertEqual(seen[0], [True])
        warning = complaint.with_user(self.desk_user).contact_warning
        self.assertIn("DO NOT CALL", warning)

    def test_an_empty_box_takes_nothing_back(self):
        complaint = self._register(name="Asha Example", do_not_call=True)
        again = self._register(name="Asha Example", contact_hours="10-17")
        self.assertEqual(again.party_ids.complainant_id, complaint.party_ids.complainant_id)
        self.assertEqual(self._values(again), {**SAFE, "is_shared": False})

    def test_what_was_said_before_is_shown_beside_the_form(self):
        self._register(name="Asha Example", do_not_call=True)
        draft = self._draft()
        self.assertEqual(draft.panel["contact"], ["DO NOT CALL"])
        draft.contact_hours = "10-17"
        self.assertEqual(
            draft.panel["contact"], ["DO NOT CALL", "Contact only from 10:00 to 17:00"]
        )
        draft.name = "Somebody Else"
        self.assertEqual(draft.panel["contact"], ["Contact only from 10:00 to 17:00"])

    def test_half_typed_hours_are_kept_and_refused_only_on_registering(self):
        draft = self._draft(contact_hours="10-")
        with self.assertRaises(UserError):
            draft.action_register()
        draft.contact_hours = "10-17"
        draft.action_register()
        self.assertFalse(draft.contact_hours)

    def test_nothing_is_kept_of_who_stays_anonymous(self):
        complaint = self._register(confidentiality="anonymous", contact_hours="10-", is_shared=True)
        self.assertFalse(complaint.party_ids.complainant_id.address_ids)

    def test_words_added_to_a_complaint_bring_it_along(self):
        complaint = self._register(name="Asha Example")
        draft = self._draft(name="Asha Example", is_shared=True)
        draft.action_join(complaint.id)
        self.assertTrue(self._values(complaint)["is_shared"])
        witness = self._draft(phone="+910000067890", name="Radha Example", do_not_call=True)
        witness.action_join(complaint.id)
        party = complaint.party_ids.filtered(lambda party: party.role == "witness")
        self.assertTrue(party.complainant_id.address_ids.do_not_call)

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .registration_common import PHONE, RegistrationCase


@tagged("post_install", "-at_install")
class TestRegistrationRights(RegistrationCase):
    """Whose a draft is, and what may be put into it."""

    def test_a_draft_is_its_owners(self):
        draft = self._draft()
        colleague = self._make_officer("test_desk2", "control_room", "constable", self.zone)
        self.assertFalse(self.registrations.with_user(colleague).search([("id", "=", draft.id)]))
        for user in (colleague, self.constable, self.zone_head):
            for act in (
                lambda other: other.write({"name": "X"}),
                lambda other: other.action_register(),
                lambda other: other.action_join(self.known.id),
                lambda other: other.action_throw_away(),
            ):
                with self.assertRaises(AccessError):
                    act(draft.with_user(user))
        self.assertEqual(draft.with_user(self.zone_head).description, "They cut our water.")
        self.assertFalse(draft.with_user(self.circle_officer).has_access("read"))
        draft.action_throw_away()
        self.assertFalse(draft.exists())

    def test_what_the_service_fills_cannot_be_put_in(self):
        draft = self._draft()
        for values in (
            {"complaint_id": self.known.id},
            {"user_id": self.constable.id},
            {"state": "registered"},
            {"started_at": "2020-01-01 00:00:00"},
        ):
            with self.assertRaises(AccessError):
                draft.write(values)
            with self.assertRaises(AccessError):
                self.registrations.create(values)

    def test_a_station_registers_for_itself(self):
        with Form(self.registrations.with_user(self.constable)) as form:
            form.description = "Somebody stole the cycle stand."
            self.assertEqual(form.unit_id, self.station)
        draft = form.record
        draft.action_register()
        complaint = draft.sudo().complaint_id
        self.assertEqual((complaint.unit_id, complaint.stage_code), (self.station, "with_station"))
        self.assertEqual(complaint.with_user(self.constable).channel, "walk_in")
        with self.assertRaises(AccessError):
            self._register(self.constable, unit_id=self.other_station.id)
        self.assertTrue(
            self._register(self.station_head, complained_unit_id=self.other_station.id).number
        )

    def test_a_station_that_is_complained_of_does_not_see_what_it_registered(self):
        draft = self._draft(self.constable, complained_unit_id=self.station.id)
        draft.action_register()
        self.assertEqual(draft.station_name, "Test Circle")
        with self.assertRaises(AccessError):
            draft.action_open()

    def test_a_station_knows_only_its_own_people(self):
        self._from_phone("Secret.", "Hidden Example", confidentiality="confidential")
        there = self._from_phone("Elsewhere.", "Far Example", self.other_station)
        panel = self.registrations.with_user(self.constable).new({"phone": PHONE}).panel
        self.assertEqual([row["name"] for row in panel["people"]], ["Asha Example"])
        self.assertEqual([row["id"] for row in panel["cases"]], [self.known.id])
        with self.assertRaises(AccessError):
            self._draft(self.constable).action_join(there.id)

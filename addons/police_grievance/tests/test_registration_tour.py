import time
from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .common import PoliceCase

PHONE = "+910000012345"


@tagged("post_install", "-at_install")
class TestRegistrationTour(HttpCase, PoliceCase):
    """A walk-in is taken down in Hindi, by keyboard alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station.with_context(lang="hi_IN").name = "रामपुरवा"
        cls.env["police.category"].search([]).active = False
        cls.env["police.category"].create(
            {
                "name": "Drain",
                "code": "test_drain",
                "keywords": "नाली",
                "questions": "Since when?",
            }
        )
        for text in ("पहली शिकायत", "दूसरी शिकायत"):
            cls._complaint(
                cls.station,
                text=text,
                subject="",
                sender_kind="phone",
                sender_value=PHONE,
                sender_name="आशा उदाहरण",
            )
        cls._complaint(cls.station, subject="Somebody else")
        cls.colleague = cls._make_officer("test_desk2", "control_room", "constable", cls.zone)
        (cls.desk_user | cls.colleague).write({"lang": "hi_IN", "tz": "Asia/Kolkata"})

    def test_a_walk_in_by_keyboard_is_found_by_a_colleague(self):
        before = self.env["police.complaint"].search([])
        begun = time.monotonic()
        self.start_tour("/odoo/start", "police_walk_in_by_keyboard", login="test_desk")
        self.assertLess(time.monotonic() - begun, 60)
        complaint = self.env["police.complaint"].search([("id", "not in", before.ids)])
        self.assertEqual((complaint.unit_id, complaint.channel), (self.station, "voice"))
        self.assertEqual(complaint.category_id.code, "test_drain")
        self.assertIn("सोमवार से", complaint.description)
        self.assertEqual(len(complaint.party_ids.complainant_id.party_ids), 3)
        draft = self.env["police.registration"].search([("complaint_id", "=", complaint.id)])
        earlier = draft.started_at - complaint.received_at
        self.assertAlmostEqual(earlier, timedelta(hours=2), delta=timedelta(minutes=1))
        self.assertIn("दो घंटे से लाइन में थे", "".join(complaint.message_ids.mapped("body")))
        self.start_tour("/odoo/complaints", "police_found_by_last_digits", login="test_desk2")

    def test_a_power_cut_loses_the_last_seconds_at_most(self):
        self.start_tour("/odoo/register", "police_power_cut", login="test_desk")

    def test_a_draft_goes_on_where_it_stopped(self):
        draft = self.env["police.registration"].with_user(self.desk_user)
        draft = draft.create({"description": "आधी बात"})
        self.start_tour("/odoo/start", "police_draft_goes_on", login="test_desk")
        self.assertEqual(draft.state, "registered")

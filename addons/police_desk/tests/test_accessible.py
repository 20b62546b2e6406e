from odoo import fields
from odoo.tests import tagged

from odoo.addons.police_force.tests.accessible_common import AccessibleCase
from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.police_grievance.tests.media_samples import TONE, made
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

COMPLAINTS = "/odoo/action-police_grievance.police_complaint_action"
DIRECTIONS = "/odoo/action-police_grievance.police_direction_action"
DESK = "/odoo/action-police_desk."


@tagged("post_install", "-at_install")
class TestAccessible(AccessibleCase, PoliceCase):
    """The daily work of each role, in Hindi."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station, subject="Lost papers", text="They are lost.")
        officers = cls.desk_user | cls.station_head | cls.superintendent
        officers.lang = "hi_IN"

    def test_the_control_room(self):
        for path, ready in (
            ("/odoo/start", "[data-tile]"),
            ("/odoo/register", ".o_form_view input"),
            (COMPLAINTS, ".o_kanban_record"),
        ):
            with self.subTest(path=path):
                self._look(path, ready, "test_desk")

    def test_lists_and_papers_of_the_control_room(self):
        for path, ready in (
            (f"{COMPLAINTS}?view_type=list", ".o_data_row"),
            (f"{DESK}police_daily_list_action", ".modal .o_form_view"),
            (f"{DESK}police_letter_action", ".o_list_view"),
            (f"{DESK}police_handover_action", ".o_list_view"),
        ):
            with self.subTest(path=path):
                self._look(path, ready, "test_desk")

    def test_pages_of_help(self):
        for page in ("desk", "administrator"):
            with self.subTest(page=page):
                self._look(f"/police/help/{page}", "main h2", "test_desk")

    def test_directions(self):
        direction = self.env["police.follow.up"].with_user(self.superintendent)
        order = direction.create(
            {
                "method": "direction",
                "direction": "Go there.",
                "next_due_at": fields.Datetime.add(fields.Datetime.now(), days=1),
                "complaint_id": self.complaint.id,
            }
        )
        for path, ready in (
            (DIRECTIONS, ".o_data_row"),
            (f"{DIRECTIONS}/{order.id}", ".o_form_view"),
        ):
            with self.subTest(path=path):
                self._look(path, ready, "test_head")

    def test_the_station(self):
        self._look(f"{COMPLAINTS}/{self.complaint.id}", ".o_form_view .o-mail-Chatter", "test_head")

    def test_a_complaint_that_has_come_up(self):
        """With the faces of whose it is and whose tasks there are, and red words, in English."""
        post = self.station_head.police_posting_ids.post_id
        self.complaint.sudo().post_id = post
        self.complaint.sudo().vulnerability_ids = self.env["police.vulnerability"].search(
            [], limit=1
        )
        tasks = self.env["mail.activity"]
        escalation = "police_grievance.mail_activity_type_escalation"
        tasks._give_to_posts(escalation, [(self.complaint, post, self.station_head)])
        self.complaint.sudo().activity_ids.date_deadline = "2026-01-01"
        self.station_head.lang = "en_US"
        for path, ready in (
            (COMPLAINTS, ".o_kanban_record .o_m2m_avatar"),
            (f"{COMPLAINTS}/{self.complaint.id}", ".o-mail-Activity .text-danger"),
        ):
            with self.subTest(path=path):
                self._look(path, ready, "test_head")

    def test_a_recording(self):
        files = [EnvelopeFile("call.wav", "", made("wav", *TONE))]
        complaint = self._complaint(self.station, text="They are lost.", files=files)
        evidence = complaint.sudo().evidence_ids
        evidence._keep_copy(evidence._make_copy())
        self._look(f"{COMPLAINTS}/{complaint.id}", ".o_police_recording path", "test_head")

    def test_the_supervisor(self):
        self._look("/odoo/morning", ".o_action_manager > *", "test_sp")
        self._look("/odoo/month", ".o_police_statement_part", "test_sp")

from odoo.tests import tagged

from odoo.addons.police_force.tests.accessible_common import AccessibleCase
from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.police_grievance.tests.media_samples import TONE, made
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

COMPLAINTS = "/odoo/action-police_grievance.police_complaint_action"


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

    def test_the_station(self):
        self._look(f"{COMPLAINTS}/{self.complaint.id}", ".o_form_view .o-mail-Chatter", "test_head")

    def test_a_recording(self):
        files = [EnvelopeFile("call.wav", "", made("wav", *TONE))]
        complaint = self._complaint(self.station, text="They are lost.", files=files)
        complaint.sudo().evidence_ids._make_copy()
        self._look(f"{COMPLAINTS}/{complaint.id}", ".o_police_recording path", "test_head")

    def test_the_supervisor(self):
        self._look("/odoo/morning", ".o_action_manager > *", "test_sp")

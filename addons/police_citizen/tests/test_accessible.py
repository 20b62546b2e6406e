from odoo.tests import new_test_user, tagged

from odoo.addons.police_force.tests.accessible_common import AccessibleCase
from odoo.addons.police_grievance.tests.media_samples import TONE, made
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

from .citizen_common import CitizenCase

PAGE = "main h1"


@tagged("post_install", "-at_install")
class TestAccessible(AccessibleCase, CitizenCase):
    """What citizens see, by a link and with an account, in both languages."""

    def _look_in_both(self, path, ready=PAGE, login=None):
        mark = "&" if "?" in path else "?"
        for lang in ("hi", "en"):
            with self.subTest(path=path, lang=lang):
                self._look(f"{path}{mark}lang={lang}", ready, login)

    def test_by_a_link(self):
        files = [EnvelopeFile("call.wav", "", made("wav", *TONE))]
        complaint = self._complaint(self.station, text="They are lost.", files=files).sudo()
        complaint.evidence_ids._make_copy()
        path = self._path(complaint)
        self._look_in_both(path)
        self._look_in_both(f"{path}/acknowledgement")
        complaint._move_to("action_taken")
        complaint._move_to("verification")
        self._look_in_both(f"{path}?answer=resolved")
        self._look_in_both(f"{path}/no-such-page")
        self._look_in_both("/complaint/follow")
        self._look_in_both("/complaint/follow/nothing")

    def test_with_an_account(self):
        citizen = new_test_user(self.env, "citizen", groups="base.group_portal")
        person = self.party.complainant_id
        person.partner_id = citizen.partner_id
        self._look_in_both("/my", "#wrap", "citizen")
        self._look_in_both("/my/complaints", login="citizen")
        self._look_in_both("/my/complaints/new", login="citizen")
        self._look_in_both(f"/my/complaints/{self.complaint.number}", login="citizen")

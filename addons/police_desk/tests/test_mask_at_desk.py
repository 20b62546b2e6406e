"""Who stays anonymous is struck out of the words before they are stored, and stands nowhere."""

from odoo import fields
from odoo.tests import tagged

from odoo.addons.police_grievance.tests.common import PoliceCase
from odoo.addons.police_grievance.tests.planted_common import (
    NAME,
    PHONE,
    WORDS,
    Planted,
)
from odoo.addons.police_grievance.tools.mask import HIDDEN


@tagged("post_install", "-at_install")
class TestMaskAtDesk(PoliceCase, Planted):
    def _register(self, **values):
        draft = self.env["police.registration"].with_user(self.desk_user)
        draft = draft.create(
            {
                "confidentiality": "anonymous",
                "phone": "00000 77123",
                "name": NAME,
                "channel": "other_office",
                "reference": f"Letter of {NAME}, 12/2026",
                "description": WORDS,
                "answers": {"Who saw it?": f"Only I, {NAME}"},
                "place_text": f"Behind {NAME} Stores",
                "received_text": False,
                **values,
            }
        )
        draft.action_register()
        return draft

    def test_registered_anonymously(self):
        draft = self._register(
            received_at=fields.Datetime.subtract(fields.Datetime.now(), hours=2),
            received_reason=f"{NAME} had called at the gate, 0000077123",
        )
        self.assertIn(HIDDEN, draft.complaint_id.description)
        self.assertIn("shouts at", draft.complaint_id.description)
        self.assertIn("Who saw it?", draft.complaint_id.description)
        kept = draft.complaint_id.sudo().protected_text_ids
        self.assertFalse(kept, kept.mapped("text") + kept.mapped("shown"))
        self.assertFalse(self._rows_that_tell())

    def test_somebody_known_who_stays_anonymous(self):
        """The name on record is struck out with the one that is typed."""
        self._complaint(self.station, sender_kind="phone", sender_value=PHONE, sender_name=NAME)
        draft = self._register(name=False, phone="+91 00000 77123")
        self.assertNotIn("Quillfeather", draft.complaint_id.description)
        self.assertNotIn("77123", draft.complaint_id.description)

    def test_added_to_a_complaint_anonymously(self):
        complaint = self._complaint(self.station, confidentiality="open")
        draft = self.env["police.registration"].with_user(self.desk_user)
        draft = draft.create(
            {
                "confidentiality": "anonymous",
                "phone": "0000077123",
                "name": NAME,
                "description": WORDS,
            }
        )
        draft.action_join(complaint.id)
        self.assertEqual(draft.state, "joined")
        self.assertFalse(self._rows_that_tell())

    def test_more_words_to_it(self):
        """Nobody is known by whom a name could be hidden later: numbers go before they are stored."""
        complaint = self._register().complaint_id
        self.env["police.complaint"]._intake(
            self._envelope(
                text="Call my neighbour at 00000-77123.",
                references=complaint.ids,
                sender_kind="other",
                sender_value="",
                sender_name="",
            )
        )
        self.assertIn(HIDDEN, complaint.message_ids[0].body)
        self.assertFalse(self._rows_that_tell())

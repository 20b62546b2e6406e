"""All that stands on a complaint is masked when it stops being open, and comes back."""

from odoo.tests import tagged

from ..tools.mask import HIDDEN
from .common import PoliceCase

# Nobody of the complaint: what looks like a number or an address is hidden whoever's it is.
TOLD = {
    "phone": "98/7654 3210",
    "mail": "lala.stores@example.net",
    "Aadhaar": "2345 6789 0123",
    "PAN": "ABCDE1234F",
}
KEPT = "on 24/11/2026 at 10:30, Rs 50,000, section 323/504, dial 112 or 1090"
WORDS = f"{KEPT}: {', '.join(TOLD.values())}"


@tagged("post_install", "-at_install")
class TestMaskLater(PoliceCase):
    def _written_about(self, complaint):
        """Words in every masked model."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        complaint.with_user(self.desk_user).write(
            {"subject": f"Help: {WORDS}", "place_text": WORDS}
        )
        self.env.flush_all()
        self.env.cr.precommit.run()
        complaint._send_to_citizen(f"We look into it. {WORDS}")
        complaint.message_post(body=WORDS, subtype_xmlid="mail.mt_note")
        complaint.activity_schedule("mail.mail_activity_data_todo", summary=WORDS, note=WORDS)
        complaint._move_to("action_taken")
        complaint._keep_feedback("not_resolved", 1, WORDS)
        complaint._record_asked("call", "not_resolved", WORDS)
        self._follow_up(complaint, "call", answer=WORDS)
        complaint.outcome_note = WORDS

    def _rows(self, complaint):
        """(record, field) of all words that are masked."""
        for model in self.env.values():
            if not model._abstract and getattr(model, "_masked_fields", ()):
                for record in model.sudo()._words_of(complaint):
                    yield from ((record, name) for name in model._masked_fields)

    def _said(self, complaint):
        return {
            (record, name): str(record[name] or "")
            for record, name in self._rows(complaint)
            if record[name]
        }

    def test_hidden_when_it_becomes_confidential_and_back(self):
        complaint = self._complaint(self.station, text=WORDS)
        self._written_about(complaint)
        before = self._said(complaint)
        models = {record._name for (record, _name), said in before.items() if TOLD["mail"] in said}
        self.assertGreaterEqual(
            models,
            {
                *("police.complaint", "mail.message", "mail.activity", "mail.tracking.value"),
                *("police.feedback", "police.verification", "police.follow.up", "police.milestone"),
            },
        )
        complaint.with_user(self.desk_user)._set_confidentiality("confidential")
        for (record, name), said in self._said(complaint).items():
            for kind, told in TOLD.items():
                self.assertNotIn(told, said, (record, name, kind))
            if KEPT in before.get((record, name), ""):
                self.assertIn(KEPT, said, (record, name))
        complaint.with_user(self.desk_user)._set_confidentiality("open", reason="They agreed")
        after = self._said(complaint)
        self.assertEqual({row: after[row] for row in before}, before)

    def test_hidden_at_once_where_it_is_confidential(self):
        """A mail that names nobody, and tells the phone in its words alone."""
        complaint = self._complaint(self.station, text=WORDS, confidentiality="confidential")
        self.assertEqual(complaint.description, f"{KEPT}: •••, •••, •••, •••")
        self._written_about(complaint)
        for (record, name), said in self._said(complaint).items():
            for kind, told in TOLD.items():
                self.assertNotIn(told, said, (record, name, kind))
        desk = complaint.with_user(self.desk_user)
        self.assertEqual(desk.original_description, WORDS)

    def test_a_citizens_letter_loses_its_signature(self):
        complaint = self._complaint(
            self.station, text="He shouts.", confidentiality="confidential", sender_name=""
        )
        reply = self._envelope(text="Again.\n\nRegards\nSunita Devi", references=complaint.ids)
        self.env["police.complaint"]._intake(reply)
        self.assertNotIn("Sunita", complaint.message_ids[0].body)
        complaint._send_to_citizen("Thank you for your complaint: we look into it.")
        self.assertIn("we look into it", complaint.message_ids[0].body)

    def test_what_is_the_offices_stays(self):
        self.env["ir.config_parameter"].set_param("police_grievance.citizen_phone", "0512-2304407")
        self.station.write({"phone": "+91 512 230 4408", "email": "rampurwa@police.test"})
        text = "Ring 0512-2304407 or 0512 2304408, write to rampurwa@police.test"
        complaint = self._complaint(self.station, text=text, confidentiality="confidential")
        self.assertEqual(complaint.description, text)
        complaint.message_post(body=f"Number {complaint.number}")
        self.assertIn(complaint.number, complaint.message_ids[0].body)
        self.assertNotIn(HIDDEN, complaint.message_ids[0].body)

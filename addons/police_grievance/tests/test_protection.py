from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..tools.envelope import EnvelopeFile
from ..tools.mask import HIDDEN
from .common import PoliceCase
from .identity_common import EMAIL, NAME, PHONE

WORDS = f"My husband beats me. I am {NAME}, call 00000-77123 or {EMAIL}."


@tagged("post_install", "-at_install")
class TestProtection(PoliceCase):
    """Who may know: open, confidential, anonymous, and the way from one to the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(
            cls.station,
            text=WORDS,
            subject=f"{NAME} asks for help",
            sender_value=EMAIL,
            sender_name=NAME,
            files=[EnvelopeFile(f"{NAME}.txt", "text/plain", b"what happened")],
        )
        cls.complaint.sudo()._send_to_citizen(f"Dear {NAME}, we come.")
        cls.complaint.message_post(body=f"{NAME} called again.")
        cls.complaint.with_user(cls.desk_user).write({"subject": f"Help for {NAME} at once"})
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.person = cls.complaint.party_ids.complainant_id
        cls.person.address_ids = [(0, 0, {"kind": "phone", "value": PHONE})]

    def _everything_said(self):
        complaint = self.complaint
        rows = complaint.message_ids
        said = [complaint.subject, complaint.description, complaint.search_text]
        said += rows.mapped("body") + complaint.evidence_ids.mapped("name")
        said += complaint.evidence_ids.attachment_id.mapped("name")
        said += complaint.feedback_ids.mapped("comment") + complaint.milestone_ids.mapped("text")
        for tracking in rows.sudo().tracking_value_ids:
            said += [tracking[name] for name in tracking._masked_fields]
        return " ".join(filter(None, said)).casefold()

    def _assert_hidden(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        said = self._everything_said()
        for told in ("zubeda", "quillfeather", "77123"):
            self.assertNotIn(told, said)

    def test_an_open_one_says_what_was_said(self):
        self.assertEqual(self.complaint.description, WORDS)
        self.assertFalse(self.complaint.sudo().protected_text_ids)

    def test_raised_by_a_station_hides_names_everywhere(self):
        self.complaint.with_user(self.station_head)._set_confidentiality("confidential")
        self._assert_hidden()
        self.assertIn("My husband beats me.", self.complaint.description)
        self.assertIn(HIDDEN, self.complaint.subject)

    def test_what_comes_later_is_hidden_too(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        party = self.complaint.party_ids
        self.complaint._reply_by_citizen(
            party, f"Yours, {NAME}", [EnvelopeFile(f"{NAME} 2.txt", "text/plain", b"more")], "k1"
        )
        self.complaint.sudo()._move_to("action_taken")
        self.complaint._keep_feedback("not_resolved", 1, f"{NAME} is not happy")
        self.complaint.with_user(self.desk_user).message_post(body=f"Told {PHONE}")
        self.complaint.with_user(self.desk_user).write({"subject": f"{NAME} again"})
        self._assert_hidden()

    def test_the_history_of_changes_in_one_transaction(self):
        desk = self.complaint.with_user(self.desk_user)
        desk.write({"subject": f"{NAME} once more"})
        desk._set_confidentiality("confidential")
        self._assert_hidden()

    def test_an_address_learnt_later_is_hidden_from_then_on(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        complaint = self.complaint.with_user(self.desk_user)
        complaint.message_post(body="Calls from 00000 88456")
        address = {"complainant_id": self.person.id, "kind": "phone", "value": "+910000088456"}
        self.env["police.complainant.address"].with_user(self.desk_user).create(address)
        self.assertNotIn("88456", " ".join(self.complaint.message_ids.mapped("body")))

    def test_born_confidential(self):
        self.complaint = self._complaint(
            self.station,
            text=f"{WORDS}\n\nRegards\n{NAME}",
            confidentiality="confidential",
            sender_value=EMAIL,
            sender_name=NAME,
            files=[EnvelopeFile(f"{NAME}.txt", "text/plain", b"what happened")],
        )
        self._assert_hidden()
        seen = self.complaint.with_user(self.superintendent)
        self.assertIn(WORDS, seen.original_description)
        self.assertIn(
            WORDS, self.complaint._citizen_view(self.complaint.party_ids, "en_US")["words"]
        )

    def test_officers_who_may_know_read_all_of_it(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        for user in (self.desk_user, self.superintendent, self.zone_head):
            self.assertEqual(self.complaint.with_user(user).original_description, WORDS)
            self.assertEqual(self.complaint.with_user(user).party_ids.complainant_id.name, NAME)
        for user in (self.station_head, self.constable, self.circle_officer):
            self.env.invalidate_all()
            seen = self.complaint.with_user(user)
            self.assertFalse(seen.original_description)
            self.assertFalse(seen.party_ids)
            with self.assertRaises(AccessError):
                self.person.with_user(user).read(["name"])
            self.assertEqual(seen.confidentiality, "confidential")

    def test_the_citizen_reads_their_own_words(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        view = self.complaint._citizen_view(self.complaint.party_ids, "en_US")
        self.assertEqual(view["words"], WORDS)
        self.assertIn(NAME, view["subject"])
        self.assertEqual(view["files"][0]["name"], f"{NAME}.txt")
        self.assertIn(f"Dear {NAME}, we come.", view["conversation"][0]["text"])

    def test_lowered_with_a_reason_by_the_control_room(self):
        complaint = self.complaint.with_user(self.desk_user)
        complaint._set_confidentiality("confidential")
        with self.assertRaises(UserError):
            complaint._set_confidentiality("open", "  ")
        for user in (self.station_head, self.superintendent):
            with self.assertRaises(AccessError):
                self.complaint.with_user(user)._set_confidentiality("open", "I want to know.")
        with self.assertRaises(AccessError):
            self.complaint.sudo()._set_confidentiality("open", "The citizen's page cannot.")
        complaint._set_confidentiality("open", "Agreed on the phone.")
        self.assertEqual(complaint.description, WORDS)
        self.assertFalse(complaint.protected_text_ids)
        self.env.flush_all()
        self.env.cr.precommit.run()
        logged = complaint.message_ids.filtered(lambda message: "Agreed" in (message.body or ""))
        self.assertEqual(logged.author_id, self.desk_user.partner_id)
        self.assertTrue(logged.sudo().tracking_value_ids)

    def test_not_by_writing_the_field(self):
        for user in (self.station_head, self.superintendent, self.desk_user):
            with self.assertRaises(AccessError):
                self.complaint.with_user(user).write({"confidentiality": "confidential"})

    def test_nobody_knows_who_is_anonymous(self):
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.superintendent)._set_confidentiality("anonymous")
        self.complaint.sudo()._set_confidentiality("anonymous")
        self._assert_hidden()
        officers = (
            self.desk_user,
            self.superintendent,
            self.zone_head,
            self.circle_officer,
            self.station_head,
        )
        for user in officers:
            self.env.invalidate_all()
            seen = self.complaint.with_user(user)
            self.assertFalse(seen.party_ids)
            self.assertFalse(seen.original_description)
            people = self.env["police.complainant"].with_user(user)
            self.assertFalse(people.search([("id", "=", self.person.id)]))
            with self.assertRaises(AccessError):
                self.person.address_ids.with_user(user).read(["value"])

    def test_a_hidden_person_is_not_named_in_another_complaint(self):
        self.complaint.sudo()._set_confidentiality("anonymous")
        other = self._complaint(self.station, sender_value="x@example.org", sender_name="X")
        with self.assertRaises(AccessError):
            other.with_user(self.desk_user).write(
                {"party_ids": [(0, 0, {"complainant_id": self.person.id, "role": "witness"})]}
            )

    def test_files_wait_for_somebody_who_may_know(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        evidence, attachment = (
            self.complaint.evidence_ids,
            self.complaint.evidence_ids.attachment_id,
        )
        auditor = new_test_user(self.env, "p_auditor", groups="police_force.group_auditor")
        blind = (self.station_head, self.constable, self.circle_officer, auditor)
        for user in blind:
            self.assertFalse(evidence.with_user(user).has_access("read"), user.login)
            self.assertFalse(attachment.with_user(user).has_access("read"))
            with self.assertRaises(AccessError):
                evidence.with_user(user).action_show()
        evidence.with_user(self.superintendent).action_show()
        self.assertFalse(attachment.with_user(auditor).has_access("read"))
        for user in (self.station_head, self.constable, self.circle_officer):
            self.assertTrue(attachment.with_user(user).has_access("read"))
            self.assertNotIn("Zubeda", evidence.with_user(user).name)
            with self.assertRaises(AccessError):
                evidence.with_user(user).action_show()
        evidence.with_user(self.desk_user).action_show()
        self.assertFalse(evidence.with_user(self.constable).has_access("read"))

    def test_the_dialogue(self):
        wizard = self.env["police.complaint.protect.wizard"].with_user(self.station_head)
        wizard = wizard.create({"complaint_id": self.complaint.id})
        self.assertEqual(wizard.confidentiality, "open")
        wizard.confidentiality = "confidential"
        wizard.action_protect()
        self.assertEqual(self.complaint.confidentiality, "confidential")
        with self.assertRaises(AccessError):
            wizard.confidentiality = "open"
            wizard.action_protect()

import base64
import hashlib
from io import BytesIO

from PIL import Image

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..tools.number import format_number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestReply(PoliceCase):
    """Words to the citizen, and words among colleagues."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.complaint.sudo().language = "hi_IN"
        cls.canned = cls.env["police.canned.reply"]
        cls.documents = cls.env.ref("police_grievance.canned_reply_documents")

    def _wizard(self, user=None):
        wizard = self.env["police.complaint.reply.wizard"].with_user(user or self.station_head)
        return Form(wizard.with_context(default_complaint_id=self.complaint.id))

    def _upload(self, name="plan.txt", raw=b"the plan", user=None):
        return (
            self.env["ir.attachment"]
            .with_user(user or self.station_head)
            .create(
                {
                    "name": name,
                    "raw": raw,
                    "res_model": "police.complaint.reply.wizard",
                    "res_id": 0,
                }
            )
        )

    # Canned replies

    def test_the_complaints_language_picks_the_words_and_fills_the_places(self):
        wizard = self._wizard()
        wizard.canned_id = self.env.ref("police_grievance.canned_reply_working")
        self.assertIn(format_number(self.complaint.number), wizard.text)
        self.assertIn("काम चल रहा है", wizard.text)
        self.assertIn("Rampurwa", wizard.text)
        self.assertNotIn("{", wizard.text)
        self.complaint.sudo().language = "en_US"
        wizard = self._wizard()
        wizard.canned_id = self.env.ref("police_grievance.canned_reply_working")
        self.assertIn("is being worked on", wizard.text)

    def test_a_choice_follows_what_was_typed_and_replaces_the_last_choice(self):
        wizard = self._wizard()
        wizard.text = "Namaste."
        wizard.canned_id = self.env.ref("police_grievance.canned_reply_visit")
        first = wizard.text
        self.assertTrue(first.startswith("Namaste.\n\n"))
        wizard.canned_id = self.documents
        self.assertTrue(wizard.text.startswith("Namaste.\n\n"))
        self.assertIn("पहचान पत्र", wizard.text)
        self.assertNotIn(first.removeprefix("Namaste.\n\n"), wizard.text)

    def test_it_is_found_by_typing_a_word_in_either_language(self):
        replies = self.canned.with_user(self.station_head)
        found = [reply_id for reply_id, _name in replies.name_search("documents")]
        self.assertIn(self.documents.id, found)
        hindi = replies.with_context(lang="hi_IN").name_search("पहचान पत्र")
        self.assertIn(self.documents.id, [reply_id for reply_id, _name in hindi])

    def test_it_is_found_in_any_inflection_and_spelling(self):
        made = self.canned.create(
            {"name": "Come to the station", "code": "aaiye", "text": "Come to the police station."}
        )
        made.with_context(lang="hi_IN").text = "कृपया हिन्दी में लिखी अर्ज़ी लेकर थाने आएँ।"
        for typed in ("थाना", "थानों", "हिंदी", "अर्जी", "stations", "अर्ज़ी थाना"):
            for lang in ("en_US", "hi_IN"):
                replies = self.canned.with_user(self.station_head).with_context(lang=lang)
                found = [reply_id for reply_id, _name in replies.name_search(typed)]
                self.assertIn(made.id, found, (typed, lang))
        self.assertFalse(self.canned.name_search("हवाई जहाज"))

    def test_each_comes_in_both_languages(self):
        shipped = self.canned.search([])
        self.assertGreaterEqual(len(shipped), 10)
        for reply in shipped:
            english, hindi = (reply.with_context(lang=lang) for lang in ("en_US", "hi_IN"))
            with self.subTest(reply=reply.code):
                self.assertNotEqual(english.text, hindi.text)
                self.assertNotEqual(english.name, hindi.name)
                for place in ("{number}", "{deadline}", "{station}"):
                    self.assertEqual(place in english.text, place in hindi.text)

    def test_nothing_in_it_is_evaluated(self):
        tricky = "{{ 7*7 }} ${7*7} <t t-out='7*7'/> {number}"
        with self.assertRaises(ValidationError):
            self.canned.create({"name": "x", "code": "x", "text": tricky})
        with self.assertRaises(ValidationError):
            self.documents.text = "{number.__class__}"
        self.documents.with_context(lang="hi_IN").text = "<t t-out='7*7'/> %(number)s {number}"
        self.assertEqual(
            self.documents._words_for(self.complaint),
            f"<t t-out='7*7'/> %(number)s {format_number(self.complaint.number)}",
        )

    def test_roles_and_units_narrow_the_offer(self):
        offer = self.canned.with_user(self.station_head)
        complaint = self.complaint.with_user(self.station_head)
        self.documents.unit_ids = self.circle
        self.assertIn(self.documents, offer._offered_for(complaint))
        self.documents.unit_ids = self.other_station
        self.assertNotIn(self.documents, offer._offered_for(complaint))
        self.documents.unit_ids = False
        self.documents.group_ids = self.env.ref("police_force.group_control_room")
        self.assertNotIn(self.documents, offer._offered_for(complaint))
        desk = self.canned.with_user(self.desk_user)
        self.assertIn(self.documents, desk._offered_for(complaint))

    # To whom, and by whom

    def test_the_dialogue_says_to_whom_for_those_who_may_know(self):
        self.assertIn("Asha Example", self._wizard().recipients)
        self.complaint.sudo().confidentiality = "confidential"
        recipients = self._wizard().recipients
        self.assertIn("The complainant", recipients)
        self.assertNotIn("Asha", recipients)
        self.assertNotIn("example.org", recipients)
        self.assertIn("Asha Example", self._wizard(self.desk_user).recipients)

    def test_who_may_reply_is_told_to_the_screen(self):
        for user, may in (
            (self.constable, False),
            (self.station_head, True),
            (self.circle_officer, True),
            (self.desk_user, True),
        ):
            self.assertEqual(self.complaint.with_user(user).may_reply, may, user.login)

    def test_an_empty_reply_is_none(self):
        wizard = self.env["police.complaint.reply.wizard"].with_user(self.station_head)
        with self.assertRaises(UserError):
            wizard.create({"complaint_id": self.complaint.id, "text": " \n"}).action_send()

    def test_a_remark_stays_in_the_house_whatever_it_is_called(self):
        stranger = self.env["res.partner"].create(
            {"name": "Outside", "email": "outside@example.org"}
        )
        complaint = self.complaint.with_user(self.constable)
        message = complaint.message_post(
            body="He lies.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=stranger.ids,
        )
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_note"))
        self.assertFalse(message.notification_ids)
        view = self.complaint._citizen_view(self.complaint.party_ids, "en_US")
        self.assertNotIn("He lies.", str(view))

    def test_the_conversation_tells_the_directions_apart(self):
        self.complaint._log_words("I wait.", "police_grievance.mt_from_citizen")
        self.complaint._send_to_citizen("We come.")
        self.complaint.with_user(self.constable).message_post(
            body="Go there.", message_type="comment"
        )
        sides = [message._citizen_side() for message in self.complaint.message_ids[:3]]
        self.assertEqual(sides, ["remark", "to", "from"])

    def test_what_the_service_does_stands_in_the_language_of_the_force(self):
        self._commit()  # what was created a moment ago is not tracked
        for user, code in ((self.station_head, "action_taken"), (self.env.user, "verification")):
            stage = self.env.ref(f"police_grievance.stage_{code}")
            self.complaint.with_user(user).sudo()._enter_stage(stage)
            self._commit()
        changes = self.complaint.message_ids.tracking_value_ids.filtered(
            lambda change: change.field_id.name == "stage_id"
        )
        self.assertEqual(
            [(change.old_value_char, change.new_value_char) for change in changes.sorted("id")],
            [("With station", "Action taken"), ("कार्रवाई हुई", "पुष्टि")],
        )

    def _commit(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    # The mark of an unread reply

    def test_answering_takes_the_mark_away_and_says_who_did(self):
        self.complaint.sudo().has_unread_reply = True
        wizard = self._wizard()
        wizard.text = "We come."
        wizard.save().action_send()
        self.assertFalse(self.complaint.has_unread_reply)
        by_person = self.complaint.message_ids.filtered(
            lambda row: row.author_id == self.station_head.partner_id
        )
        self.assertIn("answered", by_person.body)

    def test_dealing_with_it_otherwise_is_on_record_too(self):
        self.complaint.sudo().has_unread_reply = True
        self.complaint.with_user(self.constable).action_reply_done()
        self.assertFalse(self.complaint.has_unread_reply)
        self.assertEqual(self.complaint.message_ids[0].author_id, self.constable.partner_id)
        count = len(self.complaint.message_ids)
        self.complaint.with_user(self.constable).action_reply_done()
        self.assertEqual(len(self.complaint.message_ids), count)
        with self.assertRaises(AccessError):
            self.complaint.with_user(self.other_head).action_reply_done()

    # Files from the office

    def test_files_go_to_the_citizen_and_stay_as_they_were(self):
        upload = self._upload()
        wizard = self.env["police.complaint.reply.wizard"].with_user(self.station_head)
        wizard.create(
            {
                "complaint_id": self.complaint.id,
                "text": "See the plan.",
                "attachment_ids": upload.ids,
            }
        ).action_send()
        evidence = self.complaint.evidence_ids
        self.assertTrue(evidence.by_office)
        self.assertEqual(evidence.sha256, hashlib.sha256(b"the plan").hexdigest())
        self.assertTrue(evidence._verify()[evidence])
        self.assertFalse(upload.exists())
        view = self.complaint._citizen_view(self.complaint.party_ids, "en_US")
        said = view["conversation"][-1]
        self.assertEqual([file["name"] for file in said["files"]], ["plan.txt"])
        self.assertFalse(view["files"])
        self.assertIn("plan.txt", view["conversation"][-1]["text"])
        self.assertTrue(view["conversation"][-1]["by_office"])

    def test_a_large_picture_is_not_shrunk(self):
        picture = BytesIO()
        Image.new("RGB", (2400, 2000), "red").save(picture, "PNG")
        upload = self._upload("map.png", picture.getvalue())
        self.assertEqual(upload.raw, picture.getvalue())

    def test_too_large_for_a_mail_is_refused_and_nothing_sent(self):
        upload = self._upload(raw=b"0" * (10 * 1024 * 1024 + 1))
        wizard = self.env["police.complaint.reply.wizard"].with_user(self.station_head)
        wizard = wizard.create(
            {"complaint_id": self.complaint.id, "text": "x", "attachment_ids": upload.ids}
        )
        with self.assertRaisesRegex(UserError, "too large"):
            wizard.action_send()
        self.assertFalse(self.complaint.evidence_ids)

    def test_nobody_sends_on_what_they_cannot_open(self):
        secret = self.env["ir.attachment"].create(
            {"name": "secret", "datas": base64.b64encode(b"secret")}
        )
        wizard = self.env["police.complaint.reply.wizard"].with_user(self.station_head)
        with self.assertRaises(AccessError):
            wizard.create(
                {"complaint_id": self.complaint.id, "text": "x", "attachment_ids": secret.ids}
            ).action_send()

    def test_uploads_of_a_dialogue_that_was_left_are_deleted(self):
        old, new = self._upload("old"), self._upload("new")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_date = create_date - interval '5 days' WHERE id = %s",
            [old.id],
        )
        self.env.invalidate_all()
        self.env["police.complaint.reply.wizard"]._gc_uploads()
        self.assertEqual((old | new).exists(), new)

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase

THEIRS = "asha.kumari@example.org"
OTHER = "somebody.else@example.org"
WITHDRAWN = "I withdraw my complaint."


@tagged("post_install", "-at_install")
class TestStrangerWords(PoliceCase):
    """Who knows a number and is not who complained adds words, never in the citizen's name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station, sender_value=THEIRS)
        cls.party = cls.complaint.party_ids

    def _write(self, text=WITHDRAWN, **values):
        values = {"sender_value": OTHER, "complaint_numbers": [self.complaint.number], **values}
        result = self.env["police.complaint"]._intake(self._envelope(text, **values))
        self.assertEqual(result.complaint, self.complaint)
        return self.complaint.message_ids[0]

    def _view(self):
        return self.complaint._citizen_view(self.party, "en_US")

    def _asked(self):
        return self.complaint.sudo().stranger_words_ids

    def test_not_in_the_citizens_name(self):
        message = self._write()
        self.assertIn(WITHDRAWN, message.body)
        self.assertEqual(message.subtype_id, self.env.ref("police_grievance.mt_from_other"))
        self.assertEqual(message._citizen_side(), "other")
        self.assertEqual(message.subtype_id.with_context(lang="hi_IN").name, "किसी और की ओर से")
        self.assertNotIn(WITHDRAWN, self.complaint._last_words_of_citizen())
        self.assertFalse(self.complaint.has_unread_reply)
        self.assertTrue(self.complaint.has_stranger_words)

    def test_they_come_by_whatever_a_complaint_comes_by(self):
        self.patch(
            self.env["police.complaint"]._fields["channel"], "selection", [("telegraph", "Wire")]
        )
        words = self.env["police.stranger.words"]._fields["channel"]
        self.assertEqual(words.get_values(self.env), ["telegraph"])

    def test_not_on_the_citizens_page(self):
        steps = len(self.complaint.milestone_ids)
        self._write(files=[EnvelopeFile("letter.txt", "text/plain", b"withdrawn")])
        view = self._view()
        self.assertFalse(view["conversation"] or view["files"])
        self.assertEqual(len(view["steps"]), steps)
        self.assertEqual(self.complaint.evidence_ids.name, "letter.txt")
        self.assertTrue(self.complaint.evidence_ids.is_of_stranger)

    def test_the_citizens_own_words_are_theirs(self):
        for values in (
            {"sender_value": THEIRS},
            {"sender_value": "", "party_id": self.party.id},
            {"sender_value": "", "complainant_id": self.party.complainant_id.id},
        ):
            message = self._write("Mine.", **values)
            self.assertEqual(message._citizen_side(), "from", values)
        self.assertEqual(len(self._view()["conversation"]), 3)
        self.assertTrue(self.complaint.has_unread_reply)
        self.assertFalse(self.complaint.has_stranger_words)

    def test_a_phone_is_its_whatsapp_and_nothing_else(self):
        phone = "+910000077123"
        self.party.complainant_id._add_address("phone", phone)
        said = self._write("Mine.", sender_kind="whatsapp", sender_value=phone)
        self.assertEqual(said._citizen_side(), "from")
        said = self._write("Not mine.", sender_kind="other", sender_value=phone)
        self.assertEqual(said._citizen_side(), "other")

    def test_by_reference_and_to_a_closed_one_alike(self):
        outcome = self.env["police.outcome"].sudo().search([("needs_answer", "=", False)], limit=1)
        self.complaint.sudo()._move_to("closed", outcome=outcome)
        message = self._write(complaint_numbers=[], references=self.complaint.ids)
        self.assertEqual(message._citizen_side(), "other")
        self.assertFalse(self.complaint.is_open or self.complaint.has_unread_reply)

    def test_without_any_sender(self):
        message = self._write(sender_kind="other", sender_value="")
        self.assertEqual(message._citizen_side(), "other")

    def test_who_is_complained_of_is_not_the_citizen(self):
        for role, is_asked in (("accused", True), ("witness", False), ("victim", False)):
            with self.subTest(role=role):
                address = f"{role}@example.org"
                person = self.env["police.complainant"]._find_or_create("email", address, role)
                self.env["police.party"].create(
                    {
                        "complaint_id": self.complaint.id,
                        "complainant_id": person.id,
                        "role": role,
                    }
                )
                before = len(self._asked())
                message = self._write(sender_value=address)
                self.assertEqual(message._citizen_side(), "other")
                self.assertEqual(len(self._asked()) - before, int(is_asked))
                self.assertFalse(self._view()["conversation"])

    def test_a_witness_on_their_page_is_not_the_citizen(self):
        person = self.env["police.complainant"]._find_or_create("email", THEIRS, "Shared Mailbox")
        witness = self.env["police.party"].create(
            {"complaint_id": self.complaint.id, "complainant_id": person.id, "role": "witness"}
        )
        self.complaint._reply_by_citizen(witness, WITHDRAWN, [], "key")
        self.assertEqual(self.complaint.message_ids[0]._citizen_side(), "other")
        self.assertFalse(self._view()["conversation"])

    def test_the_desk_is_asked(self):
        before = self._tile()
        self._write()
        self.assertEqual(self._tile(), before + 1)
        self.complaint.with_user(self.desk_user).action_keep_strangers()
        self.assertEqual(self._tile(), before)
        self.assertEqual(self._asked().state, "other")
        self.assertEqual(self._asked().decided_by_id, self.desk_user)
        self.assertFalse(self._view()["conversation"])

    def _tile(self):
        sections = self.env["police.start.page"].with_user(self.desk_user).get_sections()
        tiles = [tile for section in sections for tile in section["tiles"]]
        return next(tile["count"] for tile in tiles if tile["code"] == "strangers")

    def test_it_is_the_complainants(self):
        self._write(files=[EnvelopeFile("letter.txt", "text/plain", b"from home")])
        self._write("And one more thing.")
        self._write("Not these.", sender_value="third@example.org")
        rows = self._asked().with_user(self.desk_user)
        rows.filtered(lambda row: "withdraw" in row.words).action_theirs()
        self.assertIn(OTHER, self.party.complainant_id.address_ids.mapped("value"))
        view = self._view()
        self.assertEqual(
            [row["text"] for row in view["conversation"]], [WITHDRAWN, "And one more thing."]
        )
        came_with = [[file["name"] for file in row["files"]] for row in view["conversation"]]
        self.assertEqual(came_with, [["letter.txt"], []])
        self.assertTrue(self.complaint.has_unread_reply)
        self.assertTrue(self.complaint.has_stranger_words)
        self.assertEqual(self._write("Later.")._citizen_side(), "from")

    def test_who_decides(self):
        self._write()
        row = self._asked()
        for user in (self.station_head, self.constable, self.circle_officer, self.zone_head):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.complaint.with_user(user).action_keep_strangers()
            for decide in ("action_theirs", "action_other"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(row.with_user(user), decide)()
        self.assertEqual(row.state, "asked")

    def test_of_an_anonymous_complaint_nobody_learns_an_address(self):
        self._write()
        self.complaint.sudo()._set_confidentiality("anonymous")
        row = self._asked().with_user(self.desk_user)
        with self.assertRaises(AccessError):
            row.read(["sender_value"])
        with self.assertRaises(AccessError):
            row.action_theirs()
        self.complaint.with_user(self.desk_user).action_keep_strangers()
        self.assertFalse(self.complaint.has_stranger_words)

    def test_not_by_a_desk_that_is_complained_of(self):
        self._write()
        colleague = self._make_officer("desk_there", "control_room", "desk", self.station)
        self.assertTrue(self._asked().with_user(colleague).read(["sender_value"]))
        self.complaint.with_user(self.desk_user).complained_unit_id = self.station
        for attempt in ("action_theirs", "action_other"):
            with self.assertRaises(AccessError):
                getattr(self._asked().with_user(colleague), attempt)()
        self.assertFalse(self._asked().with_user(colleague).search([]))

    def test_nobody_writes_such_words_by_hand(self):
        subtype = self.env.ref("police_grievance.mt_from_other")
        complaint = self.complaint.with_user(self.desk_user)
        for values in (
            {"subtype_xmlid": "police_grievance.mt_from_other"},
            {"subtype_id": subtype.id},
        ):
            with self.assertRaises(AccessError):
                complaint.message_post(body="x", **values)
        with self.assertRaises(AccessError):
            self.env["mail.message"].with_user(self.desk_user).create(
                {"model": "police.complaint", "res_id": complaint.id, "subtype_id": subtype.id}
            )

    def test_a_file_of_a_stranger_stays_one_when_cases_are_joined(self):
        case = self._complaint(self.station, sender_value=THEIRS, text="My goat.", subject="Goat")
        self._write(files=[EnvelopeFile("letter.txt", "text/plain", b"withdrawn")])
        self.complaint.with_user(self.desk_user)._set_aside("belongs", case)
        self.assertEqual(case.evidence_ids.name, "letter.txt")
        self.assertFalse(case._citizen_view(case.party_ids, "en_US")["files"])

    def test_at_a_desk_words_of_another_are_not_the_citizens(self):
        registration = self.env["police.registration"].with_user(self.desk_user)
        draft = registration.create(
            {"description": WITHDRAWN, "phone": "0000099999", "name": "Mohan Example"}
        )
        draft.action_join(self.complaint.id)
        self.assertEqual(self._said(WITHDRAWN)._citizen_side(), "other")
        self.assertFalse(self._asked(), "a person has looked who it is")
        self.assertTrue(self.complaint.has_unread_reply)

    def _said(self, text):
        return self.complaint.message_ids.filtered(lambda row: text in (row.body or ""))

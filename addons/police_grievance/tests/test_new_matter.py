from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, tagged

from ..tools.another_matter import speaks_of_another_matter
from ..tools.envelope import EnvelopeFile
from ..tools.number import format_number
from .common import PoliceCase

THEIRS = "asha.kumari@example.org"
ELSEWHERE = "Today my uncle's house in Shyamgarh was robbed. Asha Example"


@tagged("post_install", "-at_install")
class TestNewMatter(PoliceCase):
    """A reply that is perhaps about something else: it joins, and one press parts it again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["police.place"].search([]).active = False
        cls.complaint = cls._complaint(
            cls.station, sender_value=THEIRS, text="My bicycle was taken in Rampurwa."
        )
        cls.person = cls.complaint.party_ids.complainant_id

    def _reply(self, text=ELSEWHERE, **values):
        values = {"sender_value": THEIRS, "complaint_numbers": [self.complaint.number], **values}
        result = self.env["police.complaint"]._intake(self._envelope(text, **values))
        self.assertEqual(result.complaint, self.complaint)
        return self.complaint.has_new_matter

    def _part(self):
        action = self.complaint.with_user(self.desk_user).action_open_new_matter()
        return self.env["police.complaint"].browse(action["res_id"])

    def test_another_station(self):
        self.assertTrue(self._reply())

    def test_its_own_station_or_none(self):
        self.assertFalse(self._reply("It happened again in Rampurwa."))
        self.assertFalse(self._reply("Nobody has come yet."))

    def test_where_it_was_before(self):
        self.complaint.with_user(self.desk_user)._transfer(self.other_station, "It lies there.")
        self.assertFalse(self._reply("Rampurwa or Shyamgarh, who comes?"))
        self.assertFalse(self._reply())

    def test_the_answer_to_where_it_happened_is_no_new_matter(self):
        self.complaint = self._complaint(sender_value=THEIRS, text="My papers are lost.")
        self.assertFalse(self._reply("It was in Shyamgarh."))

    def test_it_says_so_itself(self):
        self.assertTrue(self._reply("Alag complaint hai ye: the drain is open."))

    def test_of_another_kind_after_the_end(self):
        categories = self.env["police.category"].sudo()
        values = {"name": "Kind", "keywords": "quillnoise"}
        noise = categories.create({**values, "code": "quill_noise"})
        self.complaint.sudo().category_id = categories.create(
            {"name": "Other", "code": "quill_other"}
        )
        self.assertFalse(self._reply("There is quillnoise at night."))
        outcome = self.env["police.outcome"].sudo().search([("needs_answer", "=", False)], limit=1)
        self.complaint.sudo()._move_to("closed", outcome=outcome)
        self.assertTrue(self._reply("There is quillnoise at night."))
        self.assertTrue(noise)

    def test_somebody_elses_words_are_asked_about_anyway(self):
        self.assertFalse(self._reply(sender_value="neighbour@example.org"))

    def test_what_a_reply_repeats_of_ours_stays_behind(self):
        self._reply(pieces=[(ELSEWHERE, False), ("> We have it: Lost papers", True)])
        self.assertEqual(self._part().description, ELSEWHERE)

    def test_one_press_opens_it(self):
        files = [EnvelopeFile("door.txt", "text/plain", b"broken")]
        self._reply("Nobody has come.", files=[EnvelopeFile("old.txt", "text/plain", b"old")])
        self._reply(files=files, channel="portal")
        opened = self._part()
        self.assertEqual(opened.description, ELSEWHERE)
        self.assertEqual((opened.channel, opened.unit_id), ("portal", self.other_station))
        self.assertEqual(opened.party_ids.complainant_id, self.person)
        self.assertEqual(opened.evidence_ids.name, "door.txt")
        self.assertEqual(self.complaint.evidence_ids.name, "old.txt")
        self.assertIn(
            format_number(opened.number), "".join(self.complaint.message_ids.mapped("body"))
        )
        self.assertIn(
            format_number(self.complaint.number), "".join(opened.message_ids.mapped("body"))
        )
        self.assertFalse(self.complaint.has_new_matter)
        with self.assertRaises(UserError):
            self._part()

    def test_who_hides_hides_there_too(self):
        self.complaint.sudo()._set_confidentiality("confidential")
        self._reply()
        opened = self._part()
        self.assertEqual(opened.confidentiality, "confidential")
        self.assertNotIn("Asha", opened.description)
        self.assertIn("Asha", opened.with_user(self.desk_user).original_description)

    def test_it_belongs_here_after_all(self):
        self._reply()
        self.complaint.with_user(self.desk_user).action_no_new_matter()
        self.assertFalse(self.complaint.has_new_matter)

    def test_the_control_room_decides(self):
        self._reply()
        for user in (self.station_head, self.superintendent):
            for name in ("action_open_new_matter", "action_no_new_matter"):
                with self.assertRaises(AccessError):
                    getattr(self.complaint.with_user(user), name)()


@tagged("post_install", "-at_install")
class TestSpeaksOfAnotherMatter(BaseCase):
    def test_says_so(self):
        for text in (
            "Sir ek aur bat. Alag complaint hai ye.",
            "I have another complaint",
            "This is a separate matter",
            "ये दूसरी शिकायत है",
            "एक और मामला है",
            "nayi shikayat likh lijiye",
        ):
            self.assertTrue(speaks_of_another_matter(text), text)

    def test_does_not(self):
        for text in (
            "What about my complaint?",
            "Meri shikayat ka kya hua",
            "मेरी शिकायत का क्या हुआ",
        ):
            self.assertFalse(speaks_of_another_matter(text), text)

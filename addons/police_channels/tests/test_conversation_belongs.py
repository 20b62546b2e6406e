from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.ir_config_parameter import QUIET_FROM, QUIET_TO
from .conversation_common import OTHER, WHAT, ConversationCase

STOLEN = "Doosri shikayat: thana Bithoor me meri cycle chori ho gayi"
# Half past eight in the evening in India.
EVENING = datetime(2026, 5, 4, 15)


@tagged("post_install", "-at_install")
class TestConversationBelongs(ConversationCase):
    """What comes while something is asked, or after: an answer, or a matter of its own."""

    keeps_quiet_hours = True

    def _remind(self):
        with trap_jobs():
            self.talks._remind()

    def _abandon(self):
        for name in (QUIET_FROM, QUIET_TO):
            self.env["ir.config_parameter"].sudo().set_param(name, "0")
        for _reminder in range(2):
            self._later(minutes=121)
            self._remind()
        self.assertEqual(self.talks.search([]).ended, "abandoned")

    def test_words_that_say_little_and_then_more_are_one_matter(self):
        complaint = self._say("लाल रंग की थी").complaint_id
        more = self._say("मेरी साइकिल कल शाम बाज़ार से चोरी हो गई, थाना Kalyanpur")
        self.assertEqual((more.action, more.complaint_id), ("joined", complaint))

    def test_what_little_was_understood_of_few_words_parts_nobody(self):
        """A guess by the first words, asked for again, is the same: else what follows seems another kind."""
        complaint = self._say("रोज़ टाल देता है (170)").complaint_id
        more = self._say("दुकानदार ने दो महीने की मज़दूरी नहीं दी (170), thana Naubasta")
        self.assertEqual((more.action, more.complaint_id), ("joined", complaint))

    def test_a_new_matter_ends_the_open_question(self):
        first = self._say(WHAT).complaint_id
        other = self._say(STOLEN)
        self.assertEqual(other.action, "opened")
        self.assertFalse(first.place_text)
        self.assertEqual(first.routing_state, "unknown")
        open_talk = self.talks.search([("ended_at", "=", False)])
        self.assertEqual(self.talks.search_count([]), 2)
        self.assertIn(open_talk.complaint_id, (other.complaint_id, first.browse()))

    def test_a_story_is_no_place(self):
        complaint = self._say(WHAT).complaint_id
        story = self._say("Bachche so nahi paate, " * 8)
        self.assertEqual((story.action, story.complaint_id), ("joined", complaint))
        self.assertFalse(complaint.place_text)
        self.assertEqual(self.talks.search([]).step, "where")

    def test_nobody_is_reminded_at_night(self):
        with freeze_time(EVENING):
            complaint = self._say(WHAT).complaint_id
        self._notices(complaint).filtered("reply_code").state = "sent"
        for hours, count, ended in ((3, 1, False), (10, 1, False), (12, 2, False)):
            with freeze_time(EVENING + timedelta(hours=hours)):
                self._remind()
            questions = self._notices(complaint).filtered("reply_code")
            self.assertEqual((len(questions), self.talks.search([]).ended), (count, ended), hours)

    def test_a_late_answer_is_one_for_a_day(self):
        complaint = self._say(WHAT).complaint_id
        self._abandon()
        self._later(hours=20)
        answer = self._say("thana kalyanpur")
        self.assertEqual((answer.action, answer.complaint_id), ("joined", complaint))
        self.assertProposed(complaint, self.station)
        self.assertEqual(self._asked(answer), ["noted"])
        self.assertEqual(self.talks.search([]).ended, "done")

    def test_after_a_day_it_is_a_new_matter(self):
        self._say(WHAT)
        self._abandon()
        self._later(hours=25)
        self.assertEqual(self._say("thana kalyanpur").action, "opened")

    def test_a_new_matter_after_silence_is_one(self):
        self._say(WHAT)
        self._abandon()
        self.assertEqual(self._say(STOLEN).action, "opened")

    def test_who_asks_for_a_person_is_asked_what_happened(self):
        message = self._say("CALL ME 9876543210", OTHER)
        complaint = message.complaint_id
        self.assertEqual(message.action, "opened")
        self.assertEqual(self._asked(message), ["person", "ask_what"])
        told = self.messages.search(
            [("complaint_id", "=", complaint.id), ("direction", "=", "out")]
        )
        self.assertEqual(set(told.mapped("language")), {"en_US"}, "the language of the words")
        self._later(minutes=30)
        answer = self._say(f"Thana Kalyanpur: {WHAT}", OTHER)
        self.assertEqual((answer.action, answer.complaint_id), ("joined", complaint))
        self.assertProposed(complaint, self.station)
        for words in (WHAT, "9876543210"):
            self.assertIn(words, complaint.description)
        self.assertIn(WHAT[:20], complaint.subject)

    def test_who_is_spoken_with_is_asked_for_once(self):
        conversations, searched = type(self.talks), []
        search = conversations.search_fetch

        def counted(records, *args, **kwargs):
            searched.append(args)
            return search(records, *args, **kwargs)

        for text in (WHAT, "Bachche so nahi paate, " * 8, "STATUS", "thana kalyanpur"):
            searched.clear()
            with patch.object(conversations, "search_fetch", counted):
                self._say(text)
            self.assertEqual(len(searched), 1, text)

    def test_where_to_call_is_kept(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        message = self._say("CALL ME 9876543210")
        self.assertEqual(message.complaint_id, complaint)
        self.assertEqual(self._asked(message), ["person"])
        self.assertIn("9876543210", "".join(complaint.sudo().message_ids.mapped("body")))
        self.assertTrue(complaint.has_unread_reply)


@tagged("post_install", "-at_install")
class TestPlaceAfterwards(ConversationCase):
    """Places on the map that come after the first message."""

    has_buttons = True

    def _point(self, complaint):
        return complaint.latitude, complaint.longitude

    def test_a_later_place_changes_nothing_that_is_decided(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}", lat="26.501", lon="80.251").complaint_id
        self.assertEqual(complaint.stage_code, "with_station")
        later = self._say("Pin 208017", lat="27.1", lon="81.1")
        self.assertEqual(
            (later.complaint_id, self._point(complaint)), (complaint, (26.501, 80.251))
        )
        self.assertFalse(complaint.pin_code)
        self.assertIn("27.10000, 81.10000", "".join(complaint.sudo().message_ids.mapped("body")))

    def test_the_first_place_stays_unless_where_is_asked(self):
        complaint = self._say(photo="1.png", lat="26.501", lon="80.251").complaint_id
        self.assertEqual(self.talks.search([]).step, "what")
        self._say(lat="27.1", lon="81.1")
        self.assertEqual(self._point(complaint), (26.501, 80.251))
        self._say(WHAT)
        self.assertEqual(self.talks.search([]).step, "where")
        self._say(lat="27.1", lon="81.1")
        self.assertEqual(self._point(complaint), (27.1, 81.1))

    def test_words_about_the_police_are_heard_however_sure_the_place_is(self):
        self.station.write({"latitude": 26.5, "longitude": 80.25})
        complaint = self._say(photo="1.png", lat="26.501", lon="80.251").complaint_id
        self.assertEqual(complaint.proposed_unit_id, self.station)
        self._say("The inspector of the police station Kalyanpur took a bribe from me")
        self.assertEqual(complaint.suspected_unit_id, self.station)
        self.assertNotEqual(complaint.proposed_unit_id, self.station)

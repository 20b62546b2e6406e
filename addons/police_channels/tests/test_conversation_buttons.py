from urllib.parse import urlencode

from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.police_conversation_reply import LABEL_LENGTH
from .chat_adapter import SENT
from .conversation_common import OTHER, WHAT, ConversationCase
from .sms_common import PHONE

# Of a step, from the bytes of an answer until the next question waits to be sent.
MOST_QUERIES = 30


@tagged("post_install", "-at_install")
class TestConversationWithButtons(ConversationCase):
    """Where there are buttons, more is asked, and pressed."""

    has_buttons = True

    def setUp(self):
        super().setUp()
        SENT.clear()

    def _press(self, question, place):
        label, payload = question.buttons[place]
        return self._say(label, pressed=payload)

    def test_one_question_after_the_other(self):
        message = self._say(WHAT)
        complaint = message.complaint_id
        self.assertEqual(self._asked(message), ["ask_where"])
        answer = self._say("thana kalyanpur")
        self.assertEqual((complaint.unit_id, complaint.stage_code), (self.station, "with_station"))
        self.assertEqual(self._asked(answer), ["ask_proof"])
        photo = self._say(photo="speaker.png")
        self.assertEqual((photo.complaint_id, self._asked(photo)), (complaint, ["ask_who"]))
        self.assertEqual(complaint.evidence_ids.name, "speaker.png")
        secret = self._press(self._last("ask_who"), 1)
        self.assertEqual((secret.action, self._asked(secret)), ("answered", ["ask_confirm"]))
        self.assertEqual(complaint.confidentiality, "confidential")
        done = self._press(self._last("ask_confirm"), 0)
        self.assertEqual(self._asked(done), ["noted"])
        self.assertEqual(self.talks.search([]).ended, "done")
        opened = self.messages.search([("action", "=", "opened"), ("address", "=", PHONE)])
        self.assertEqual(opened.complaint_id, complaint)

    def test_a_step_takes_few_queries(self):
        """What is asked is in memory, and only what an answer may change is looked up."""
        for sender in (OTHER, PHONE):
            self._say(f"Thana Kalyanpur: {WHAT}", sender)
            label, payload = self._last("ask_proof").buttons[0]
            said = {"id": next(self._serial), "from": sender, "text": label, "pressed": payload}
            event = self.events._store(self.channel, urlencode(said).encode(), {})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            event._work()
            self.env.flush_all()
        self.assertEqual(self._asked(event.message_ids), ["ask_who"])
        self.assertLessEqual(self.env.cr.sql_log_count - before, MOST_QUERIES)

    def test_buttons_go_out_as_such(self):
        self._say(f"Thana Kalyanpur: {WHAT}")
        question = self._last("ask_proof")
        self.assertNotIn("1 ", question.text)
        with self.enter_registry_test_mode():
            self._notices(question.complaint_id, "received")._work()
            question._work()
        _received, sent = SENT
        self.assertEqual([button.label for button in sent.buttons], ["मेरे पास नहीं है"])
        self.assertTrue(sent.buttons[0].payload)

    def test_the_desk_reads_all_that_was_said_in_its_order(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        self._press(self._last("ask_proof"), 0)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_channels.police_channel_message_action_of_complaint"
        )
        [(view_id, _kind)] = action["views"][:1]
        self.assertIn("said", self.env["ir.ui.view"].browse(view_id).arch)
        rows = self.messages.with_user(self.desk_user).search(
            [("complaint_id", "=", complaint.id)], order="happened_at, id"
        )
        said = rows.mapped("said")
        self.assertEqual(said[0], f"Thana Kalyanpur: {WHAT}")
        question = next(words for words in said if words.endswith("[मेरे पास नहीं है]"))
        self.assertLess(said.index(question), said.index("मेरे पास नहीं है"))

    def test_a_place_on_the_map_answers_where(self):
        self.station.write({"latitude": 26.5, "longitude": 80.25})
        complaint = self._say(WHAT).complaint_id
        answer = self._say(lat="26.501", lon="80.251")
        self.assertEqual((answer.complaint_id, complaint.latitude), (complaint, 26.501))
        self.assertNotEqual(complaint.routing_state, "unknown")

    def test_a_place_on_the_map_that_came_first_says_where(self):
        self.station.write({"latitude": 26.5, "longitude": 80.25})
        first = self._say(lat="26.501", lon="80.251")
        self.assertEqual(self._asked(first), ["ask_what"])
        told = self._say(WHAT)
        self.assertEqual(told.complaint_id, first.complaint_id)
        self.assertEqual(self._asked(told), ["ask_proof"])
        self.assertProposed(told.complaint_id, self.station)

    def test_a_place_on_the_map_that_came_first_has_its_stations_chosen_from(self):
        self.station.write({"latitude": 26.5, "longitude": 80.25})
        self.other_station.write({"latitude": 26.52, "longitude": 80.27})
        first = self._say(lat="26.51", lon="80.26")
        told = self._say(WHAT)
        self.assertEqual(self._asked(told), ["ask_which"])
        station = self.station.with_context(lang="hi_IN")
        choice = [
            place
            for place, (label, _sent) in enumerate(self._last("ask_which").buttons)
            if label.startswith(station.name)
        ]
        answer = self._press(self._last("ask_which"), choice[0])
        self.assertEqual(self._asked(answer), ["ask_proof"])
        self.assertEqual(first.complaint_id.unit_id, self.station)

    def test_a_place_on_the_map_far_from_all_stations_leaves_the_question(self):
        self.station.write({"latitude": 26.5, "longitude": 80.25})
        self._say(lat="12.97", lon="77.59")
        self.assertEqual(self._asked(self._say(WHAT)), ["ask_where"])

    def test_a_place_on_the_map_between_two_stations_has_them_chosen_from(self):
        self.station.write({"latitude": 26.5, "longitude": 80.25})
        self.other_station.write({"latitude": 26.52, "longitude": 80.27})
        self._say(WHAT)
        answer = self._say("A very long address, " * 8, lat="26.51", lon="80.26")
        self.assertEqual(self._asked(answer), ["ask_which"])
        labels = [label for label, _sent in self._last("ask_which").buttons]
        names = [
            f"{unit.name}, {unit.district_id.name}" for unit in self.station | self.other_station
        ]
        self.assertEqual(sorted(labels), sorted(names), "each as a whole, however long")
        self.assertTrue(any(len(label) > LABEL_LENGTH for label in labels))
        self.assertFalse(answer.complaint_id.place_text)

    def test_three_photos_then_a_sentence(self):
        first = self._say(photo="1.png")
        self.assertEqual(self._asked(first), ["ask_what"])
        for name in ("2.png", "3.png"):
            self.assertEqual(self._asked(self._say(photo=name)), [])
        said = self._say(f"Thana Kalyanpur: {WHAT}")
        complaint = first.complaint_id
        self.assertEqual((said.complaint_id, len(complaint.evidence_ids)), (complaint, 3))
        self.assertEqual(complaint.unit_id, self.station)
        self.assertIn(WHAT, complaint.description)
        self.assertTrue(complaint.subject)
        self.assertEqual(self._asked(said), ["ask_who"])

    def test_what_nobody_can_open_answers_nothing(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        sealed = self._say(sealed="1")
        talk = self.talks.search([], limit=1)
        self.assertEqual((sealed.complaint_id, talk.step), (complaint, "proof"))
        self.assertEqual(self._asked(sealed), [])
        self.assertEqual(self._asked(self._say(photo="1.png")), ["ask_who"])

    def test_a_late_button_opens_nothing_but_protects(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        self._press(self._last("ask_proof"), 0)
        question = self._last("ask_who")
        self.talks.search([])._end("done")
        late = self._press(question, 1)
        self.assertEqual((late.action, late.complaint_id), ("answered", complaint))
        self.assertEqual(complaint.confidentiality, "confidential")

    def test_a_button_of_somebody_else_does_nothing(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        self._press(self._last("ask_proof"), 0)
        label, payload = self._last("ask_who").buttons[1]
        for pressed in (payload, "step:", "step:x:who:1", "step:99999999:who:9", "step:1:2:3:4"):
            message = self._say(label, OTHER, pressed=pressed)
            self.assertEqual((message.action, message.complaint_id.id), ("answered", False))
        self.assertEqual(complaint.confidentiality, "open")

    def test_add_something_waits(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        self._press(self._last("ask_proof"), 0)
        self._press(self._last("ask_who"), 0)
        self._press(self._last("ask_confirm"), 1)
        self._later(minutes=30)
        self.assertEqual(self._say("Roz hota hai").complaint_id, complaint)
        self.assertEqual(complaint.confidentiality, "open")

    def _asked_whether_settled(self, sender=PHONE):
        """:return: a complaint of which another question waits meanwhile"""
        complaint = self._say(f"Thana Kalyanpur: {WHAT}", sender).complaint_id
        self.assertEqual(self.talks.search([], limit=1).step, "proof")
        with trap_jobs():
            complaint._move_to("action_taken")
            complaint._move_to("verification")
        return complaint

    def test_what_was_asked_before_is_over_once_it_is_asked_whether_it_is_settled(self):
        cases = (
            ("हाँ", "resolved"),
            ("Haan, ho gaya", "resolved"),
            ("हाँ, हो गया।", "resolved"),
            ("No", "not_resolved"),
            ("Abhi nahi hua", "not_resolved"),
        )
        for number, (words, judged) in enumerate(cases):
            with self.subTest(words=words):
                sender = f"+91000007720{number}"
                complaint = self._asked_whether_settled(sender)
                said = self._say(words, sender)
                self.assertEqual(complaint.feedback_ids.answer, judged)
                question = [code for code in self._asked(said) if code.startswith("ask_")]
                self.assertFalse(question, "nothing else is asked any more")

    def test_nobody_is_reminded_of_a_question_once_it_is_asked_whether_it_is_settled(self):
        self._asked_whether_settled()
        self._later(hours=3)
        before = self.messages.search_count([("reply_code", "=", "ask_proof")])
        with trap_jobs():
            self.talks._remind()
        self.assertEqual(self.talks.search([]).ended, "done")
        self.assertEqual(self.messages.search_count([("reply_code", "=", "ask_proof")]), before)

    def test_whether_it_is_settled_is_said_by_a_button_below_the_notice(self):
        complaint = self._asked_whether_settled()
        [notice] = self._notices(complaint, "asked")
        self.assertEqual([label for label, _sent in notice.buttons], ["हल हो गई", "हल नहीं हुई"])
        self._press(notice, 1)
        self.assertEqual(complaint.feedback_ids.answer, "not_resolved")

    def test_it_is_judged_by_button(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        with trap_jobs():
            complaint._move_to("action_taken")
            complaint._move_to("verification")
        self._say("STATUS")
        self._press(self._last("status_asked"), 0)
        self.assertEqual(complaint.feedback_ids.answer, "resolved")
        self._say("STATUS")
        self.assertIn("जवाब मिल गया", self._last("status_open").text)

from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase
from .conversation_common import OTHER, WHAT, ConversationCase


@tagged("post_install", "-at_install")
class TestConversationBySms(ConversationCase):
    """Where there are no buttons little is asked, and choices are numbered."""

    def test_who_says_all_is_asked_nothing(self):
        message = self._say(f"Thana Kalyanpur: {WHAT}")
        self.assertEqual(message.complaint_id.unit_id, self.station)
        self.assertEqual(self._asked(message), [])
        self.assertEqual(self.talks.search([]).ended, "done")

    def test_where_is_asked_and_the_answer_proposes(self):
        """A number can be forged: whoever has it set an answer sends no complaint anywhere."""
        message = self._say(WHAT)
        complaint = message.complaint_id
        self.assertEqual(self._asked(message), ["ask_where"])
        self.assertEqual(complaint.routing_state, "unknown")
        answer = self._say("thana kalyanpur")
        self.assertEqual((answer.action, answer.complaint_id), ("joined", complaint))
        self.assertProposed(complaint, self.station)
        self.assertEqual(complaint.place_text, "thana kalyanpur")
        self.assertFalse(complaint.has_new_matter)
        self.assertEqual(self._asked(answer), ["noted"])
        self.assertEqual(self.talks.search([]).ended, "done")

    def test_the_same_words_again_answer_nothing(self):
        """A gateway that is ended brings them again, under another identifier."""
        complaint = self._say(WHAT).complaint_id
        again = self._say(WHAT)
        self.assertEqual((again.action, again.complaint_id), ("repeated", complaint))
        self.assertEqual(complaint.description.count(WHAT), 1)
        self.assertEqual(self._asked(again), [])
        self.assertEqual(self.talks.search([]).step, "where")

    def test_the_same_words_added_again_are_noted_once(self):
        complaint = self._say(WHAT).complaint_id
        more, number = "Us me mera aadhaar ka photo tha", complaint.number
        for words in (more, f"{number} {more} bhi"):
            self.assertEqual(self._say(words).action, "joined")
            again = self._say(words)
            self.assertEqual((again.action, again.complaint_id), ("repeated", complaint))
        noted = [body for body in complaint.message_ids.mapped("body") if more in body]
        self.assertEqual(len(noted), 2)
        self._later(minutes=16)
        self.assertEqual(self._say(f"{number} {more} bhi").action, "joined")

    def test_few_words_may_answer_twice(self):
        complaint = self._say(WHAT).complaint_id
        for _turn in range(2):
            answer = self._say("Kuch nahi hua")
            self.assertEqual((answer.action, answer.complaint_id), ("joined", complaint))

    def test_a_pin_code_in_the_answer_is_found(self):
        place = {"name": "208017", "kind": "pin_code", "pin_code": "208017"}
        self.env["police.place"].create({**place, "unit_id": self.station.id})
        complaint = self._say(WHAT).complaint_id
        self._say("पिन २०८०१७")
        self.assertProposed(complaint, self.station)

    def test_several_places_are_numbered_and_chosen(self):
        other = self._make_unit("DIST9", "district", "Fatehpur", self.zone)
        circle = self._make_unit("CIRC9", "circle", "Fatehpur Circle", other)
        there = self._make_unit("STN9", "station", "Kalyanpur", circle)
        complaint = self._say(WHAT).complaint_id
        answer = self._say("kalyanpur thana")
        self.assertEqual(self._asked(answer), ["ask_which"])
        question = self._last("ask_which")
        lines = question.text.splitlines()[-2:]
        self.assertFalse(question.buttons)
        place = next(line[0] for line in lines if line.endswith("Fatehpur"))
        chosen = self._say(place.translate(str.maketrans("0123", "०१२३")))
        self.assertEqual((chosen.action, chosen.complaint_id), ("answered", complaint))
        self.assertProposed(complaint, there)

    def test_a_greeting_is_asked_what_happened(self):
        message = self._say("Namaste!")
        complaint = message.complaint_id
        self.assertEqual(self._asked(message), ["ask_what"])
        answer = self._say(f"{WHAT}, thana kalyanpur")
        self.assertEqual((answer.complaint_id, self._asked(answer)), (complaint, ["noted"]))
        self.assertIn(WHAT, complaint.description)
        self.assertProposed(complaint, self.station)

    def test_danger_is_asked_nothing(self):
        message = self._say("Bachao, log chaku lekar maar rahe hain, jaan se maar denge")
        self.assertTrue(message.complaint_id.priority_stays)
        self.assertEqual(self._asked(message), [])

    def test_danger_is_answered_with_112_first(self):
        complaint = self._say("Bachao, log chaku lekar maar rahe hain").complaint_id
        [warning] = self._notices(complaint, "danger")
        self.assertTrue(warning.text.startswith("ख़तरा"), warning.text)
        self.assertIn("112", warning.text)
        received = self._notices(complaint, "received")
        self.assertLess(warning._job_priority(), received._job_priority())
        self._say("Jaldi aaiye, jaan se maar denge")
        self.assertEqual(self._notices(complaint, "danger"), warning, "once an hour is enough")

    def test_what_comes_shortly_after_belongs_together(self):
        complaint = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        more = self._say("Chhote bachche so nahi paate")
        self.assertEqual((more.action, more.complaint_id), ("joined", complaint))
        self._later(minutes=11)
        late = self._say("Meri cycle chori ho gayi, thana kalyanpur")
        self.assertEqual(late.action, "opened")

    def test_how_long_is_settable(self):
        key = "police_channels.together_minutes"
        self.env["ir.config_parameter"].sudo().set_param(key, "0")
        self._say(f"Thana Kalyanpur: {WHAT}")
        self._later(seconds=1)
        self.assertEqual(self._say("Chhote bachche so nahi paate").action, "opened")

    def test_a_plainly_new_matter_is_one(self):
        self._say(f"Thana Kalyanpur: {WHAT}")
        other = self._say("Doosri shikayat: thana Bithoor me meri cycle chori ho gayi")
        self.assertEqual(other.action, "opened")

    def test_another_sender_is_another_complaint(self):
        self._say(WHAT)
        self.assertEqual(self._say("Chhote bachche so nahi paate", OTHER).action, "opened")

    def test_a_number_goes_before_what_is_near(self):
        first = self._say(f"Thana Kalyanpur: {WHAT}").complaint_id
        self._later(minutes=20)
        self._say("Thana Kalyanpur: meri cycle chori ho gayi")
        more = self._say(f"{first.number} ke bare me: aaj phir hua")
        self.assertEqual(more.complaint_id, first)

    def test_a_command_does_not_end_it(self):
        complaint = self._say(WHAT).complaint_id
        self.assertEqual(self._say("STATUS").action, "answered")
        self.assertEqual(self._say("thana kalyanpur").complaint_id, complaint)
        self.assertProposed(complaint, self.station)

    def test_silence_gets_one_reminder(self):
        complaint = self._say(WHAT).complaint_id
        self.talks._remind()
        question = self._notices(complaint).filtered("reply_code")
        self.assertEqual(len(question), 1)
        question.state = "sent"
        for count, ended in ((2, False), (2, "abandoned"), (2, "abandoned")):
            self._later(minutes=121)
            with trap_jobs():
                self.talks._remind()
            questions = self._notices(complaint).filtered("reply_code")
            self.assertEqual(len(questions), count)
            self.assertEqual(self.talks.search([]).ended, ended)
        self.assertEqual(set(questions.mapped("reply_code")), {"ask_where"})
        self.assertTrue(complaint.is_open)

    def test_nobody_is_reminded_of_what_the_desk_has_found(self):
        complaint = self._say(WHAT).complaint_id
        with trap_jobs():
            complaint._send_to_unit(self.station)
        self._later(minutes=121)
        self.talks._remind()
        self.assertEqual(self.talks.search([]).ended, "done")

    def test_who_else_helps_at_once_is_named(self):
        values = {"name": "Quill", "code": "test_quill", "keywords": "quillthagi", "priority": "1"}
        category = self.env["police.category"].create(values)
        helplines = self.env["police.helpline"]
        for number in ("112", "19309"):
            told = {"name": "x", "number": number, "source": "x", "when_to_use": "Money is gone"}
            line = helplines.search([("number", "=", number)]) or helplines.create(told)
            line.category_ids |= category
        told = self._say("Thana Kalyanpur me mere saath quillthagi hui")
        self.assertEqual(told.complaint_id.category_id, category)
        self.assertEqual(self._asked(told), ["helpline"])
        self.assertIn("\n19309: Money is gone\n", self._last("helpline").text)
        self.assertNotIn("\n112:", self._last("helpline").text)
        category.priority = "0"
        again = self._say("Thana Kalyanpur me mere saath quillthagi hui", OTHER)
        self.assertEqual(self._asked(again), [], "it can wait")

    def test_where_others_read_nothing_is_asked(self):
        self._say(
            f"Thana Kalyanpur: {WHAT}"
        ).complaint_id.party_ids.complainant_id.address_ids.write({"is_shared": True})
        self._later(minutes=20)
        self.assertEqual(self._asked(self._say("Meri cycle chori ho gayi")), [])

    def test_a_decision_of_a_person_is_not_undone(self):
        complaint = self._say(WHAT).complaint_id
        with trap_jobs():
            complaint._send_to_unit(self.other_station)
        self._say("thana kalyanpur")
        self.assertEqual(complaint.unit_id, self.other_station)


@tagged("post_install", "-at_install")
class TestNoConversationByMail(ChannelCase):
    def test_a_mail_is_asked_nothing(self):
        self._arrive()
        self.assertFalse(self.env["police.conversation"].search([]))
        self.assertFalse(self.messages.search([("reply_code", "!=", False)]))

from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .sms_common import PHONE, SmsCase

SAID = "Thana Kalyanpur me padosi raat ko gana bajata hai"


@tagged("post_install", "-at_install")
class TestAnswersForged(SmsCase):
    """Who forges a number has its owner get few answers, and no notice wait behind them."""

    def setUp(self):
        super().setUp()
        self.complaint = self._say(SAID).complaint_id.sudo()
        self.person = self.complaint.party_ids.complainant_id
        self.person.language = "en_US"
        self.received = self._notices(self.complaint, "received")

    def _say(self, text):
        return self._arrive(self._sms(text, str(next(self._serial)))).message_ids

    def _answers(self):
        return self.messages.search([("address", "=", PHONE), ("reply_code", "!=", False)])

    def _send(self, *rows):
        with self._smsbox() as asked:
            for row in rows:
                row._work()
        return asked

    def _tell(self, event="escalated"):
        with trap_jobs():
            self.complaint._announce(event)
        return self._notices(self.complaint, event).sorted("id")[-1:]

    def test_one_answer_waits_however_often_it_is_asked_for(self):
        for _time in range(5):
            message = self._say("STATUS")
            self.assertEqual((message.state, message.action), ("done", "answered"))
        [answer] = self._answers()
        self._send(answer)
        self._say("STATUS")
        self.assertEqual(self._answers(), answer, "it went out just now")
        self._say("HELP")
        self.assertEqual(len(self._answers()), 2, "something else is answered")
        with freeze_time(fields.Datetime.now() + timedelta(minutes=6)):
            self._say("STATUS")
        self.assertEqual(len(self._answers()), 3)

    def test_each_complaint_of_theirs_is_answered_for(self):
        other = self._say("Thana Kalyanpur me meri cycle chori ho gayi").complaint_id
        for complaint in (self.complaint, other):
            self._say(f"STATUS {complaint.number}")
        self.assertEqual(self._answers().complaint_id, self.complaint + other)

    def test_a_changed_state_is_told_at_once(self):
        self._say("STATUS")
        self._send(self._answers())
        self.complaint.write(self.complaint._unit_values(self.station))
        with trap_jobs():
            self.complaint._move_to("with_station")
        self._say("STATUS")
        self.assertEqual(len(self._answers()), 2)

    def test_answers_hold_no_notice_nor_notices_an_answer(self):
        self.channel.rate_limit = 1
        for word in ("STATUS", "HELP"):
            self._say(word)
        first, second = self._answers().sorted("id")
        self.assertEqual(len(self._send(first, second)), 1)
        self.assertEqual((second.state, second.error), ("queued", "held"))
        self.assertEqual(len(self._send(self.received)), 1)
        third = self._tell()
        self.assertFalse(self._send(third))
        self.assertEqual((third.state, third.error), ("queued", "held"))

    def test_notices_do_not_hold_an_answer(self):
        self.channel.rate_limit = 1
        self._send(self.received)
        self._say("STATUS")
        self.assertEqual(len(self._send(self._answers())), 1)

    def test_a_warning_of_danger_is_not_held(self):
        self.channel.rate_limit = 1
        self._send(self.received)
        self.assertFalse(self._send(self._tell()))
        first = self._tell("danger")
        self.assertEqual(len(self._send(first)), 1)
        self.assertEqual(len(self._send(self._tell("code"))), 1)
        self.assertFalse(self._send(self._tell("danger")), "the same warning is held all the same")

    def test_an_answer_that_comes_late_is_set_aside(self):
        self._say("STATUS")
        answer = self._answers()
        with freeze_time(fields.Datetime.now() + timedelta(minutes=61)):
            self.assertFalse(self._send(answer))
        self.assertEqual((answer.state, answer.error), ("set_aside", "late"))
        self.assertFalse(answer.next_attempt_at or self.complaint.activity_ids)

    def test_an_answer_that_waited_for_their_hours_is_sent(self):
        self._say("STATUS")
        answer = self._answers()
        answer.error = "hours"
        with freeze_time(fields.Datetime.now() + timedelta(minutes=61)):
            self.assertFalse(answer._is_unwanted(answer._recipient()))

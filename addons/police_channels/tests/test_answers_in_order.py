from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError

from .conversation_common import OTHER, WHAT, ConversationCase


@tagged("post_install", "-at_install")
class TestAnswersInOrder(ConversationCase):
    """Jobs send side by side; what is said to one address leaves in its order all the same."""

    def _answers(self, text):
        """:return: what one message is answered with, in the order in which it was written"""
        message = self._say(text)
        return self.messages.search([("in_reply_to", "=", message.external_id)], order="id")

    def assertWaits(self, row):
        with self.assertRaises(RetryableJobError) as raised:
            row._work()
        self.assertEqual((raised.exception.seconds, row.state), (1, "queued"))

    def test_the_number_comes_before_the_question(self):
        received, question = self._answers(WHAT)
        self.assertEqual((received.event_code, question.reply_code), ("received", "ask_where"))
        with self._smsbox():
            self.assertWaits(question)
            received._work()
            question._work()
        self.assertEqual({received.state, question.state}, {"sent"})

    def test_what_is_being_sent_is_waited_for(self):
        received, question = self._answers(WHAT)
        received.state = "sending"
        with self._smsbox():
            self.assertWaits(question)

    def test_a_warning_of_danger_comes_first(self):
        received = self._answers("Bachao, log chaku lekar maar rahe hain").filtered(
            lambda row: row.event_code == "received"
        )
        [warning] = self._notices(received.complaint_id, "danger")
        with self._smsbox():
            self.assertWaits(received)
            warning._work()
            received._work()
        self.assertEqual({received.state, warning.state}, {"sent"})

    def test_what_cannot_go_now_holds_up_nothing(self):
        received, question = self._answers(WHAT)
        received.error = "held"
        with self._smsbox():
            question._work()
        self.assertEqual(question.state, "sent")

    def test_a_job_that_died_holds_up_for_a_minute(self):
        received, question = self._answers(WHAT)
        received.state = "sending"
        self._later(minutes=2)
        with self._smsbox():
            question._work()
        self.assertEqual(question.state, "sent")

    def test_a_question_comes_before_the_next_one(self):
        """A pin, and the words right after it: what was asked of the first is asked before what is asked of both."""
        received, question = self._answers(WHAT)
        later = self._answers("HELP")[:1]
        with self._smsbox():
            received._work()
            self.assertWaits(later)
            question._work()
            later._work()
        self.assertEqual(later.state, "sent")

    def test_what_goes_to_somebody_else_holds_up_nothing(self):
        self._answers(WHAT)
        other = self._say("HELP", OTHER)
        answer = self.messages.search([("in_reply_to", "=", other.external_id)])
        with self._smsbox():
            answer._work()
        self.assertEqual(answer.state, "sent")

    def test_a_notice_waits_for_no_answer(self):
        self._answers("HELP")
        notice = self._answers(WHAT)[:1]
        with self._smsbox():
            notice._work()
        self.assertEqual((notice.event_code, notice.state), ("received", "sent"))

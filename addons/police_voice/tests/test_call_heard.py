from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.police_channels.tests.voice_common import PHONE, call

from .taker_common import BEGAN, NAME, TakerCase

AT = datetime(2026, 1, 2, 10, 0)


@tagged("post_install", "-at_install")
class TestCallHeard(TakerCase):
    """What is told of calls: while they go on, and afterwards."""

    def test_a_call_on_its_way(self):
        """Each step is what the exchange says last; the same told twice changes nothing."""
        self._tell(self._told(("phase", "menu"), ("key", "1"), ("key", "1")))
        row = self._call()
        self.assertEqual((row.state, row.phone, row.keys), ("menu", PHONE, "1 1"))
        self.assertEqual(row.began_at, AT)
        self._rings()
        self._rings()
        self.assertEqual(len(self._call()), 1)
        self.assertEqual((row.state, row.at_phone_id), ("ringing", self.phone))
        self._talks()
        self.assertEqual((row.state, row.taker_id), ("talking", self.desk_user))
        self._talks(held=True)
        self.assertEqual(row.state, "held")
        self._talks("taker-1", ("ended", str(BEGAN + 80)), over=True)
        self.assertEqual((row.state, row.outcome), ("ended", "talked"))
        self.assertEqual(row.queued_at, AT + timedelta(seconds=9))
        self.assertEqual(row.answered_at, AT + timedelta(seconds=20))
        self.assertEqual(row.ended_at, AT + timedelta(seconds=80))
        self.assertEqual(row.waited_seconds, 11)
        self.assertFalse(row.at_phone_id)

    def test_who_hears_of_it(self):
        """Whose phone rings, and whose rang until now; nobody else, and no number goes over the bus."""
        self._rings()
        self.assertEqual(self._hears(self.desk_user), [{}])
        self._rings("taker-2")
        self.assertEqual(self._hears(self.desk_user), [{}])
        self.assertEqual(self._hears(self.other_user), [{}])
        self._rings("taker-2")
        self.assertEqual(self._hears(self.other_user), [])

    def test_who_took_it_stays_so(self):
        """Whoever sits at the phone by now did not take the call of before."""
        row = self._talks()
        self.other_phone.user_id = False
        self.env.flush_all()
        self.phone.user_id = self.other_user
        self._talks("taker-1", ("ended", str(BEGAN + 80)), over=True)
        self.assertEqual(row.taker_id, self.desk_user)

    def test_put_through_to_a_colleague(self):
        row = self._talks()
        again = (("transferred", "taker-2"), ("taker", "taker-2"), ("answered", str(BEGAN + 40)))
        taken = (("queued", str(BEGAN + 9)), ("taker", "taker-1"), ("answered", str(BEGAN + 20)))
        self._tell(self._told(*taken, *again, talking=["taker-2"]))
        self.assertEqual((row.taker_id, row.at_phone_id), (self.other_user, self.other_phone))
        self.assertEqual(row.answered_at, AT + timedelta(seconds=20))
        self.assertEqual((row.transferred_to, row.transferred_to_in_groups), ("taker-2", "taker-2"))

    def test_put_through_to_a_station(self):
        """The call is no longer at the call taker's phone, though it goes on."""
        row = self._talks()
        taken = (("taker", "taker-1"), ("answered", str(BEGAN + 20)))
        self._tell(self._told(*taken, ("transferred", "+915120000001"), talking=["trunk"]))
        self.assertEqual((row.state, row.at_phone_id.id), ("talking", False))
        self.assertEqual(row.taker_id, self.desk_user)
        self.assertEqual(row.transferred_to_in_groups, "+91 51200 00001")

    def test_how_a_call_ends(self):
        ended = ("ended", str(BEGAN + 60))
        for steps, outcome in (
            ([("queued", str(BEGAN + 9)), ended], "gave_up"),
            ([("phase", "words"), ("record", "HANGUP"), ended], "words"),
            ([("told", "status"), ended], "status"),
            ([("emergency", "ANSWER"), ended], "emergency"),
            ([("queued", str(BEGAN + 9))], "unknown"),
        ):
            with self.subTest(outcome=outcome):
                name = f"{BEGAN}.{outcome}"
                self._tell(self._told(*steps, name=name, over=True))
                self.assertEqual(self._call(name).outcome, outcome)

    def test_who_speaks_after_the_tone_waits_no_longer(self):
        waited = (("queued", str(BEGAN + 9)), ("unanswered", str(BEGAN + 39)))
        spoke = (("record", "HANGUP"), ("ended", str(BEGAN + 300)))
        self._tell(self._told(*waited, *spoke, over=True))
        self.assertEqual((self._call().outcome, self._call().waited_seconds), ("words", 30))

    def test_a_withheld_number(self):
        told = self._told(sender="+910000000009")
        told["steps"][1] = ["presentation", "prohib_not_screened"]
        self._tell(told)
        self.assertFalse(self._call().phone)

    def test_what_the_exchange_knows_nothing_of_is_over(self):
        """It was killed; a call of which it tells again after all goes on."""
        row = self._talks()
        silent = self._rings("taker-2", name=f"{BEGAN}.2")
        self._tell(is_all=True)
        self.assertEqual((row.state, row.outcome), ("ended", "talked"))
        self.assertEqual((silent.state, silent.outcome), ("ended", "unknown"))
        self._rings("taker-2", name=f"{BEGAN}.2")
        self.assertEqual((silent.state, silent.outcome, silent.ended_at), ("ringing", False, False))

    def test_what_was_missed_comes_with_the_ledger(self):
        """The service was away for the whole call."""
        steps = (("queued", str(BEGAN + 9)), ("taker", "taker-1"), ("answered", str(BEGAN + 20)))
        event = self._arrive(
            call("1", *steps, ("member", "PJSIP/taker-1"), ("ended", str(BEGAN + 80)))
        )
        row = self._call()
        self.assertEqual((row.state, row.outcome, row.waited_seconds), ("ended", "talked", 11))
        self.assertEqual((row.taker_id, row.message_id), (self.desk_user, event.message_ids))

    def test_the_ledger_says_what_was_in_the_recording(self):
        """What the exchange recorded may hold no word."""
        self._tell(self._told(("record", "HANGUP"), ("ended", str(BEGAN + 60)), over=True))
        self.assertEqual(self._call().outcome, "words")
        self._ring("1", ("record", "HANGUP"), ("ended", str(BEGAN + 60)))
        self.assertEqual(self._call().outcome, "gave_up")

    def test_handed_over_while_it_goes_on(self):
        """Who has spoken after the tone waits for the number, or asks for a person."""
        self._tell(self._told(("phase", "words")))
        self._speak("1")
        row = self._call()
        self.assertEqual(row.state, "words")
        self.assertEqual(row.message_id.external_id, NAME)
        self._talks()
        self.assertEqual(row.state, "talking")

    def test_a_phone_that_nobody_wrote_down(self):
        row = self._rings("taker-9")
        self.assertEqual((row.state, row.at_phone_id.id), ("ringing", False))

    def test_the_list_costs_the_same_for_many(self):
        """No query more for each call that did not change."""
        told = [
            self._told(("phase", "person"), ringing=["taker-1"], name=f"{BEGAN}.{number}")
            for number in range(1, 21)
        ]
        self._tell(*told)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            self._tell(*told)
            self.env.flush_all()

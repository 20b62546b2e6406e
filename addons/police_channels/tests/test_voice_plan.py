from odoo.tests import BaseCase, tagged

from ..adapters.voice.plan import Manner, Plan
from ..adapters.voice.verbs import ANSWERED, FAILED, RANG_OUT, Ask, Dial, HangUp, Record, Say, Told

NUMBER, CODE = "2026000017", "73194682"


class Service:
    """Answers what a plan asks for.

    :ivar told: number of the complaint that words become
    """

    def __init__(self):
        self.told, self.registered, self.asked = NUMBER, 0, []

    def register(self, steps):
        self.registered += 1
        return self.told

    def number(self):
        return self.told

    def code(self, number):
        self.asked.append(number)

    def status(self, number, code):
        return "with_station" if (number, code) == (NUMBER, CODE) else ""


@tagged("post_install", "-at_install")
class TestVoicePlan(BaseCase):
    """What a caller to a provider's exchange hears, step by step."""

    def setUp(self):
        super().setUp()
        self.steps, self.service, self.manner = [], Service(), Manner()
        self._go(sender="+910000077321")

    def _go(self, step="", **more):
        return Plan(self.steps, self.manner, self.service).go(Told("CA1", step, **more))

    def _noted(self, name):
        return [more for what, more in self.steps if what == name]

    def _words(self):
        """Up to the tone."""
        self._go("language", keys="1")
        return self._go("menu", keys="1")

    def test_whoever_presses_nothing_hears_no_menu_again(self):
        [ask] = self._go(sender="+910000077321")
        self.assertEqual([type(verb) for verb in ask.otherwise[:2]], [Say, Record])
        self.manner = Manner(takers=("+911",))
        [ask] = self._go(sender="+910000077321")
        self.assertEqual(ask.otherwise[-1], Dial("+911", "taker"))

    def test_what_did_not_come_to_pass_is_not_noted(self):
        self._go("language", keys="1")
        self.assertEqual(self._noted("phase"), ["language", "menu"])
        self.assertFalse(self._noted("queued"))

    def test_words_are_registered_once(self):
        self._words()
        said = {"recording": "twilio:RE1", "mimetype": "audio/x-wav"}
        self._go("recorded", **said)
        [ask] = self._go("words", keys="", **said)
        self._go("ended", **said)
        self.assertEqual((self.service.registered, ask.step), (1, "again"))
        self.assertIn(("digit_7", "hi"), ask.prompts)

    def test_the_number_may_come_later(self):
        self.service.told = ""
        self._words()
        verbs = self._go("words", recording="twilio:RE1", mimetype="audio/x-wav")
        self.assertEqual(verbs[0], Say([("number_follows", "hi")]))
        self.assertEqual(self._noted("told"), ["later"])

    def test_a_landline_gets_no_sms(self):
        for sender in ("+915120000000", "anonymous", ""):
            self.steps, self.service.told = [], ""
            self._go(sender=sender)
            self._words()
            verbs = self._go("words", recording="twilio:RE1")
            self.assertEqual(verbs[0], Say([("kept", "hi")]), sender)

    def test_phones_that_are_busy_do_not_count(self):
        self.manner = Manner(takers=("+911", "+912", "+913", "+914"))
        [_say, first] = self._words()
        rung = [first]
        for ends in (FAILED, RANG_OUT, FAILED, RANG_OUT):
            rung += self._go("taker", dialled=ends)[:1]
        numbers = [verb.number for verb in rung if isinstance(verb, Dial)]
        self.assertEqual(numbers, ["+911", "+912", "+913", "+914"])
        self.assertIsInstance(rung[-1], Say)
        self.assertEqual(len(self._noted("unanswered")), 1)

    def test_who_was_put_through_without_a_key_is_noted(self):
        self.manner = Manner(takers=("+911",))
        self.assertEqual(self._go("taker", dialled=ANSWERED), [HangUp()])
        self.assertEqual(self._noted("member"), ["+911"])

    def _asked(self):
        """Up to the question whether the talk may be recorded."""
        self.manner = Manner(takers=("+911",), is_recorded=True)
        self._go("language", keys="1")
        return self._go("menu", keys="1")

    def test_a_talk_is_recorded_of_who_says_yes_alone(self):
        for keys, told in (("1", "yes"), ("2", "no"), ("0", "no"), ("*", "no")):
            self.steps = []
            [ask] = self._asked()
            self.assertEqual((ask.step, ask.prompts), ("consent", [("consent", "hi")]))
            self.assertFalse(ask.otherwise[-1].is_recorded, "who presses nothing")
            dial = self._go("consent", keys=keys)[-1]
            self.assertEqual((dial.is_recorded, self._noted("consent")), (told == "yes", [told]))
            self._go("taker", dialled=ANSWERED, recording="twilio:RE1", mimetype="audio/x-wav")
            self.assertEqual(self._noted("talk"), ["twilio:RE1"] if told == "yes" else [])

    def test_who_presses_nothing_has_not_agreed(self):
        self._asked()
        self._go("taker", dialled=ANSWERED, recording="twilio:RE1")
        self.assertEqual((self._noted("consent"), self._noted("talk")), (["no"], []))
        self.assertEqual(len(self._noted("queued")), 1)

    def test_each_is_asked_once_and_nobody_in_danger(self):
        self._asked()
        self._go("consent", keys="1")
        self._go("taker", dialled=RANG_OUT)
        verbs = self._go("words", recording="twilio:RE1", keys="0")
        self.assertEqual(verbs[-1], Dial("+911", "taker", is_recorded=True))
        self.steps = []
        self._asked()
        verbs = self._go("consent", keys="9")
        self.assertEqual(verbs[-1], Dial("+911", "taker"))
        self.assertEqual(self._noted("consent"), ["no"])
        self.steps = []
        self._go()
        self.assertEqual(self._go("language", keys="9")[-1], Dial("+911", "taker"))

    def test_nobody_is_asked_where_nobody_can_answer(self):
        self.manner = Manner(is_recorded=True)
        self.assertIsInstance(self._go("language", keys="0")[-1], Record)

    def test_what_is_recorded_of_a_talk_never_opens_a_complaint(self):
        """Some accounts record whatever is said: at the end they tell of it all the same."""
        for emergency in ("", "112"):
            self.steps, self.manner = [], Manner(takers=("+911",), emergency=emergency)
            self._go("language", keys="9" if emergency else "0")
            self._go("emergency" if emergency else "taker", dialled=ANSWERED)
            self._go("ended", recording="exotel:https://x/1.mp3")
        self.assertEqual((self.service.registered, self._noted("talk")), (0, []))

    def test_nobody_is_recorded_twice(self):
        self._words()
        verbs = self._go("words")
        self.assertFalse([verb for verb in verbs if isinstance(verb, Record)])
        self.assertEqual(verbs[0], Say([("nobody", "hi")]))

    def test_danger_that_nobody_takes(self):
        self.manner = Manner(takers=("+911",), emergency="112")
        self.assertEqual(self._go("language", keys="9")[-1], Dial("112", "emergency"))
        self.assertEqual(self._go("emergency", dialled=FAILED)[-1], Dial("+911", "taker"))

    def test_status(self):
        self._go("language", keys="2")
        [ask] = self._go("menu", keys="2")
        self.assertEqual((ask.step, ask.digits), ("number", 12))
        [ask] = self._go("number", keys=NUMBER)
        self.assertEqual((ask.step, self.service.asked), ("code", [NUMBER]))
        [ask] = self._go("code", keys="00000000")
        self.assertEqual(ask.prompts[0], ("status_wrong", "en"))
        [ask] = self._go("code", keys=CODE)
        self.assertIn(("stage_with_station", "en"), ask.prompts)
        [again] = self._go("again", keys="1")
        self.assertEqual(again, ask)
        self.assertEqual(self._go("again", keys="3")[-1], HangUp())

    def test_no_code_is_kept(self):
        self._go("number", keys=NUMBER)
        self._go("code", keys=CODE)
        self.assertNotIn(CODE, str(self.steps))

    def test_a_step_that_nobody_knows_leads_to_a_person(self):
        self.manner = Manner(takers=("+911",))
        self.assertEqual(self._go("another")[-1], Dial("+911", "taker"))

    def test_what_was_asked_is_no_number(self):
        for keys in ("1234567890123", "*1"):
            self._go("number", keys=keys)
        self.assertFalse(self.service.asked)
        self.assertIsInstance(self._go("code", keys=CODE)[0], Ask)

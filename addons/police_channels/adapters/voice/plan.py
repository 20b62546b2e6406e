"""What callers to a provider's exchange hear and may press: as the dial plan of our own has it
(config/asterisk/extensions.conf), with the same prompts and the same notes of what happened.

Without ORM: each request of the provider is one step, and what was noted before says where the caller is.
"""

import re
import time
from dataclasses import dataclass

from odoo.addons.police_force.tools.phone import normalise_phone

from .verbs import ANSWERED, RANG_OUT, Ask, Dial, HangUp, Record, Say

MOST_WRONG_CODES = 3
# Phones that ring in vain, of a quarter of a minute each, before the caller hears the tone.
MOST_RUNG = 2
_NUMBER, _CODE = re.compile(r"\d{1,12}"), re.compile(r"\d{1,8}")
# India's landlines read no SMS.
_LANDLINE = re.compile(r"\+91[1-5]")
_LANGUAGES = {"1": "hi", "2": "en"}
DANGER, PERSON = "9", "0"


@dataclass
class Manner:
    """
    :ivar takers: phones of call takers, in the order in which they are rung
    :ivar is_open: whether they are rung at this hour
    :ivar emergency: what is dialled for 112; empty: a call taker is rung
    :ivar is_recorded: what is said to a call taker is recorded, if the caller agrees
    """

    takers: tuple = ()
    is_open: bool = True
    emergency: str = ""
    is_recorded: bool = False


class Plan:
    """
    :param list steps: pairs of what happened and more about it; those of this step are added
    :param Manner manner:
    :param service: has `register(steps)`, which has the words become a complaint; both it and `number()`
        give its number, or ""; `code(number)` sends a code; `status(number, code)` gives a stage, or ""
    """

    def __init__(self, steps, manner, service):
        self.steps, self._manner, self._service = steps, manner, service

    def go(self, told):
        """
        :param Told told:
        :return: list of verbs
        """
        steps = {
            "": self._begun,
            "language": self._language_chosen,
            "menu": self._menu_chosen,
            "emergency": self._put_through,
            "consent": self._consent_told,
            "taker": self._taker_rung,
            "talked": self._talked,
            "words": self._spoken,
            "number": self._number_keyed,
            "code": self._code_keyed,
            "again": self._again_chosen,
            "recorded": self._recorded,
            "ended": self._ended,
            "goes_on": lambda _told: [],
        }
        return steps.get(told.step, lambda _told: self._person())(told)

    def last(self, name):
        """:return: what was noted last under a name; empty if nothing was"""
        return next((more for what, more in reversed(self.steps) if what == name and more), "")

    def _note(self, what, more=""):
        self.steps.append([what, str(more)])

    def _prompts(self, *codes):
        language = self.last("language") or "hi"
        return [(code, language) for code in codes]

    def _otherwise(self, way):
        """The verbs for whoever presses or says nothing: nothing is noted, as it may not come to that."""
        return way(Plan([*self.steps], self._manner, self._service))

    def _begun(self, told):
        phone = normalise_phone(told.sender) or ""
        self._note("began", int(time.time()))
        self._note("presentation", "allowed" if phone else "prohib")
        self._note("from", phone)
        self._note("phase", "language")
        greeting = [("greeting", "hi"), ("language", "hi"), ("language", "en")]
        return [Ask("language", greeting, otherwise=self._otherwise(Plan._person))]

    def _language_chosen(self, told):
        self._note("key", told.keys)
        if told.keys not in _LANGUAGES:
            return self._emergency() if told.keys == DANGER else self._person()
        self._note("language", _LANGUAGES[told.keys])
        self._note("phase", "menu")
        otherwise = self._otherwise(Plan._person)
        return [Ask("menu", self._prompts("menu"), seconds=5, otherwise=otherwise)]

    def _menu_chosen(self, told):
        self._note("key", told.keys)
        if told.keys == "2":
            self._note("phase", "status")
            return self._ask_for_keys("number", "status_number", digits=12, seconds=6)
        return self._emergency() if told.keys == DANGER else self._person()

    def _ask_for_keys(self, step, *codes, otherwise=None, **more):
        verbs = self._otherwise(otherwise or Plan._person)
        return [Ask(step, self._prompts(*codes), otherwise=verbs, **more)]

    def _emergency(self):
        self._note("phase", "emergency")
        if not self._manner.emergency:
            return self._person()
        return [Say(self._prompts("emergency")), Dial(self._manner.emergency, "emergency")]

    def _put_through(self, told):
        if told.dialled != ANSWERED:
            return self._person()
        self._note("emergency", "ANSWER")
        return [HangUp()]

    def _person(self):
        self._note("phase", "person")
        if self._next_taker() and self._is_to_be_asked():
            return self._ask_for_keys("consent", "consent", otherwise=Plan._first_taker)
        return self._first_taker()

    def _first_taker(self):
        self._note_queued()
        return self._ring(Say(self._prompts("wait")))

    def _note_queued(self):
        if self._next_taker():
            self._note("queued", int(time.time()))

    def _is_to_be_asked(self):
        """Whether the caller has yet to say if the talk may be recorded: once, and never after danger."""
        is_settled = self.last("consent") or ["phase", "emergency"] in self.steps
        return self._manner.is_recorded and not is_settled

    def _consent_told(self, told):
        """Only a clear yes is one."""
        if self.last("phase") != "person":
            self._note("phase", "person")
        self._note("key", told.keys)
        self._note("consent", "yes" if told.keys == "1" else "no")
        return self._emergency() if told.keys == DANGER else self._first_taker()

    def _ring(self, *before):
        """The next call taker's phone; once enough have rung the tone, or a word that nobody is there."""
        taker = self._next_taker()
        if taker:
            return [*before, Dial(taker, "taker", is_recorded=self.last("consent") == "yes")]
        if self.last("queued"):
            self._note("unanswered", int(time.time()))
        return self._nobody() if self._is_past_the_tone() else self._words()

    def _next_taker(self):
        """:return: phone that is rung next; None once enough have been"""
        phases = [at for at, step in enumerate(self.steps) if step[0] == "phase"]
        rung = [more for what, more in self.steps[phases[-1] :] if what == "rung"]
        takers = self._manner.takers if self._manner.is_open else ()
        if len(rung) >= len(takers) or rung.count(RANG_OUT) >= MOST_RUNG:
            return None
        return takers[len(rung)]

    def _taker_rung(self, told):
        # Who pressed nothing was put through without a word to us, and has not agreed to anything.
        is_unheard = self.last("phase") != "person"
        if is_unheard:
            self._note("phase", "person")
        if self._is_to_be_asked():
            self._note("consent", "no")
            is_unheard = True
        if is_unheard:
            self._note_queued()
        taker = self._next_taker()
        self._note("rung", told.dialled)
        if told.dialled == ANSWERED:
            self._note("member", taker or "?")
            self._talked(told)
            return [HangUp()]
        return self._ring()

    def _talked(self, told):
        """What was said to a call taker is recorded; of who has not agreed, by mistake: it stays where it is."""
        is_new = ["talk", told.recording] not in self.steps
        if told.recording and is_new and self.last("consent") == "yes":
            self._note("talk", told.recording)
            self._note("talk_mimetype", told.mimetype)
        return []

    def _is_past_the_tone(self):
        return ["phase", "words"] in self.steps

    def _nobody(self):
        return [Say(self._prompts("nobody")), *self._bye()]

    def _bye(self):
        return [Say(self._prompts("bye")), HangUp()]

    def _words(self):
        self._note("phase", "words")
        otherwise = self._otherwise(Plan._silent)
        return [Say(self._prompts("words")), Record("words", otherwise)]

    def _silent(self):
        self._note("told", "silent")
        return self._person()

    def _spoken(self, told):
        if not self._is_past_the_tone():
            self._note("phase", "words")
        self._register(told)
        if not self.last("recording"):
            return self._silent()
        if told.is_hung_up:
            return []
        if told.keys == PERSON:
            return self._person()
        if self.last("number"):
            self._note("told", "number")
            return self._read()
        self._note("told", "later")
        return [Say(self._prompts("number_follows" if self._gets_sms() else "kept")), *self._bye()]

    def _register(self, told):
        """Have what was said become a complaint, once; its number is noted if it has one by now."""
        if told.recording and not self.last("recording"):
            self._note("mimetype", told.mimetype)
            self._note("recording", told.recording)
            self._note("number", self._service.register(self.steps))
        elif self.last("recording") and not self.last("number"):
            self._note("number", self._service.number())

    def _gets_sms(self):
        phone = self.last("from")
        return bool(phone) and not _LANDLINE.match(phone)

    def _number_keyed(self, told):
        if told.keys in ("", PERSON):
            return self._person()
        if _NUMBER.fullmatch(told.keys):
            self._service.code(told.keys)
        self._note("asked", told.keys)
        return self._ask_for_keys("code", "status_code", digits=8, seconds=30)

    def _code_keyed(self, told):
        number = self.last("asked")
        if told.keys in ("", PERSON):
            return self._person()
        is_asked = _NUMBER.fullmatch(number) and _CODE.fullmatch(told.keys)
        stage = self._service.status(number, told.keys) if is_asked else ""
        if stage:
            self._note("told", "status")
            self._note("stage", stage)
            return self._read()
        self._note("wrong", len([what for what, _more in self.steps if what == "wrong"]) + 1)
        if int(self.last("wrong")) >= MOST_WRONG_CODES:
            return [Say(self._prompts("status_wrong")), *self._person()]
        return self._ask_for_keys("code", "status_wrong", "status_code", digits=8, seconds=30)

    def _read(self):
        """The number of the complaint digit by digit, and how it stands if that was asked; once more with 1."""
        if self.last("told") == "number":
            codes = ("number", *_digits(self.last("number")))
        else:
            codes = ("status_is", *_digits(self.last("asked")), f"stage_{self.last('stage')}")
        otherwise = self._otherwise(Plan._bye)
        return [Ask("again", self._prompts(*codes, "again"), seconds=5, otherwise=otherwise)]

    def _again_chosen(self, told):
        if told.keys == "1":
            return self._read()
        return self._person() if told.keys == PERSON else self._bye()

    def _recorded(self, told):
        """Told besides: the step may have come to nobody, while we were away."""
        self._register(told)
        return []

    def _ended(self, told):
        self._note("ended", int(time.time()))
        # What is recorded of who was put through, was said to somebody, unless it is known as words.
        was_put_through = self.last("member") or self.last("emergency")
        is_talk = was_put_through and told.recording != self.last("recording")
        return self._talked(told) if is_talk else self._recorded(told)


def _digits(number):
    return [f"digit_{digit}" for digit in number]

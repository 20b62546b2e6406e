"""What a provider that has the exchange does for us: it calls us at each step, and does what XML tells it.

The XML is TwiML as Twilio made it; others speak nearly the same.
"""

import re
from abc import abstractmethod
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode
from xml.etree import ElementTree

from ..base import LOG_IN, REFUSED, UNREACHABLE, Broken
from ..web_service import BROKEN, WebService, at_most, form
from ..webhook import Answer
from .verbs import ANSWERED, FAILED, RANG_OUT, Ask, Dial, HangUp, Record, Say, Told

STEP = "step"
# Seconds: what a caller may say, the silence that ends it, and how long a phone rings.
LONGEST_WORDS, SILENCE, RINGS = 600, 8, 15
# Whoever says all with these has said it; the zero leads to a person.
_ENDS_WORDS = "#0"
_CALL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DIALLED = {"completed": ANSWERED, "answered": ANSWERED, "no-answer": RANG_OUT}
_OVER = ("completed", "busy", "failed", "no-answer", "canceled")
_KEYS, _MOST_KEYS = re.compile(r"[0-9*]"), 20


class NotThereYet(Exception):
    """A recording is still being made ready."""


class VoiceProvider(WebService):
    """
    :cvar name: of the provider
    :cvar languages: dict of language to attributes of <Say>
    """

    name = None
    languages = {}

    def __init__(self, settings):
        """:param Settings settings: of the channel; `own` are VoiceSettings"""
        self.settings, self.own = settings, settings.own

    def told(self, request):
        """
        :rtype: Told
        :raises ValueError: it is about no call
        """
        said = self._fields(request)
        call_id = said.get("CallSid", "")
        if not _CALL_ID.fullmatch(call_id):
            raise ValueError("no call")
        recording, mimetype = self._recording_in(said)
        told = Told(
            call_id=call_id,
            step=parse_qs(request.query).get(STEP, [""])[0],
            sender=self._sender_in(said),
            keys="".join(_KEYS.findall(self._keys_in(said)))[:_MOST_KEYS],
            dialled=_DIALLED.get(said.get("DialCallStatus"), FAILED),
            recording=recording and f"{self.name}:{recording}",
            mimetype=mimetype,
            is_hung_up=said.get("Digits") == "hangup",
        )
        if told.step == "ended" and self._status_in(said) not in _OVER:
            told.step = "goes_on"
        return told

    def _fields(self, request):
        return form(request.body)

    @abstractmethod
    def _sender_in(self, said):
        """:return: who calls; empty if that is withheld"""

    @abstractmethod
    def _keys_in(self, said):
        """:return: the keys that were pressed"""

    @abstractmethod
    def _status_in(self, said):
        """:return: in what state the call is"""

    @abstractmethod
    def _recording_in(self, said):
        """:return: (by which `fetch` asks for what was said, its kind of file); both empty if nothing was"""

    @abstractmethod
    def fetch(self, recording, most_bytes):
        """As `Adapter.fetch`."""

    @abstractmethod
    def test(self):
        """Log in.

        :raises Broken: it does not answer, or refuses us
        """

    def _proof(self):
        """:return: dict of what the addresses hold that it calls us at, so that it proves itself"""
        return {}

    def address(self, step=""):
        """:return: the address at which it tells of a step; without one, that a call begins"""
        asked = urlencode({**self._proof(), **({STEP: step} if step else {})})
        return f"{self.own.webhook_url}?{asked}" if asked else self.own.webhook_url

    def answer(self, verbs, heard):
        """
        :param verbs: what the call is to do next
        :param dict heard: (code, language) of a prompt → (name of its sound, its words); the name empty if
            nobody has spoken it
        :rtype: Answer
        """
        root = ElementTree.Element("Response")
        self._add(root, verbs, heard)
        body = ElementTree.tostring(root, encoding="unicode")
        return Answer(
            body=f'<?xml version="1.0" encoding="UTF-8"?>{body}',
            content_type="text/xml; charset=utf-8",
        )

    def _add(self, parent, verbs, heard):
        for verb in verbs:
            match verb:
                case Say(prompts):
                    self._say(parent, prompts, heard)
                case Ask():
                    self._say(self._gather(parent, verb), verb.prompts, heard)
                    self._add(parent, verb.otherwise, heard)
                case Record():
                    ElementTree.SubElement(parent, "Record", self._record(verb))
                    self._add(parent, verb.otherwise, heard)
                case Dial():
                    ElementTree.SubElement(parent, "Dial", self._dial(verb)).text = verb.number
                case HangUp():
                    ElementTree.SubElement(parent, "Hangup")

    def _say(self, parent, prompts, heard):
        for code, language in prompts:
            sound, words = heard.get((code, language), ("", ""))
            if sound:
                ElementTree.SubElement(parent, "Play").text = f"{self.own.sound_url}/{sound}.wav"
            elif words:
                ElementTree.SubElement(parent, "Say", self.languages[language]).text = words

    def _gather(self, parent, verb):
        waits = {"numDigits": str(verb.digits), "timeout": str(verb.seconds), "finishOnKey": "#"}
        return ElementTree.SubElement(parent, "Gather", {**self._leads_to(verb.step), **waits})

    def _record(self, verb):
        """:return: dict of attributes"""
        ends = {"maxLength": str(LONGEST_WORDS), "timeout": str(SILENCE)}
        ends |= {"finishOnKey": _ENDS_WORDS, "playBeep": "true"}
        return {**self._leads_to(verb.step), **ends}

    def _dial(self, verb):
        """:return: dict of attributes"""
        recorded = self._dial_recorded() if verb.is_recorded else {}
        return {**self._leads_to(verb.step), "timeout": str(RINGS), **recorded}

    @abstractmethod
    def _dial_recorded(self):
        """:return: dict of attributes that have a talk recorded, from where the phone is picked up"""

    def _leads_to(self, step):
        return {"action": self.address(step), "method": "POST"}

    def _opened(self, path):
        """:return: answer to a GET, 200 or 404, to be closed

        :raises Broken: it does not come about
        """
        try:
            answer = self._ask("GET", path, stream=True)
        except BROKEN as error:
            raise Broken(UNREACHABLE, is_in=True) from error
        return checked(answer)


def checked(answer):
    """:return: an answer that is 200, 404 or 410

    :raises Broken: it is any other
    """
    if answer.status_code in (HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return answer
    answer.close()
    is_unknown = answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    raise Broken(LOG_IN if is_unknown else REFUSED, is_in=True)


def content_of(answer, most_bytes):
    """:return: the bytes of an answer; it is closed

    :raises Broken: they do not come to an end
    :raises FileGone: they are too many
    """
    with answer:
        try:
            return at_most(answer, most_bytes)
        except BROKEN as error:
            raise Broken(UNREACHABLE, is_in=True) from error

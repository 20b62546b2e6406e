"""What the exchange asks while a caller waits, and what it is answered: one or two words."""

import json
import re
import time
from http import HTTPStatus

from calls import is_name
from recording import is_silent

# A caller without a number, or of whom the network says not to tell it, and India's landlines, whose codes
# begin so: none of them reads an SMS.
_NO_NUMBER = re.compile(r"\D*|anonymous.*", re.IGNORECASE)
_LANDLINE = re.compile(r"(?:\+|00)?(?:91)?0?[1-5]\d{9}")
_DIGITS = re.compile(r"\d{1,20}")
_NUMBER_ASKED_EVERY = 0.5


class Answers:
    """
    :param Calls calls:
    :param HandOver hand_over:
    :param Webhook service: takes questions
    :param patience: seconds in which a caller is to hear the number
    """

    def __init__(self, calls, hand_over, service, patience):
        self._calls, self._hand_over, self._service = calls, hand_over, service
        self._patience = patience

    def answer(self, asked, fields):
        """
        :param str asked: last step of the address
        :param dict fields: of its query
        :return: (HTTP status, words)
        """
        if not is_name(fields.get("call", "")):
            return HTTPStatus.BAD_REQUEST, ""
        known = {"words": self._words, "code": self._code, "status": self._status}
        if asked not in known:
            return HTTPStatus.NOT_FOUND, ""
        return HTTPStatus.OK, known[asked](fields)

    def _words(self, fields):
        """Somebody has spoken: keep it, hand it over, and tell the number of the complaint."""
        deadline, name = time.monotonic() + self._patience, fields["call"]
        if is_silent(self._calls.recording(name)):
            return "silent"
        self._calls.make_safe(name)
        if self._hand_over.now(name):
            while time.monotonic() < deadline:
                number = str((self._ask(ask="number", call=name) or {}).get("number") or "")
                if _DIGITS.fullmatch(number):
                    return f"number {number}"
                time.sleep(_NUMBER_ASKED_EVERY)
        return "later" if gets_sms(self._calls.steps(name)) else "kept"

    def _code(self, fields):
        number = fields.get("number", "")
        answer = _DIGITS.fullmatch(number) and self._ask(ask="code", number=number)
        return "sent" if answer and answer.get("sent") else "later"

    def _status(self, fields):
        number, code = fields.get("number", ""), fields.get("code", "")
        if not (_DIGITS.fullmatch(number) and _DIGITS.fullmatch(code)):
            return "wrong"
        answer = self._ask(ask="status", number=number, code=code)
        if answer is None:
            return "later"
        stage = str(answer.get("stage") or "")
        return f"stands {stage}" if re.fullmatch(r"[a-z_]+", stage) else "wrong"

    def _ask(self, **question):
        """:return: dict; None where the service is away"""
        body = json.dumps(question).encode()
        answer = self._service.ask(body, "application/json", "{}", self._patience)
        try:
            said = json.loads(answer or b"null")
        except ValueError:
            return None
        return said if isinstance(said, dict) else None


def gets_sms(steps):
    """Whether who called can read an SMS, as far as the number tells."""
    facts = dict(steps)
    number = facts.get("from", "")
    is_told = facts.get("presentation", "").startswith("allowed")
    is_told = is_told and facts.get("privacy", "") in ("", "none")
    return is_told and not (_NO_NUMBER.fullmatch(number) or _LANDLINE.fullmatch(number))

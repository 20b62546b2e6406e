"""What the service has the exchange do for a call taker: signed, fresh, each once."""

import json
import logging
import re
import time
from collections import deque
from http import HTTPStatus

from ami import Away, Refused
from calls import is_name
from live import BREAK, OFF, ON
from signature import is_signed

_logger = logging.getLogger("voice_door")
_PHONE, _NUMBER = re.compile(r"[A-Za-z0-9][\w-]{0,39}", re.ASCII), re.compile(r"\+\d{5,15}")
# Seconds for which an order is good: clocks differ.
_FRESH, _REMEMBERED = 60, 2000
QUEUE = "desk"
DUTIES = (ON, OFF, BREAK, "busy")
# Phones that are set up so take such a call by themselves.
_ANSWER_YOURSELF = [
    "PJSIP_HEADER(add,Call-Info)=<sip:127.0.0.1>\\;answer-after=0",
    "PJSIP_HEADER(add,Alert-Info)=info=alert-autoanswer",
]
_SECONDS_FOR_OWN_PHONE = 30


class Gone(Exception):
    """That call is over, or no longer this phone's."""


class Orders:
    """
    :param Manager manager: does it
    :param Live live: knows the lines
    :param Calls calls:
    :param secret: callable that gives the channel's secret
    """

    def __init__(self, manager, live, calls, secret):
        self._manager, self._live, self._calls, self._secret = manager, live, calls, secret
        self._seen = deque(maxlen=_REMEMBERED)

    def take(self, envelope, signature, body):
        """
        :return: (HTTP status, words for who asked)
        """
        if not is_signed(self._secret(), envelope, body, signature):
            return HTTPStatus.FORBIDDEN, ""
        try:
            order = json.loads(body)
            if order["id"] in self._seen or abs(time.time() - order["at"]) > _FRESH:
                return HTTPStatus.FORBIDDEN, "stale"
            self._seen.append(order["id"])
            self._known()[order["order"]](order)
        except (Away, Gone) as error:
            return HTTPStatus.CONFLICT, type(error).__name__.lower()
        except Refused as error:
            _logger.info("refused by the exchange: %s", error)
            return HTTPStatus.CONFLICT, "refused"
        except FileExistsError:
            # Asked for once more, after an answer that got lost.
            return HTTPStatus.OK, "done"
        except (ValueError, KeyError, TypeError):
            return HTTPStatus.BAD_REQUEST, ""
        return HTTPStatus.OK, "done"

    def _known(self):
        return {
            "duty": self._duty,
            "answer": self._answer,
            "hold": self._hold,
            "resume": self._resume,
            "transfer": self._transfer,
            "end": self._end,
            "place": self._place,
        }

    def _duty(self, order):
        device, duty = f"PJSIP/{_phone(order)}", order["duty"]
        if duty not in DUTIES:
            raise ValueError(duty)
        if duty == OFF:
            self._unless_so("QueueRemove", Interface=device)
            return
        self._unless_so("QueueAdd", Interface=device)
        is_paused = str(duty != ON).lower()
        reason = "" if duty == ON else duty
        self._manager.do(
            "QueuePause", Queue=QUEUE, Interface=device, Paused=is_paused, Reason=reason
        )

    def _unless_so(self, action, **fields):
        """The exchange refuses to add who is there, and to remove who is not."""
        try:
            self._manager.do(action, Queue=QUEUE, **fields)
        except Refused as error:
            _logger.debug("%s", error)

    def _answer(self, order):
        """Have a phone that rings be answered, as far as it obeys (`Event: talk` within the dialog)."""
        _citizen, own = self._both(order)
        self._manager.do("PJSIPNotify", Channel=own, Variable="Event=talk")

    def _hold(self, order):
        citizen, own = self._both(order)
        self._set(citizen, HELD="1", HOLDER=own)
        self._set(own, HELD="1")
        self._manager.do(
            "Redirect",
            Channel=citizen,
            Context="held",
            Exten="s",
            Priority="1",
            ExtraChannel=own,
            ExtraContext="holding",
            ExtraExten="s",
            ExtraPriority="1",
        )

    def _resume(self, order):
        citizen, own = self._both(order)
        self._set(citizen, HELD="")
        self._set(own, HELD="")
        self._manager.do("Bridge", Channel1=citizen, Channel2=own, Tone="no")

    def _transfer(self, order):
        citizen, own = self._both(order)
        if "to_phone" in order:
            context, target = "to-phone", _matching(_PHONE, order["to_phone"])
        else:
            context, target = "to-number", _matching(_NUMBER, order["to_number"])
        self._set(citizen, OWN_NUMBER=_own_number(order), HELD="")
        self._manager.do("Redirect", Channel=citizen, Context=context, Exten=target, Priority="1")
        # Held, it would go on waiting.
        self._set_if_there(own, HELD="")

    def _end(self, order):
        citizen, own = self._lines(order)
        self._manager.do("Hangup", Channel=citizen or own, Cause="16")

    def _place(self, order):
        """Ring the call taker's own phone, then the citizen's."""
        call, phone = _matching(re.compile(r"out-\d+\.\d+"), order["call"]), _phone(order)
        number, own_number = _matching(_NUMBER, order["number"]), _own_number(order)
        self._calls.begin_placed(call)
        try:
            self._manager.send(
                "Originate",
                f"place-{call}",
                Channel=f"PJSIP/{phone}",
                ChannelId=call,
                Context="outward",
                Exten=number,
                Priority="1",
                CallerID=number,
                Timeout=str(_SECONDS_FOR_OWN_PHONE * 1000),
                Async="true",
                Variable=[f"OWN_NUMBER={own_number}", *_ANSWER_YOURSELF],
            )
        except Away:
            self._calls.forget_placed(call)
            raise

    def _lines(self, order):
        """:return: (citizen's line, the phone's), one of them at least"""
        name = order["call"]
        if not is_name(name):
            raise ValueError(name)
        lines = self._live.ends(name, _phone(order))
        if not any(lines):
            raise Gone
        return lines

    def _both(self, order):
        lines = self._lines(order)
        if not all(lines):
            raise Gone
        return lines

    def _set(self, line, **variables):
        for name, value in variables.items():
            self._manager.do("Setvar", Channel=line, Variable=name, Value=value)

    def _set_if_there(self, line, **variables):
        try:
            self._set(line, **variables)
        except Refused as error:
            _logger.debug("%s", error)


def _phone(order):
    return _matching(_PHONE, order["phone"])


def _own_number(order):
    """The one number, as the network is told it; empty where none is known."""
    return (order.get("own_number") and _matching(_NUMBER, order["own_number"])) or ""


def _matching(pattern, text):
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text

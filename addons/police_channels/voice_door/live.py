"""What goes on at the exchange at this moment: which phones ring, who talks, who is on duty.

What a call did so far is in its file; here is only what no file tells.
"""

import threading
import time
from dataclasses import dataclass

from ami import Away

# A line to the exchange, as it names lines: PJSIP/taker-1-0000002a.
_KIND = "PJSIP/"
_NOBODY_THERE = ("unavailable", "invalid", "unknown")
# As long as a phone may take to be rung at all.
_SECONDS_TO_BEGIN = 10
ON, OFF, BREAK = "on", "off", "break"


@dataclass
class Line:
    """One end of a call.

    :ivar name: by which the exchange knows it
    :ivar call: the call that it is part of
    :ivar state: ringing, talking, or empty
    """

    name: str
    call: str
    state: str = ""

    @property
    def phone(self):
        return self.name.removeprefix(_KIND).rpartition("-")[0]


@dataclass
class Phone:
    """
    :ivar duty: on, off, or why it is not rung
    :ivar is_there: it is registered at the exchange
    """

    duty: str = OFF
    is_there: bool = False


class Live:
    """
    :param Calls calls: what the exchange has written down
    :param Manager manager: tells
    """

    def __init__(self, calls, manager):
        self._calls, self._manager = calls, manager
        self._lines, self._held, self._phones = {}, set(), {}
        # What was listed since the lists were asked for.
        self._listed, self._members = set(), set()
        self._news = threading.Condition(threading.RLock())
        self._changed, self._is_changed = set(), False

    def look(self):
        """Hear what happens, until the exchange ends."""
        self._manager.hear(self.ask, self.take)
        with self._news:
            for number in [*self._lines]:
                self._drop(number)

    def ask(self):
        """Have the exchange tell all that there is: something may have been missed."""
        with self._news:
            self._listed, self._members = set(), set()
        for action in ("CoreShowChannels", "QueueStatus", "PJSIPShowEndpoints"):
            try:
                self._manager.send(action)
            except Away:
                return

    def wait(self, seconds):
        """Wait until something is new.

        :return: (set of calls that changed, whether a phone did)
        """
        with self._news:
            self._news.wait_for(lambda: self._changed or self._is_changed, seconds)
            news = self._changed, self._is_changed
            self._changed, self._is_changed = set(), False
            return news

    def again(self, calls):
        """Nobody has taken the news of these."""
        with self._news:
            self._changed |= calls

    def going_on(self):
        """:return: set of calls"""
        with self._news:
            return {line.call for line in self._lines.values()} & {*self._known()}

    def _known(self):
        return [*self._calls.names(), *self._calls.placed()]

    def told(self, name):
        """:return: dict with what is known of a call; None if nothing is left of it"""
        steps = self._calls.steps(name)
        if not steps:
            return None
        with self._news:
            lines = [line for line in self._lines.values() if line.call == name]
            return {
                "call": name,
                "steps": steps,
                "ringing": sorted({line.phone for line in lines if line.state == "ringing"}),
                "talking": sorted({line.phone for line in lines if line.state == "talking"}),
                "held": name in self._held,
                "over": "ended" in dict(steps) or not (lines or self._is_beginning(name, steps)),
            }

    def _is_beginning(self, name, steps):
        """Whether a call that somebody makes has no line yet."""
        facts = dict(steps)
        is_new = time.time() < int(facts.get("began", 0)) + _SECONDS_TO_BEGIN
        return self._calls.is_placed(name) and "called" not in facts and is_new

    def phones(self):
        """:return: dict of the name of each to what it is"""
        with self._news:
            return {name: vars(phone).copy() for name, phone in self._phones.items()}

    def ends(self, name, phone=""):
        """The two ends of a call.

        :param phone: which phone's; else any that is in it
        :return: (name of the citizen's line, of the phone's); empty where there is none
        """
        with self._news:
            lines = {key: line for key, line in self._lines.items() if line.call == name}
        # Who calls, began it.
        first = lines.pop(name, None)
        own = next((line for line in lines.values() if phone in ("", line.phone)), None)
        if self._calls.is_placed(name):
            first = first if first and phone in ("", first.phone) else None
            other = next((line for line in lines.values() if first and line.state), None)
            return (other.name if other else "", first.name if first else "")
        return (first.name if first else "", own.name if own else "")

    def take(self, event):
        """Take up what happened.

        :param dict event: of the manager interface
        """
        known = {
            "Newchannel": self._began,
            "CoreShowChannel": self._is_listed,
            "CoreShowChannelsComplete": self._all_listed,
            "UserEvent": self._noted,
            "Hangup": lambda one: self._drop(one["Uniqueid"]),
            "DialBegin": lambda one: self._state(one["DestUniqueid"], "ringing"),
            "DialEnd": self._dialled,
            "Hold": lambda one: self._hold(one["Linkedid"], True),
            "Unhold": lambda one: self._hold(one["Linkedid"], False),
            "BridgeEnter": lambda one: self._hold(one["Linkedid"], False),
            "OriginateResponse": self._originated,
            "QueueMember": self._member,
            "QueueMemberAdded": self._member,
            "QueueMemberPause": self._member,
            "QueueMemberRemoved": self._left,
            "QueueStatusComplete": self._all_members,
            "EndpointList": lambda one: self._is_there(one["ObjectName"], one["DeviceState"]),
            "DeviceStateChange": self._device,
        }
        with self._news:
            if event["Event"] in known:
                known[event["Event"]](event)

    def _began(self, event):
        number = event["Uniqueid"]
        self._lines.setdefault(number, Line(event["Channel"], event["Linkedid"]))
        return self._lines[number]

    def _is_listed(self, event):
        line = self._began(event)
        self._listed.add(event["Uniqueid"])
        # Who calls is no phone that rings or talks.
        is_caller = event["Uniqueid"] == line.call and not self._calls.is_placed(line.call)
        if event["ChannelStateDesc"] == "Ringing":
            line.state = "ringing"
        elif event.get("BridgeId") and not is_caller:
            line.state = "talking"
        if event["Context"] == "held" and not event.get("BridgeId"):
            self._held.add(line.call)

    def _all_listed(self, _event):
        for number in self._lines.keys() - self._listed:
            self._drop(number)

    def _noted(self, event):
        name = event["Linkedid"]
        steps = self._calls.steps(name)
        if steps and steps[-1][0] == "held":
            self._held.add(name)
        self._tell(name)

    def _drop(self, number):
        line = self._lines.pop(number, None)
        if line:
            self._tell(line.call)
            if line.call not in {other.call for other in self._lines.values()}:
                self._held.discard(line.call)

    def _dialled(self, event):
        self._state(event["DestUniqueid"], "talking" if event["DialStatus"] == "ANSWER" else "")

    def _state(self, number, state):
        line = self._lines.get(number)
        # Told while it rings, too.
        if line and line.state != state:
            line.state = state
            self._tell(line.call)

    def _hold(self, name, is_held):
        if (name in self._held) != is_held:
            (self._held.add if is_held else self._held.discard)(name)
            self._tell(name)

    def _originated(self, event):
        """A call taker who calls did not take up their own phone."""
        name = event.get("ActionID", "").removeprefix("place-")
        if event.get("Response") == "Failure" and self._calls.is_placed(name):
            self._calls.note_ended(name)
            self._tell(name)

    def _member(self, event):
        phone = self._phone(event.get("Interface") or event.get("Location"))
        self._members.add(phone)
        duty = ON
        if event.get("Paused") == "1":
            duty = event.get("PausedReason") or BREAK
        self._duty(phone, duty)

    def _left(self, event):
        self._duty(self._phone(event["Interface"]), OFF)

    def _all_members(self, _event):
        for phone in [*self._phones]:
            if phone not in self._members:
                self._duty(phone, OFF)

    def _phone(self, device):
        return device.removeprefix(_KIND)

    def _duty(self, name, duty):
        phone = self._phones.setdefault(name, Phone())
        if phone.duty != duty:
            phone.duty = duty
            self._tell()

    def _device(self, event):
        if event["Device"].startswith(_KIND):
            self._is_there(self._phone(event["Device"]), event["State"])

    def _is_there(self, name, state):
        phone = self._phones.setdefault(name, Phone())
        is_there = not state.lower().startswith(_NOBODY_THERE)
        if phone.is_there != is_there:
            phone.is_there = is_there
            self._tell()

    def _tell(self, name=None):
        if name:
            self._changed.add(name)
        else:
            self._is_changed = True
        self._news.notify_all()

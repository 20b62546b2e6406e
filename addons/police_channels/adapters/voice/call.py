"""One call as the exchange tells of it: what happened and, once it is handed over, what was said."""

import json
from datetime import UTC, datetime

from odoo.addons.police_force.tools.phone import normalise_phone

from ...tools.recording import is_silent, samples_of

# As Asterisk names what the network says: the number may be told, or is asked to be kept back.
_MAY_BE_TOLD = "allowed"
_LANGUAGES = {"hi": "hi_IN", "en": "en_US"}


class Steps:
    """What happened in a call, in order.

    :param str call_id: by which the exchange names it
    :param steps: pairs of what happened, and more about it
    """

    def __init__(self, call_id, steps):
        self.call_id = call_id
        self.steps = [(str(name), str(value)) for name, value in steps]

    def first(self, name):
        """:return: what was noted first under a name; empty if nothing was"""
        return next((value for step, value in self.steps if step == name and value), "")

    def last(self, name):
        """:return: what was noted last under a name; empty if nothing was"""
        return next((value for step, value in reversed(self.steps) if step == name and value), "")

    @property
    def phone(self):
        """Who the network says is calling (E.164); empty of who withholds it: anybody can be that."""
        if not self.last("presentation").startswith(_MAY_BE_TOLD):
            return ""
        if self.last("privacy") not in ("", "none"):
            return ""
        return normalise_phone(self.last("from")) or ""

    @property
    def language(self):
        return _LANGUAGES.get(self.last("language"))

    @property
    def phase(self):
        """How far the call came."""
        return self.last("phase")

    @property
    def was_answered(self):
        """Whether a call taker took it."""
        return bool(self.last("member") or self.last("taker"))

    @property
    def went_to_emergency(self):
        return self.last("emergency") == "ANSWER"

    @property
    def heard_status(self):
        return ("told", "status") in self.steps

    def began(self):
        """:return: naive UTC; None if that was not noted"""
        return moment_of(self.first("began"))


class Call(Steps):
    """
    :param bytes raw: as the voice door hands it over
    :raises ValueError: it is nothing of the door's
    """

    def __init__(self, raw):
        said, newline, self.recording = raw.partition(b"\n")
        facts = json.loads(said)
        if not newline or not isinstance(facts, dict) or "call" not in facts:
            raise ValueError("no call")
        super().__init__(str(facts["call"]), facts.get("steps", []))

    @property
    def remote(self):
        """By which the provider is asked for what was said; empty with an exchange of our own."""
        return self.last("recording")

    @property
    def mimetype(self):
        return self.last("mimetype")

    @property
    def has_words(self):
        if self.remote:
            return True
        return bool(samples_of(self.recording)) and not is_silent(self.recording)


def moment_of(seconds):
    """:return: naive UTC of a number of seconds since 1970; None if it is none"""
    if not seconds.isdigit():
        return None
    return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)

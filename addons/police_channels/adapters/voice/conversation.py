"""What a caller and a call taker said to each other: handed over behind its call, in pieces of half an hour; by
a provider, which keeps what was recorded, each talk as one piece.
"""

import json

from .call import Call

# The longest call's are no more than these.
PIECES = range(1, 6)


class Conversation(Call):
    """
    :ivar int piece: which one this is; 0 where these bytes are the call itself
    """

    def __init__(self, raw):
        super().__init__(raw)
        piece = json.loads(raw.partition(b"\n")[0]).get("piece")
        self.piece = piece if piece in PIECES else 0

    @property
    def remote(self):
        return self._talk("talk") if self.piece else super().remote

    @property
    def mimetype(self):
        return self._talk("talk_mimetype") if self.piece else super().mimetype

    def _talk(self, name):
        """:return: what was noted of this piece under a name; empty with an exchange of our own"""
        noted = _noted(self.steps, name)
        return noted[self.piece - 1] if len(noted) >= self.piece else ""

    @property
    def external_id(self):
        return piece_id(self.call_id, self.piece) if self.piece else self.call_id

    @property
    def consent(self):
        """Whether the caller may be recorded: yes, no; empty if that was not asked."""
        told = self.last("consent")
        return told if told in ("yes", "no") else ""


def piece_id(call_id, number):
    """The identifier of a piece of a conversation."""
    return f"{call_id}/{number}"


def talks_in(steps):
    """:return: list of what the provider is asked for what was said to call takers"""
    return _noted(steps, "talk")


def _noted(steps, name):
    return [more for what, more in steps if what == name]

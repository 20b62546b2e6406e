"""One notification of the gateway, as far as the door has to understand it."""

from dataclasses import dataclass
from urllib.parse import parse_qs


@dataclass
class Letter:
    """
    :ivar name: under which the spool keeps it
    :ivar lane: of those in one lane the earlier one goes first: the messages of one sender
    :ivar message_id: the gateway's identifier of a message that came in, else empty
    :ivar refused: how often the service has refused it
    """

    name: str
    lane: str
    message_id: str
    refused: int = 0

    @classmethod
    def of(cls, name, body):
        """:param bytes body: a query string as the gateway wrote it"""
        fields = parse_qs(body.decode("latin-1"), encoding="latin-1")

        def first(key):
            return fields.get(key, [""])[0]

        if first("event") == "dlr":
            # Reports come in any order by themselves.
            return cls(name, lane=f"report {first('ours')}", message_id="")
        return cls(name, lane=f"from {first('from')}", message_id=first("id"))

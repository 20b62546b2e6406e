"""A call by another side: what it brings, and what it gets back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


class Refused(Exception):
    """A request that does not prove where it comes from. The text goes to the log, not out."""


@dataclass
class Request:
    """What a webhook received: `headers` as a mapping by lower-case name, `body` as raw bytes.

    :ivar query: what stands behind the question mark of the address, as it was sent
    :ivar url: callable that gives the whole address as the other side called it; few sign it, so it is
        put together only when it is asked for
    """

    method: str
    headers: Mapping
    body: bytes
    query: str
    url: Callable


@dataclass
class Answer:
    """What a request gets back."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"
    headers: dict = field(default_factory=dict)

"""Providers that are asked by HTTPS with user and password, and call us by a form."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

import requests
from urllib3.exceptions import LocationParseError

from odoo.addons.police_force.tools.text import clean

from .base import LOG_IN, REFUSED, TOO_BIG, UNREACHABLE, Broken, FileGone
from .webhook import Refused

# Seconds to wait for an answer; octets of what is looked at before it is known who calls.
PATIENCE, LARGEST_FORM = 20, 256 * 1024
_PIECE = 1 << 16
BROKEN = (requests.RequestException, LocationParseError)


@dataclass
class Account:
    """Ours at a provider.

    :ivar provider: one of `providers.PROVIDERS`, or what we run ourselves in its place
    :ivar url: where it is asked
    :ivar user: who we are to it
    :ivar account: for which of its customers; empty where the user says it
    :ivar password: proves it; with some it also signs what comes in
    :ivar webhook_url: the address that it calls, as it is called from outside
    """

    provider: str = ""
    url: str = ""
    user: str = ""
    account: str = ""
    password: str = ""
    webhook_url: str = ""


class WebService:
    """
    :ivar settings: Settings of the channel
    :ivar own: its `own`, an Account
    """

    def verify(self, request):
        """:raises Refused: the request does not prove that it comes from the provider"""
        if len(request.body) > LARGEST_FORM:
            raise Refused("larger than any form of a provider")
        if not self._proves_itself(request):
            raise Refused("wrong or missing proof of where it comes from")
        return {}

    def _proves_itself(self, request):
        """Whether the request shows that it comes from the provider; compared in constant time."""
        raise NotImplementedError

    def _ask(self, method, path, said=None, **more):
        """Led elsewhere, password and words would go to whom nobody has named.

        :param more: for `requests`
        """
        return requests.request(
            method,
            f"{self.own.url.rstrip('/')}{path}",
            data=said,
            # As octets, or a sign outside Latin-1 would break it.
            auth=(self.own.user.encode(), self.own.password.encode()),
            timeout=PATIENCE,
            allow_redirects=False,
            **more,
        )

    def _log_in(self, path, *good):
        """:param good: statuses that only somebody who is known gets"""
        try:
            status = self._ask("GET", path).status_code
        except BROKEN as error:
            raise Broken(UNREACHABLE) from error
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise Broken(LOG_IN)
        if status not in good:
            raise Broken(REFUSED)


def form(raw):
    """:return: dict of the fields of a form, the first of each name; empty ones too"""
    fields = parse_qs(raw.decode(errors="replace"), keep_blank_values=True)
    return {name: clean(values[0]) for name, values in fields.items()}


def at_most(answer, most_bytes):
    """:return: the bytes of a streamed answer

    :raises FileGone: they are more
    """
    got = bytearray()
    for piece in answer.iter_content(_PIECE):
        got += piece
        if len(got) > most_bytes:
            raise FileGone(TOO_BIG)
    return bytes(got)

"""Providers that have the telephone exchange, in front of a running service: all by HTTP, as they do it."""

import sys
import urllib.error
import urllib.request

from launcher.paths import ADDONS

for name in ("tests", "tools"):
    sys.path.insert(0, str(ADDONS / "police_channels" / name))

from recording import RATE, repaired
from voice_peers import Call, ExotelVoice, TwilioVoice

__all__ = ["Call", "ExotelVoice", "TwilioVoice", "connected", "spoken"]
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
SECONDS_TO_ANSWER = 15


def spoken(seconds):
    """:return: a recording as long as that, and loud"""
    return repaired(b"\x00\x20\x00\xe0" * (RATE * seconds // 2))


def connected(odoo, kind, user, password):
    """
    :param kind: TwilioVoice or ExotelVoice
    :return: one that reaches this service, and nothing else
    """

    def post(url, body, headers):
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")
        status, _kind, answer = _answer(odoo, request)
        return status, answer

    def get(url):
        return _answer(odoo, urllib.request.Request(url))

    return kind(user, password, post, get)


def _answer(odoo, request):
    """:return: (HTTP status, content type, bytes)"""
    assert request.full_url.startswith(f"{odoo.url}/"), request.full_url
    request.add_header("X-Odoo-Database", odoo.database)
    try:
        with _opener.open(request, timeout=SECONDS_TO_ANSWER) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read()

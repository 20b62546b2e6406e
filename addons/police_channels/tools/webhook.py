"""Hands what arrived at a door over to the webhook of a channel, signed.

Standard library only: the doors run outside Odoo.
"""

from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from signature import ENVELOPE_HEADER, SIGNATURE_HEADER, STORED, sign

NOBODY, TAKEN = 0, 200
_TIMEOUT = 110


class _NoRedirects(HTTPRedirectHandler):
    """Python follows most of them with a GET, without what was to be handed over."""

    def redirect_request(self, *_asked):
        """None: the redirection itself is the answer, an error."""
        return


_opener = build_opener(_NoRedirects)


class Webhook:
    """Where to hand over to.

    :param str url: of the channel
    :param secret: callable that gives the channel's secret, asked each time so that a new secret
        needs no restart
    :param str database: the database's name, needed where the service has several
    """

    def __init__(self, url, secret, database=""):
        self._url, self._secret, self._database = url, secret, database

    def post(self, body, content_type, envelope):
        """POST what arrived.

        :param bytes body: as it arrived
        :param str envelope: what is known of it beside its bytes, as one ASCII header value
        :return: (TAKEN, if the channel says that it is stored; another HTTP status, or NOBODY where
            none came, or the answer was somebody else's; words for the log)
        """
        try:
            with _opener.open(
                self._request(body, content_type, envelope), timeout=_TIMEOUT
            ) as answer:
                words = answer.read(200).decode("utf-8", "replace")
                if (answer.status, words) == (TAKEN, STORED):
                    return TAKEN, words
                return NOBODY, f"HTTP {answer.status}, which is not the channel's answer"
        except HTTPError as error:
            return error.code, f"HTTP {error.code}"
        except (URLError, OSError, ValueError, HTTPException) as error:
            return NOBODY, str(error)

    def ask(self, body, content_type, envelope, seconds):
        """POST a question.

        :param seconds: after which it counts as not answered
        :return: the bytes of the answer; None where there was none, or a refusal
        """
        try:
            with _opener.open(
                self._request(body, content_type, envelope), timeout=seconds
            ) as answer:
                return answer.read() if answer.status == TAKEN else None
        except (URLError, OSError, ValueError, HTTPException):
            return None

    def _request(self, body, content_type, envelope):
        headers = {
            "Content-Type": content_type,
            ENVELOPE_HEADER: envelope,
            SIGNATURE_HEADER: sign(self._secret(), envelope, body),
        }
        if self._database:
            headers["X-Odoo-Database"] = self._database
        return Request(self._url, data=body, headers=headers, method="POST")


def secret_of(file, value):
    """:return: callable for `Webhook`: what the file holds by then or, without a file, the value"""
    return lambda: Path(file).read_text().strip() if file else value

"""Meta's Graph API, as far as the WhatsApp Cloud API has it: messages, media, the number itself.

The calls are those of its reference ("Messages", "Media", "Phone Number"); an error is JSON with a
`code` that says what is wrong, whatever the HTTP status.
"""

from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

import requests

from ..base import EXPIRED, TOO_BIG, FileGone
from ..web_service import at_most

# Seconds to wait for an answer.
_PATIENCE = 20
# "Media download error": of that file alone. Code 100 may as well be a right that we miss.
_LOST_FILE = 131052
# Where Meta keeps the files that people send, as its reference ("Media") says.
_FILES_AT = "lookaside.fbsbx.com"


class GraphError(Exception):
    """An answer that is none.

    :ivar int code: Meta's; None where the answer is not Meta's
    :ivar int status: of HTTP
    :ivar str words: what it says, for people
    :ivar bool is_transient: it says that trying again helps
    """

    def __init__(self, status, code=None, words="", is_transient=False):
        super().__init__(f"HTTP {status}, code {code}")
        self.status, self.code, self.words = status, code, words
        self.is_transient = is_transient


class Graph:
    """
    :param WhatsAppSettings own: where it is, and who we are there
    """

    def __init__(self, own):
        self._own = own
        self._root = f"{own.api_url.rstrip('/')}/{own.version}"

    def _bearer(self, request):
        """Not as a header of ours: `requests` puts what a .netrc says in its place."""
        request.headers["Authorization"] = f"Bearer {self._own.token}"
        return request

    def send(self, message):
        """:return: Meta's identifier of a message; empty if it did not say

        :raises GraphError: Meta has not taken it, or did not say
        :raises requests.RequestException: no answer
        """
        path = f"{self._own.phone_number_id}/messages"
        sent = self._ask("POST", path, json=message).get("messages")
        first = sent[0] if isinstance(sent, list) and sent else {}
        return str(first.get("id") or "") if isinstance(first, dict) else ""

    def upload(self, media):
        """:return: identifier of a file that can be sent now; its name goes with the message"""
        fields = {"messaging_product": "whatsapp", "type": media.content_type}
        file = {"file": ("file", media.content, media.content_type)}
        answer = self._ask("POST", f"{self._own.phone_number_id}/media", data=fields, files=file)
        if not answer.get("id"):
            raise GraphError(HTTPStatus.OK, words="no id of the file")
        return str(answer["id"])

    def number(self):
        """:return: what Meta knows of our number"""
        fields = {"fields": "display_phone_number,verified_name"}
        return self._ask("GET", self._own.phone_number_id, params=fields)

    def download(self, media_id, most_bytes):
        """:return: bytes of a file that somebody sent

        :raises FileGone: it is not there any more, or is too big
        :raises GraphError: something else, such as a wrong version of the API or a missing right
        """
        try:
            known = self._ask("GET", media_id)
        except GraphError as error:
            if error.code == _LOST_FILE:
                raise FileGone(EXPIRED) from error
            raise
        if _number(known.get("file_size")) > most_bytes:
            raise FileGone(TOO_BIG)
        return self._bytes_at(str(known.get("url") or ""), most_bytes)

    def _bytes_at(self, url, most_bytes):
        """The address lives for five minutes and wants to know who asks: us, by the token."""
        if not self._keeps_files(url):
            raise GraphError(HTTPStatus.OK, words="address of a file where Meta keeps none")
        with self._answered("GET", url, stream=True) as answer:
            if answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
                raise FileGone(EXPIRED)
            if answer.status_code != HTTPStatus.OK:
                raise GraphError(answer.status_code)
            return at_most(answer, most_bytes)

    def _keeps_files(self, url):
        """Whether the token may go there: to Meta's files by TLS, or to where the API is asked itself."""
        try:
            place, own = _origin(url), _origin(self._root)
        except ValueError:
            return False
        return place in (own, ("https", _FILES_AT, None))

    def _ask(self, method, path, **said):
        with self._answered(method, f"{self._root}/{path}", **said) as answer:
            return _content(answer)

    @contextmanager
    def _answered(self, method, url, **said):
        """Led elsewhere, token and words would go to whom nobody has named."""
        answer = requests.request(
            method, url, auth=self._bearer, timeout=_PATIENCE, allow_redirects=False, **said
        )
        with answer:
            yield answer


def _content(answer):
    try:
        said = answer.json()
    except ValueError:
        said = None
    said = said if isinstance(said, dict) else {}
    error = said.get("error")
    if isinstance(error, dict):
        raise _error(answer.status_code, error)
    if answer.status_code != HTTPStatus.OK or not said:
        raise GraphError(answer.status_code)
    return said


def _error(status, error):
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else ""
    told = dict.fromkeys(str(words) for words in (error.get("message"), details) if words)
    code = error.get("code")
    return GraphError(
        status,
        code if isinstance(code, int) else None,
        ": ".join(told)[:300],
        error.get("is_transient") is True,
    )


def _origin(url):
    """:return: (scheme, host, port) of an address; the port is None where it is the usual one

    :raises ValueError: it is none
    """
    parts = urlsplit(url)
    port = None if (parts.scheme, parts.port) in (("https", 443), ("http", 80)) else parts.port
    return parts.scheme, parts.hostname, port


def _number(value):
    return value if isinstance(value, int) else int(value) if str(value).isdecimal() else 0

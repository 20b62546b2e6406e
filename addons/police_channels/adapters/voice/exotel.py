"""Exotel Programmable Voice: a webhook that answers with ExoML.

Read in its documentation in 2026 (developer.exotel.com: Programmable Voice; ExoML verbs Say, Play, Gather,
Record, Dial, Hangup; Webhooks & Callbacks; network requirements). What it does not say, and what its pages
say in two ways:

- No signature: whoever calls the webhook has to know a key in its address.
- Keys come as DigitsPressed there, and as digits in quotes on the pages of its applets; who calls as
  CallFrom, and as From. Both are read.
- Whether a step without keys, or an empty recording, is told of: so what is to happen then stands behind
  each verb, too.
- The end of a call comes as a form of two kinds, to the account's Voice Callback URL.
- A recording is at an address of Exotel's or of Amazon S3. Nothing says how soon, nor how long it is kept: what is
  not there is asked for again for some days.
"""

from http import HTTPStatus
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from odoo.addons.police_force.tools.text import clean

from ..base import DENIED, EXPIRED, UNREACHABLE, Broken, FileGone
from ..exotel import KEY, OfExotel
from ..web_service import BROKEN, PATIENCE
from .provider import NotThereYet, VoiceProvider, checked, content_of

_NO_CALL = "0"
_KINDS = {".mp3": "audio/mpeg", ".wav": "audio/x-wav"}
# What leads to a recording leads on once or twice.
_MOST_STEPS = 4
_LEADS_ON = (301, 302, 303, 307, 308)
_LONGEST_ADDRESS = 1000


class Exotel(OfExotel, VoiceProvider):
    name = "exotel"
    languages = {"hi": {"language": "hi"}, "en": {"language": "en"}}

    def _fields(self, request):
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != "multipart/form-data":
            return super()._fields(request)
        reader = FormDataParser(max_form_memory_size=len(request.body))
        stream, size = BytesIO(request.body), len(request.body)
        _stream, fields, _files = reader.parse(stream, kind, size, options)
        return {name: clean(value) for name, value in fields.items()}

    def _sender_in(self, said):
        return said.get("CallFrom") or said.get("From", "")

    def _keys_in(self, said):
        return said.get("DigitsPressed") or said.get("digits", "")

    def _status_in(self, said):
        return said.get("Status") or said.get("CallStatus")

    def _recording_in(self, said):
        url = said.get("RecordingUrl", "")
        if not url.startswith("http") or len(url) > _LONGEST_ADDRESS:
            return "", ""
        ending = urlsplit(url).path[-4:].lower()
        return url, _KINDS.get(ending, "audio/mpeg")

    def _dial_recorded(self):
        return {"record": "true"}

    def _proof(self):
        return {KEY: self.settings.secret}

    def fetch(self, recording, most_bytes):
        url = recording
        for _step in range(_MOST_STEPS):
            answer = self._get(url)
            if answer.status_code not in _LEADS_ON:
                break
            url = urljoin(url, answer.headers.get("Location", ""))
            answer.close()
        if checked(answer).status_code == HTTPStatus.OK:
            return content_of(answer, most_bytes)
        answer.close()
        if answer.status_code == HTTPStatus.GONE:
            raise FileGone(EXPIRED)
        raise NotThereYet

    def _get(self, url):
        """Only where Exotel keeps recordings; and who we are is told to Exotel alone."""
        place, ours = _place(url), _place(self.own.url)
        is_exotel = place == ours or _is_at(place, "exotel.com")
        if not (is_exotel or _is_at(place, "amazonaws.com")):
            raise FileGone(DENIED)
        try:
            return requests.get(
                url,
                auth=(self.own.user.encode(), self.own.password.encode()) if is_exotel else _nobody,
                timeout=PATIENCE,
                allow_redirects=False,
                stream=True,
            )
        except BROKEN as error:
            raise Broken(UNREACHABLE, is_in=True) from error

    def test(self):
        self._log_in(
            f"{self._account()}/Calls/{_NO_CALL}.json", HTTPStatus.OK, HTTPStatus.NOT_FOUND
        )


def _place(url):
    """Where `requests` would go: of an address with a backslash, others read another host.

    :return: (scheme, host, port); of what is no address, None
    """
    try:
        parts = parse_url(url)
    except LocationParseError:
        return None
    return parts.scheme, parts.host or "", parts.port


def _is_at(place, domain):
    scheme, host, port = place or ("", "", None)
    return scheme == "https" and port in (None, 443) and host.endswith(f".{domain}")


def _nobody(request):
    """Not what a .netrc says either."""
    return request

"""What Twilio's products have in common: how they sign, and where an account is.

Its documentation of 2026 (webhook security), and the validator of its own Python library, against which
the tests hold the signature.
"""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, quote, urlsplit

_PORTS = {"https": 443, "http": 80}


class OfTwilio:
    """Of a WebService: it is Twilio. The password is the Auth Token, with which it signs its calls, too."""

    def _proves_itself(self, request):
        signature = request.headers.get("x-twilio-signature", "").encode()
        token = self.own.password
        return bool(token) and any(
            hmac.compare_digest(signature_of(token, url, request.body).encode(), signature)
            for url in self._urls(request)
        )

    def _urls(self, request):
        """As what the other side may have called us: it signs the whole address.

        A proxy may not tell how it was called; so the address that is shown to be pasted counts, too.
        Some of Twilio's products sign the port, and some do not.
        """
        query = f"?{request.query}" if request.query else ""
        called = (request.url(), f"{self.own.webhook_url}{query}")
        return {way for url in called for way in (url, *_with_and_without_port(url))}

    def _account(self):
        return f"/2010-04-01/Accounts/{quote(self.own.user, safe='')}"


def signature_of(token, url, body):
    """What Twilio signs: the address, and each field of the form behind it, in order.

    :param str url: whole, as it was called
    :param bytes body: the form
    :return: base64 of HMAC-SHA1
    """
    fields = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
    signed = url + "".join(
        name + value for name in sorted(fields) for value in sorted(set(fields[name]))
    )
    return base64.b64encode(
        hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    ).decode()


def _with_and_without_port(url):
    """The other ways to write an address; none of what is no address: who calls chooses the host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return []
    if port:
        return [parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl()]
    usual = _PORTS.get(parts.scheme)
    return [parts._replace(netloc=f"{parts.netloc}:{usual}").geturl()] if usual else []


def said_in(answer):
    """:return: dict of the JSON of an answer; empty for anything else"""
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}

"""The signature with which our own mail door and mail pipe prove where a mail comes from.

Standard library only: the door runs outside Odoo.
"""

import hashlib
import hmac
import json

SIGNATURE_HEADER = "X-Police-Signature"
ENVELOPE_HEADER = "X-Police-Envelope"
# The channel's whole answer to what it has kept: a page that something between answers says more.
STORED = "stored"


def envelope_header(sender, recipients, client=""):
    """:return: the SMTP envelope as one ASCII header value"""
    return json.dumps({"from": sender, "to": recipients, "client": client})


def sign(secret, envelope, body):
    """HMAC-SHA256 over envelope and body.

    :param str secret: shared by the door and the channel
    :param str envelope: the value of `ENVELOPE_HEADER`
    :param bytes body: the mail as it arrived
    :return: hex digest
    """
    mac = hmac.new(secret.encode(), envelope.encode() + b"\n", hashlib.sha256)
    mac.update(body)
    return mac.hexdigest()


def is_signed(secret, envelope, body, signature):
    """:return: whether `signature` is right; never without a secret. Compared in constant time."""
    if not secret:
        return False
    # As bytes: strings it compares in ASCII alone, and what stands there is the caller's.
    return hmac.compare_digest(sign(secret, envelope, body).encode(), (signature or "").encode())

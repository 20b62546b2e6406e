"""What our own doors hand in: signed with the channel's secret."""

import json

from ..tools.signature import ENVELOPE_HEADER, SIGNATURE_HEADER, is_signed
from .webhook import Refused


def verify_signed(secret, request):
    """Accept what one of our doors has signed.

    :param str secret: the channel's
    :param Request request: with the door's headers
    :return: what the door says of it, as a dict
    :raises Refused: wrong or missing signature
    """
    envelope = request.headers.get(ENVELOPE_HEADER.lower(), "")
    signature = request.headers.get(SIGNATURE_HEADER.lower(), "")
    if not is_signed(secret, envelope, request.body, signature):
        raise Refused("wrong or missing signature")
    return json.loads(envelope)

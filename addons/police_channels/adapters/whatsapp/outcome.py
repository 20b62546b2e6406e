"""What Meta's errors mean for a message; the codes are those of its page "Error codes"."""

from dataclasses import replace
from http import HTTPStatus

import requests
from urllib3.exceptions import LocationParseError, NewConnectionError

from ..outgoing import NEVER, RETRY_LATER, UNKNOWN, WINDOW_CLOSED, Outcome

OUTSIDE_WINDOW = 131047
# Token, rights, account or number: nothing is wrong with the message or its receiver.
_OURS = {
    *(0, 3, 10, 33, 190, 368, *range(200, 300)),
    *(131005, 131031, 131042, 131045, 131063, 133000, 133004, 133010, 133015),
}
_LIMITS = {4, 80007, 130429, 131048, 131056, 131064, 133016}
_TEMPORARY = {1, 2, 131000, 131016, 131057}
# So it is answered by what stands before Meta, or by another machine.
_NOT_TAKEN = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
NO_ANSWER = (requests.RequestException, LocationParseError)
_NO_CONNECTION = (
    requests.ConnectTimeout,
    requests.exceptions.SSLError,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidHeader,
    LocationParseError,
)


def is_about_us(error):
    """:return: whether a GraphError says that Meta does not take us"""
    return error.code in _OURS or (error.code is None and error.status in _NOT_TAKEN[:2])


def of_error(error):
    """
    :param GraphError error: the answer to a message
    :rtype: Outcome
    """
    reason = f"{error.code or ''} {error.words}".strip() or f"HTTP {error.status}"
    if error.code is None:
        return _of_status(error.status, reason)
    if error.code == OUTSIDE_WINDOW:
        return Outcome(failure=NEVER, refusal=WINDOW_CLOSED, reason=reason)
    if error.code in _OURS:
        return Outcome(failure=RETRY_LATER, reason=reason, about_us=True)
    if error.code in _LIMITS | _TEMPORARY or error.is_transient:
        return Outcome(failure=RETRY_LATER, reason=reason)
    return Outcome(failure=NEVER, reason=reason)


def of_silence(error):
    """
    :param error: one of NO_ANSWER
    :rtype: Outcome
    """
    never_connected = isinstance(error, _NO_CONNECTION) or isinstance(
        getattr(error.args[0] if error.args else None, "reason", None), NewConnectionError
    )
    if never_connected:
        return Outcome(failure=RETRY_LATER, reason=type(error).__name__, about_us=True)
    return Outcome(failure=UNKNOWN, reason=type(error).__name__)


def before_sending(result):
    """:return: the same of a call after which nothing has gone out yet, whatever it came to"""
    return replace(result, failure=RETRY_LATER) if result.failure == UNKNOWN else result


def _of_status(status, reason):
    if status in _NOT_TAKEN or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Outcome(failure=RETRY_LATER, reason=reason, about_us=True)
    return Outcome(failure=UNKNOWN, reason=reason)

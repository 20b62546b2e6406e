"""Exotel, a company in India: its SMS API v1, its status callbacks and its inbound webhook.

Read in its documentation in 2026 (developer.exotel.com: send-sms, sms-details, sms-webhooks,
sms-delivery-reports, status codes, errors; support.exotel.com: replies to an incoming SMS). What it does
not say, and what its pages say in two ways:

- No signature: whoever calls the webhook has to know a key in its address.
- Answers carry `SMSMessage` with `Sid` where `.json` is asked for; only the HTTP status is to be relied on.
- "sent" is where a status ends that says "delivered" elsewhere, and the numbers of the detailed statuses
  differ from page to page: so their words decide.
- Fields of an incoming message are told for an older way (a GET with SmsSid, From, To, Date, Body), and
  that the feature is "not available" to all; its newer page tells to set a webhook with POST, without
  fields. The same names are read here.
"""

from urllib.parse import urlencode

from ..exotel import KEY, OfExotel
from ..incoming import Receipt
from ..web_service import form
from ..webhook import Answer
from .alphabet import UCS2
from .provider import OURS, WebProvider, incoming

_FAILED = ("failed", "failed_dnd", "failed-dnd", "undelivered", "expired")
_ON_THE_PHONE = "DELIVERED_TO_HANDSET"
# A message that nobody has; asking for it shows whether we are known.
_NO_MESSAGE = "0"


class Exotel(OfExotel, WebProvider):
    most_characters = 2000

    def answer(self):
        """No words: they would go to the citizen."""
        return Answer()

    def parse(self, raw, headers, received_at):
        said = form(raw)
        if "Body" not in said:
            status = _status(said)
            ours = said.get("CustomField") or said.get(OURS, "")
            code = said.get("DetailedStatusCode", "")
            detail = said.get("DetailedStatus", "")
            return [], [Receipt(ours, status, code, detail)] if status else []
        return [incoming(said["SmsSid"], said["From"], said["Body"], received_at)], []

    def send(self, outgoing, length):
        said = {
            "From": self._sender(outgoing),
            "To": outgoing.recipient,
            "Body": outgoing.text,
            "EncodingType": "unicode" if length.coding == UCS2 else "plain",
            "StatusCallback": self._report_url(outgoing),
            "CustomField": outgoing.external_id,
        }
        if self.own.entity_id:
            said |= {
                "DltEntityId": self.own.entity_id,
                "DltTemplateId": outgoing.template.name,
                "SmsType": "transactional",
            }
        return self._send(f"{self._account()}/Sms/send.json", said)

    def test(self):
        self._log_in(f"{self._account()}/SMS/Messages/{_NO_MESSAGE}.json", 200, 404)

    def _report_url(self, outgoing):
        return f"{super()._report_url(outgoing)}&{urlencode({KEY: self.settings.secret})}"

    def _id_in(self, answer):
        try:
            return str(answer.json()["SMSMessage"]["Sid"] or "")
        except (ValueError, KeyError, TypeError):
            return ""


def _status(said):
    """:return: what a report says of a message of ours; None where it is on its way"""
    status = said["Status"].lower()
    if status in _FAILED:
        return "failed"
    if status == "delivered" or said.get("DetailedStatus") == _ON_THE_PHONE:
        return "delivered"
    return None

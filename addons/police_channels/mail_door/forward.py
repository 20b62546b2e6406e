"""Hands a mail to the service and tells whether the service has it. Shared by door and pipe."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from signature import envelope_header
from webhook import TAKEN, Webhook, secret_of

STORED, TRY_AGAIN, TOO_BIG = "stored", "try again", "too big"
_RESULTS = {TAKEN: STORED, 413: TOO_BIG}


class Forwarder:
    """Where to hand mail to.

    :param Webhook webhook: of the channel
    """

    def __init__(self, webhook):
        self._webhook = webhook

    @classmethod
    def from_environment(cls):
        """Read MAIL_DOOR_URL, MAIL_DOOR_SECRET or MAIL_DOOR_SECRET_FILE, MAIL_DOOR_DATABASE."""
        get = os.environ.get
        url = get("MAIL_DOOR_URL", "http://127.0.0.1:8069/police/channel/mail/in")
        secret = secret_of(get("MAIL_DOOR_SECRET_FILE"), get("MAIL_DOOR_SECRET", ""))
        return cls(Webhook(url, secret, get("MAIL_DOOR_DATABASE", "")))

    def hand_over(self, content, sender, recipients, client=""):
        """POST one mail.

        :param bytes content: the mail as it arrived
        :return: (STORED, TRY_AGAIN or TOO_BIG, words for the log)
        """
        envelope = envelope_header(sender, recipients, client)
        status, words = self._webhook.post(content, "message/rfc822", envelope)
        return _RESULTS.get(status, TRY_AGAIN), words

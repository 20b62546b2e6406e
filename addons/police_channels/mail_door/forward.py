"""Hands a mail to the service and tells whether the service has it. Shared by door and pipe."""

import os
import sys
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from signature import ENVELOPE_HEADER, SIGNATURE_HEADER, envelope_header, sign

STORED, TRY_AGAIN, TOO_BIG = "stored", "try again", "too big"
_TIMEOUT = 110


class Forwarder:
    """Where to hand mail to.

    :param str url: webhook of the channel
    :param secret: callable that gives the channel's secret, asked for each mail so that a new
        secret needs no restart
    :param str database: the database's name, needed where the service has several
    """

    def __init__(self, url, secret, database=""):
        self._url, self._secret, self._database = url, secret, database

    @classmethod
    def from_environment(cls):
        """Read MAIL_DOOR_URL, MAIL_DOOR_SECRET or MAIL_DOOR_SECRET_FILE, MAIL_DOOR_DATABASE."""
        url = os.environ.get("MAIL_DOOR_URL", "http://127.0.0.1:8069/police/channel/mail/in")
        return cls(url, _secret, os.environ.get("MAIL_DOOR_DATABASE", ""))

    def hand_over(self, content, sender, recipients, client=""):
        """POST one mail.

        :param bytes content: the mail as it arrived
        :return: (STORED, TRY_AGAIN or TOO_BIG, words for the log)
        """
        try:
            request = self._request(content, envelope_header(sender, recipients, client))
            with urlopen(request, timeout=_TIMEOUT) as answer:
                return STORED, answer.read(200).decode("utf-8", "replace")
        except HTTPError as error:
            return (TOO_BIG if error.code == 413 else TRY_AGAIN), f"HTTP {error.code}"
        except (URLError, OSError, ValueError) as error:
            return TRY_AGAIN, str(error)

    def _request(self, content, envelope):
        headers = {
            "Content-Type": "message/rfc822",
            ENVELOPE_HEADER: envelope,
            SIGNATURE_HEADER: sign(self._secret(), envelope, content),
        }
        if self._database:
            headers["X-Odoo-Database"] = self._database
        return Request(self._url, data=content, headers=headers, method="POST")


def _secret():
    path = os.environ.get("MAIL_DOOR_SECRET_FILE")
    if path:
        return Path(path).read_text().strip()
    return os.environ.get("MAIL_DOOR_SECRET", "")

"""Who wrote a mail: a person, or a machine whose mail must open nothing and be answered by nobody.

Signs as in RFC 3834 (automatic answers), RFC 3462/3464 (reports), RFC 2919/2369 (lists) and the
headers that common mail programs set.
"""

import re

from ..incoming import AUTOMATIC, BOUNCE, MAILING_LIST, OWN, PERSON, SPAM

_MACHINE_SENDERS = re.compile(r"^(mailer-daemon|mail-daemon|microsoftexchange[0-9a-f]{32})@")
# May be a person, too.
_POSTMASTER = re.compile(r"^postmaster@")
_BOUNCE_HEADERS = ("X-Failed-Recipients", "X-MS-Exchange-Message-Is-Ndr")
_BOUNCE_SUBJECT = re.compile(
    r"^\s*(undeliver(ed|able)|failure notice|returned mail|mail delivery (failed|failure|system)|"
    r"delivery (status notification|failure|has failed)|non[- ]?delivery|"
    r"(message|mail) (undeliverable|could not be delivered))",
    re.IGNORECASE,
)
_AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From")
_LIST_HEADERS = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List")
# Only believed in a reply: a citizen may well write about an "automatic reply" in a first mail.
_AUTOMATIC_SUBJECT = re.compile(
    r"^\s*(auto(matic)?[ -]?(reply|response|answer)|auto:|out of (the )?office|"
    r"(i am |i'm )?on (vacation|leave)|स्वचालित|कार्यालय से बाहर|अवकाश पर|"
    r".{2,60} is (currently )?(out of (the )?office|on (vacation|leave)|away)\b)",
    re.IGNORECASE,
)


def classify(headers, sender, envelope_from, own_addresses, content_type):
    """Kind of a mail and the sign that told.

    :param headers: mapping of lower-case header name → decoded first value
    :param str sender: address in From, lower case, may be empty
    :param envelope_from: return path: None when not known, empty for the null return path
    :param own_addresses: our own addresses, lower case
    :param str content_type: of the whole mail, e.g. "multipart/report"
    :return: (kind, sign), sign empty for a person's mail
    """
    checks = (
        (OWN, _own_sign(headers, sender, own_addresses)),
        (BOUNCE, _bounce_sign(headers, sender, envelope_from, content_type)),
        (AUTOMATIC, _automatic_sign(headers, envelope_from, content_type)),
        (MAILING_LIST, _list_sign(headers)),
        (SPAM, _spam_sign(headers)),
    )
    return next(((kind, sign) for kind, sign in checks if sign), (PERSON, ""))


def _own_sign(headers, sender, own_addresses):
    looped = headers.get("x-loop", "").lower()
    if any(address in looped for address in own_addresses):
        return "X-Loop"
    return "From" if sender in own_addresses else ""


def _bounce_sign(headers, sender, envelope_from, content_type):
    if content_type == "multipart/report":
        declared = headers.get("content-type", "").lower()
        return "" if "disposition-notification" in declared else "multipart/report"
    named = next((name for name in _BOUNCE_HEADERS if name.lower() in headers), "")
    if named or _MACHINE_SENDERS.match(sender):
        return named or "From"
    if envelope_from == "" and _BOUNCE_SUBJECT.match(headers.get("subject", "")):
        return "Subject"
    return "MAIL FROM" if _POSTMASTER.match(sender) and not envelope_from else ""


def _automatic_sign(headers, envelope_from, content_type):
    if content_type == "multipart/report":
        return "multipart/report"
    if headers.get("auto-submitted", "no").split(";")[0].strip().lower() not in ("no", ""):
        return "Auto-Submitted"
    if headers.get("precedence", "").lower() in ("auto_reply", "auto-reply"):
        return "Precedence"
    if envelope_from == "":
        return "MAIL FROM"
    if "in-reply-to" in headers and _AUTOMATIC_SUBJECT.match(headers.get("subject", "")):
        return "Subject"
    return next((name for name in _AUTOMATIC_HEADERS if name.lower() in headers), "")


def _list_sign(headers):
    if headers.get("precedence", "").lower() in ("bulk", "list", "junk"):
        return "Precedence"
    return next((name for name in _LIST_HEADERS if name.lower() in headers), "")


def _spam_sign(headers):
    """What a spam filter in front of us says; without one there is no such header."""
    if headers.get("x-spam-flag", "").lower().startswith("yes"):
        return "X-Spam-Flag"
    if headers.get("x-spam-status", "").lower().startswith("yes"):
        return "X-Spam-Status"
    return "X-Spam" if headers.get("x-spam", "").lower() == "yes" else ""

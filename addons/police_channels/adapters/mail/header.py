"""How a sender's name, a subject and the ids of mails are written: the same on each Python."""

from email.header import Header
from email.policy import EmailPolicy
from email.utils import formataddr

_IDS = ("Message-ID", "In-Reply-To", "References")
_LONGEST_PLAIN_WORD = _LONGEST_PLAIN_NAME = 60


class HeaderPolicy(EmailPolicy):
    """Writes them by the oldest of the standard library's ways, which no longer changes.

    Where the newer one breaks a line it loses quotation marks and blanks, before Python 3.13; a
    long id it encodes, and then no mail program knows what is answered.
    """

    def fold_binary(self, name, value):
        if name == "From":
            line = _mailbox(*value.addresses)
        elif name == "Subject":
            line = _encoded(name, value, "us-ascii" if _is_plain(value) else "utf-8")
        elif name in _IDS and value.isascii():
            line = "\r\n ".join(value.split())
        else:
            return super().fold_binary(name, value)
        return f"{name}: {line}\r\n".encode("ascii")


def _mailbox(sender):
    name, address = sender.display_name, sender.addr_spec
    if _is_plain(name) and len(name) <= _LONGEST_PLAIN_NAME:
        return formataddr((name, address))
    return f"{_encoded('From', name, 'utf-8')}\r\n <{address}>"


def _encoded(name, text, charset):
    return Header(str(text), charset, header_name=name).encode(linesep="\r\n")


def _is_plain(text):
    """Whether it can be read as it stands, and broken into lines."""
    longest = max(map(len, text.split()), default=0)
    return text.isascii() and "=?" not in text and longest <= _LONGEST_PLAIN_WORD

"""Mails as citizens and programs send them, in `mails/`; names, numbers and events are fictitious."""

from email import policy
from email.parser import BytesParser
from pathlib import Path

MAILS = Path(__file__).parent / "mails"


def case_mail(name, swaps=None):
    """A mail as it came, with what stands for the service's own numbers and identifiers filled in.

    :param str name: how the name of its file begins
    :param dict swaps: what stands in the file to what comes in its place
    :rtype: bytes
    """
    [path] = MAILS.glob(f"{name}[-.]*")
    if not swaps:
        return path.read_bytes()
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    for part in mail.walk():
        _swap_in_part(part, swaps)
    return mail.as_bytes()


def _swap_in_part(part, swaps):
    for header in ("Subject", "In-Reply-To"):
        if part[header]:
            part.replace_header(header, _swapped(str(part[header]), swaps))
    if part.get_content_maintype() == "text":
        content, subtype = part.get_content(), part.get_content_subtype()
        part.set_content(_swapped(content, swaps), subtype=subtype, charset="utf-8", cte="base64")


def _swapped(text, swaps):
    for old, new in swaps.items():
        text = text.replace(old, new)
    return text

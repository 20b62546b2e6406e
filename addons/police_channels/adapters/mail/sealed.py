"""Envelopes inside a mail that hold its words and files: signed ones are opened, others are told."""

import re

from asn1crypto import cms

SEALED = "sealed"
_SIGNED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_OTHERS = ("application/ms-tnef", "application/vnd.ms-tnef", "application/pgp-encrypted")
# By name, where a mail server knows no better type.
_SIGNED_NAME = re.compile(r"\.p7m$", re.IGNORECASE)
_OTHER_NAME = re.compile(r"^winmail\.dat$|\.(?:pgp|gpg)$", re.IGNORECASE)
_LOCKED_TEXT = "-----BEGIN PGP MESSAGE-----"


def opened(kind, name, content):
    """The MIME entity that a file of a mail holds the words in.

    Signatures are not checked: who wrote is told by nothing else in a mail, either.

    :param str kind: media type
    :param str name: of the file, may be empty
    :return: bytes, empty if nobody but the receiver's program can open it; None for any other file
    """
    if kind in _SIGNED or _SIGNED_NAME.search(name):
        return _signed_content(content)
    return b"" if kind in _OTHERS or _OTHER_NAME.search(name) else None


def is_locked(text):
    """:return: whether words are written in a secret that only a key opens"""
    return _LOCKED_TEXT in text


def _signed_content(content):
    """What a CMS message (RFC 5652) of the kind "signed data" signs; empty for any other."""
    try:
        message = cms.ContentInfo.load(content)
        if message["content_type"].native != "signed_data":
            return b""
        inner = message["content"]["encap_content_info"]["content"].native
        return inner if isinstance(inner, bytes) else b""
    except Exception:  # noqa: BLE001 whatever a stranger calls signed
        return b""

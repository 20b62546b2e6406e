"""Prints what the service has sent, oldest first, as a citizen would read it.

Usage: outbox.py MAILDIR [NUMBER]: the last NUMBER mails, 10 unless told.
"""

import mailbox
import sys
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesParser, HeaderParser


def main(arguments):
    directory, number = arguments[0], int(arguments[1]) if len(arguments) > 1 else 10
    try:
        kept = mailbox.Maildir(directory, create=False)
    except mailbox.NoSuchMailboxError:
        sys.stdout.write("The service has sent nothing yet.\n")
        return
    # Maildir names start with the second in which the mail was kept.
    for key in sorted(kept.keys())[-number:]:
        sys.stdout.write(readable(kept.get_bytes(key)) + "\n")


def readable(content):
    """:return: the mail's main headers and its plain text"""
    mail = BytesParser(policy=policy.default).parsebytes(content)
    body = mail.get_body(("plain", "html"))
    # Python's newer header classes put blanks between the pieces of a long Hindi name.
    headers = HeaderParser().parsestr(content.decode("ascii", "replace"))
    lines = [f"{name}: {_decoded(headers[name])}" for name in ("Date", "From", "To", "Subject")]
    return "\n".join(["-" * 72, *lines, "", body.get_content().strip() if body else "", ""])


def _decoded(value):
    return str(make_header(decode_header(value or "")))


if __name__ == "__main__":
    main(sys.argv[1:])

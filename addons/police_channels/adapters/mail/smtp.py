"""One mail handed to a mail server, so that it is known what became of it."""

import smtplib

from ..outgoing import NEVER, RETRY_LATER, UNKNOWN, Outcome

# The server stopped answering, or the line broke.
_BROKEN = (OSError, smtplib.SMTPServerDisconnected)


def hand_over(session, sender, recipient, content):
    """Give one mail to a connected server.

    Until the final dot nothing can have been accepted; after it, silence leaves it open whether
    the mail is on its way, and only a report or a person can tell.

    :param smtplib.SMTP session: connected and greeted
    :param str sender: return path
    :param str recipient: one address
    :param bytes content: the mail
    :return: Outcome
    """
    try:
        refused = _open_envelope(session, sender, recipient)
        if refused:
            return refused
        session.send(_quoted(content))
    except (*_BROKEN, UnicodeError) as error:
        return Outcome(failure=RETRY_LATER, reason=_words(error))
    return _finish(session)


def _open_envelope(session, sender, recipient):
    """MAIL, RCPT, DATA.

    :return: an Outcome when the server refuses, else None
    """
    session.ehlo_or_helo_if_needed()
    options = ["BODY=8BITMIME"] if session.has_extn("8bitmime") else []
    code, reply = session.mail(sender, options)
    if code != 250:
        # Refusing the sender is about us, not about this citizen: never a dead address.
        return Outcome(failure=RETRY_LATER, reason=_reply(code, reply), about_us=True)
    code, reply = session.rcpt(recipient)
    if code in (250, 251):
        code, reply = session.docmd("DATA")
        if code == 354:
            return None
    return Outcome(failure=_failure(code), reason=_reply(code, reply))


def _finish(session):
    try:
        session.send(b".\r\n")
        code, reply = session.getreply()
    except _BROKEN as error:
        return Outcome(failure=UNKNOWN, reason=_words(error))
    if code == 250:
        return Outcome(reason=_reply(code, reply))
    return Outcome(failure=_failure(code), reason=_reply(code, reply))


def _failure(code):
    return NEVER if code >= 500 else RETRY_LATER


def _quoted(content):
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if not lines[-1]:
        lines.pop()
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _reply(code, reply):
    return f"{code} {reply.decode('utf-8', 'replace') if isinstance(reply, bytes) else reply}"[:500]


def _words(error):
    return f"{type(error).__name__}: {error}"[:500]

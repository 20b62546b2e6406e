"""A mailbox on an IMAP server, read by UID so that nothing is missed and nothing read twice."""

import contextlib
import imaplib
import re
import ssl

TIMEOUT = 60
# Python's own limit is one million bytes a line, less than the list of UIDs of a big mailbox.
imaplib._MAXLINE = 10_000_000


class MailboxError(Exception):
    """The server cannot be reached or refuses. Its own words are not kept.

    :ivar str problem: one of adapters.base.PROBLEMS
    """

    def __init__(self, problem):
        super().__init__(problem)
        self.problem = problem


class Mailbox:
    """An open folder.

    :ivar str validity: UIDVALIDITY; when it changes, the UIDs seen before mean nothing
    """

    def __init__(self, host, port, encryption, user, password, folder):
        """Connect, log in and open the folder.

        :param str encryption: "ssl", "starttls" or "none"
        :raises MailboxError: if any of it fails
        """
        self._client = None
        with self._errors_told():
            self._client = _connect(host, port, encryption)
        with self._errors_told("log_in"):
            self._client.login(user, password)
        with self._errors_told("folder"):
            self._expect(self._client.select(_quoted(folder)), "folder")
            _kind, validity = self._client.response("UIDVALIDITY")
            self.validity = validity[0].decode()

    def close(self):
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            if self._client:
                self._client.logout()

    def uids_after(self, uid):
        """:return: UIDs greater than `uid`, ascending"""
        # "n:*" always names the last mail too, even when its UID is below n.
        return [found for found in self._search(f"UID {uid + 1}:*") if found > uid]

    def size(self, uid):
        """:return: the mail's size in bytes as the server tells it, None if the mail is gone"""
        answer = self._fetch(uid, "(RFC822.SIZE)")
        found = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(_flat(answer)))
        return int(found.group(1)) if found else None

    def read_mail(self, uid):
        """:return: the mail's bytes, None if it is gone; the mail is not marked as read"""
        return _literal(self._fetch(uid, "(BODY.PEEK[])"))

    def read_headers(self, uid):
        """:return: the bytes of the mail's headers, None if it is gone"""
        return _literal(self._fetch(uid, "(BODY.PEEK[HEADER])"))

    def mark_read_until(self, uid):
        """Mark every mail up to `uid` as read, those too where an earlier run was stopped."""
        uids = self._search(f"UNSEEN UID 1:{uid}")
        for some in _in_hundreds(uids):
            with self._errors_told():
                self._expect(self._client.uid("STORE", some, "+FLAGS.SILENT", r"(\Seen)"))

    def move_until(self, uid, folder):
        """Move every mail up to `uid` elsewhere, by copy and delete where MOVE is unknown."""
        for some in _in_hundreds(self._search(f"UID 1:{uid}")):
            with self._errors_told():
                if "MOVE" in self._client.capabilities:
                    self._expect(self._client.uid("MOVE", some, _quoted(folder)))
                    continue
                self._expect(self._client.uid("COPY", some, _quoted(folder)))
                self._expect(self._client.uid("STORE", some, "+FLAGS.SILENT", r"(\Deleted)"))
                self._expect(self._client.expunge())

    def _search(self, criterion):
        with self._errors_told():
            answer = self._expect(self._client.uid("SEARCH", None, criterion))
        return sorted(int(uid) for uid in b" ".join(_flat(answer)).split())

    def _fetch(self, uid, what):
        with self._errors_told():
            return self._expect(self._client.uid("FETCH", str(uid), what))

    @staticmethod
    def _expect(answer, problem="refused"):
        kind, data = answer
        if kind != "OK":
            raise MailboxError(problem)
        return data

    @contextlib.contextmanager
    def _errors_told(self, problem="refused"):
        """
        :param problem: what it is if the server does answer
        """
        try:
            yield
        except (OSError, imaplib.IMAP4.error, ValueError, TypeError) as error:
            self.close()
            raise MailboxError(problem_of(error) or problem) from None


def problem_of(error):
    """:return: what is wrong with a connection, empty if the server does answer"""
    if isinstance(error, ssl.SSLError):
        return "encryption"
    return "unreachable" if isinstance(error, (OSError, imaplib.IMAP4.abort)) else ""


def trusting_context():
    """What is trusted of a server: the same on each Python.

    Since 3.13 the default refuses certificates of a private authority that lack what RFC 5280
    asks for, and trusts one in the middle that the machine's administrator trusts.
    """
    context = ssl.create_default_context()
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _connect(host, port, encryption):
    context = trusting_context()
    if encryption == "ssl":
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT)
    client = imaplib.IMAP4(host, port, timeout=TIMEOUT)
    if encryption == "starttls":
        client.starttls(context)
    return client


def _quoted(folder):
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _flat(answer):
    """The parts of an answer that are bytes, whatever way imaplib nests them."""
    for item in answer or []:
        if isinstance(item, bytes):
            yield item
        elif isinstance(item, tuple):
            yield from _flat(item)


def _literal(answer):
    return next((item[1] for item in answer if isinstance(item, tuple)), None)


def _in_hundreds(uids):
    for start in range(0, len(uids), 100):
        yield ",".join(map(str, uids[start : start + 100]))

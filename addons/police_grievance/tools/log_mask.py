"""Keep citizens' words and addresses and the secrets of links out of the log."""

import logging
import re

# Addresses of pages may be written with %2f, and more than one slash.
_SLASH = r"(?:/|%2f)+"
_MASKED = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), masked)
    for pattern, masked in (
        (rf"(complaint{_SLASH}follow{_SLASH})[^/\s?#\"]+", r"\1*"),
        # What stands behind a question mark is typed by people, or a secret; the language is not.
        (r"([?&](?!lang=)[\w.%-]+=)[^&\s\"]+", r"\1*"),
        # Who asks for a page of citizens is nobody's business.
        (r"^\S+( - - \[[^]]*\] \"\w+ \S*/(?:complaint|my)\b)", r"-\1"),
        # Somebody in a hurry types the password where the log-in belongs.
        (r"(Login failed for login:).*( from \S+)$", r"\1*\2"),
        (r"(Login attempt ignored for \S+ \(user ).*(\) on \S+:)", r"\1*\2"),
        (r"(Password reset attempt for <).*(> by user <)", r"\1*\2"),
        # What PostgreSQL adds to an error: rows, statements, and words that it cannot read.
        (r"^((?:DETAIL|CONTEXT|QUERY|LINE \d+): ).*$", r"\1*"),
        (
            r"((?:invalid input syntax|out of range|invalid input value|syntax error)[^:\n]*: ).*$",
            r"\1*",
        ),
        (r"[^\s<>()\[\],;:=/\"']+(?:@|%40)[\w-]+(?:\.[\w-]+)+", "*@*"),
        (r"(?<![\w.-])(?:\+|%2b)?(?:91[ -]?)?[6-9]\d{4}[ -]?\d{5}(?!\w)", "*"),
    )
)
# As psycopg2 writes a text into a statement: a quote in it is doubled, a backslash too.
_LITERAL = re.compile(r"'(?:[^']|'')*'")


class LogMask(logging.Filter):
    """Replaces by a star what nobody may read in a log, in the message and in a traceback."""

    _formatter = logging.Formatter()

    def filter(self, record):
        record.msg, record.args = self._masked(_message(record)), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._masked(record.exc_text)
        return True

    def _masked(self, text):
        for pattern, masked in _MASKED:
            text = pattern.sub(masked, text)
        return text


def _message(record):
    try:
        return _statement(record) if record.name == "odoo.sql_db" else record.getMessage()
    except (TypeError, ValueError):
        # Python would print all the arguments to say that they do not fit.
        return f"A line of {record.name} could not be written."


def _statement(record):
    """A statement without its values. psycopg2 keeps it as bytes; as such its quotes look other."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            value.decode("utf-8", "replace") if isinstance(value, bytes) else value
            for value in record.args
        )
    return _LITERAL.sub("'*'", record.getMessage())


def install():
    """Put the mask before all that writes a log."""
    mask = LogMask()
    # Before others that look at requests, and wherever all else ends up.
    logging.getLogger("werkzeug").addFilter(mask)
    for handler in logging.getLogger().handlers:
        handler.addFilter(mask)

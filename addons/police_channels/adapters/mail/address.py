"""Names and addresses of a header. The standard library's own way differs from patch to patch."""

import re

# A comment may hold one more; deeper ones are words like any other.
_INNER = r"\((?:\\.|[^()\\])*\)"
_TOKEN = re.compile(
    r'"(?P<quoted>(?:\\.|[^"\\])*)"'
    rf"|\((?P<comment>(?:\\.|[^()\\]|{_INNER})*)\)"
    r"|<(?P<angle>[^<>]*)(?:>|$)"
    r"|(?P<end>[,;:])"
    r'|(?P<words>(?:\\.|[^"(<,;:\\])+|.)',
    re.DOTALL,
)


def mailboxes(header):
    """Take a From, To or similar header apart, also one that breaks the rules of RFC 5322.

    Of `a@x.example <b@x.example>` the address is the one in brackets, as mail programs have it. A
    comma that no address stands before is one of the name: `Verma, Geeta <geeta@x.example>`.

    :param str header: the value as it stands, encoded words and all
    :return: list of (name, address) as written, neither checked; either may be empty
    """
    found, mailbox = [], _Mailbox()
    for token in _TOKEN.finditer(header):
        if token["end"] == "," and mailbox.is_name:
            mailbox.take("words", ", ")
        elif token.lastgroup == "end":
            found += mailbox.pairs()
            mailbox = _Mailbox()
        else:
            mailbox.take(token.lastgroup, token[token.lastgroup])
    found += mailbox.pairs()
    return [pair for pair in found if any(pair)]


class _Mailbox:
    """The tokens of one mailbox, as they come."""

    def __init__(self):
        self.words, self.comments, self.angle = [], [], None
        # Whether there are words and none of them holds an address; None as long as there are none.
        self.is_name = None

    def take(self, kind, text):
        if kind == "comment":
            self.comments.append(_unescaped(text))
        elif kind == "angle":
            self.angle, self.is_name = text, False
        else:
            self.words.append(_unescaped(text) if kind == "quoted" else text)
            if text.strip():
                self.is_name = "@" not in text and self.is_name is not False

    def pairs(self):
        """:return: list of (name, address)"""
        words, comment = _line(*self.words), _line(*self.comments)
        if self.angle is None:
            *before, last = words.split(", ")
            return [*(("", words) for words in before), (comment, _tight(last))]
        name = f"{words} ({comment})" if words and comment else words or comment
        return [(name, _tight(self.angle))]


def _unescaped(text):
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _line(*texts):
    return " ".join("".join(texts).split())


def _tight(text):
    """An address without the blanks that RFC 5322 lets stand around its signs."""
    return re.sub(r" ?([@.]) ?", r"\1", _line(text))

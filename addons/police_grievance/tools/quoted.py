"""Words of a message that repeat ours: kept with the others, folded where they are shown."""

import re

from markupsafe import Markup

from odoo.tools.mail import html2plaintext, plaintext2html

_FOLDED = Markup('<details class="police_quoted"><summary>%s</summary>%s</details>')
# As `_FOLDED` is stored. Nobody else can write one: what people say is escaped.
_FOLDED_PIECE = re.compile(
    r'<details class="police_quoted"><summary>[^<]*</summary>(.*?)</details>', re.DOTALL
)


def folded_html(pieces, label):
    """The body of a message.

    :param pieces: list of (plain text, whether it repeats ours)
    :param str label: what stands in the place of that until it is opened
    :rtype: Markup
    """
    said = (
        _FOLDED % (label, plaintext2html(text)) if is_quoted else plaintext2html(text)
        for text, is_quoted in pieces
    )
    return Markup().join(said)


def split_html(body):
    """:return: list of (HTML, whether it repeats ours) of a body, in order; joined they are the body"""
    pieces, start = [], 0
    for folded in _FOLDED_PIECE.finditer(body):
        pieces += [(body[start : folded.start()], False), (folded[0], True)]
        start = folded.end()
    return [*pieces, (body[start:], False)]


def pieces_of(body):
    """:return: list of (plain text, whether it repeats ours) of a body"""
    plain = [
        (html2plaintext(_FOLDED_PIECE.sub(r"\1", html)).strip(), is_quoted)
        for html, is_quoted in split_html(body or "")
    ]
    return [piece for piece in plain if piece[0]]


def own_words(body):
    """:return: the plain text of a body, without what it repeats of ours"""
    return "\n\n".join(text for text, is_quoted in pieces_of(body) if not is_quoted)

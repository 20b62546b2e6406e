"""A page of ours as plain text, for those who read mails without HTML."""

import re

from lxml import html as lxml_html

# Edges while a page is read: of what stands on a line of its own, and of what stands apart.
_LINE, _APART = "\v", "\f"
_EDGES = dict.fromkeys(("div", "li", "tr"), _LINE)
_EDGES |= dict.fromkeys(("h1", "h2", "h3", "h4", "ol", "p", "table", "ul"), _APART)


def page_as_text(page):
    """The words of a page of ours: paragraphs apart, rows of a list on lines of their own, the
    address of a link behind its words.

    Core's `html2plaintext` writes the rows of a list behind one another, and no line between paragraphs.

    :param page: HTML that the service made
    :return: text, empty if there are no words in it
    """
    pieces = []
    _collect(lxml_html.fromstring(f"<div>{page or ''}</div>"), pieces)
    text = re.sub(r"[\v\f ]*\f[\v\f ]*", "\n\n", "".join(pieces))
    text = re.sub(r" *\v[\v ]*", "\n", text)
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _collect(element, pieces):
    if not isinstance(element.tag, str) or element.tag in ("head", "script", "style"):
        return
    edge = _EDGES.get(element.tag, "")
    pieces.append("\n" if element.tag == "br" else edge)
    if element.tag == "li":
        pieces.append("- ")
    pieces.append(_flat(element.text))
    for child in element:
        _collect(child, pieces)
        pieces.append(_flat(child.tail))
    address = element.get("href", "") if element.tag == "a" else ""
    if address.startswith("http") and address not in element.text_content():
        pieces.append(f" ({address})")
    pieces.append(edge or (" " if element.tag in ("td", "th") else ""))


def _flat(text):
    return re.sub(r"\s+", " ", text or "")

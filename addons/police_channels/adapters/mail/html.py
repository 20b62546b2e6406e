"""A stranger's HTML made fit to be shown: nothing runs, is fetched or is submitted."""

import re

from lxml import etree
from lxml import html as lxml_html

_SHOWN = """
a abbr b blockquote br caption code dd div dl dt em font h1 h2 h3 h4 h5 h6 hr i li ol p pre
q s small span strong sub sup table tbody td tfoot th thead tr u ul
"""
# Dropped with all they hold; of any other unknown tag only the tag goes and the words stay.
_REMOVED = """
applet audio base button canvas embed frame frameset head iframe input link map math meta
noscript object param picture script select source style svg template textarea title track
video
"""
_TAGS, _DROPPED = frozenset(_SHOWN.split()), frozenset(_REMOVED.split())
_ATTRIBUTES = frozenset(("colspan", "rowspan", "dir", "lang"))
_SAFE_LINK = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_TOO_DEEP = 200


def safe_html(source, picture_word="image"):
    """HTML that a browser shows without asking any host for anything and without running anything.

    A list of what may stay, not of what must go: no style (it can fetch), no picture (it tells the
    sender that the mail was read), no form, no event. Links stay, and open apart.

    :param str source: HTML as it arrived
    :param str picture_word: shown in brackets where a picture was
    :return: HTML, empty when nothing can be read from `source`
    """
    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser)
    except Exception:  # noqa: BLE001 lxml refuses empty documents and some broken ones
        return ""
    body = tree.find("body")
    if body is None:
        return ""
    for element in list(body.iter()):
        if element is not body:
            _tame(element, picture_word)
    body.attrib.clear()
    body.tag = "div"
    return etree.tostring(body, encoding="unicode", method="html", with_tail=False)


def _tame(element, picture_word):
    is_tag = isinstance(element.tag, str)
    if not is_tag or element.tag in _DROPPED or _depth(element) > _TOO_DEEP:
        element.drop_tree()
    elif element.tag in ("img", "image"):
        _replace_by_text(element, f"[{element.get('alt') or picture_word}]")
    elif element.tag in _TAGS:
        _tame_attributes(element)
    else:
        element.drop_tag()


def _depth(element):
    return sum(1 for _ancestor in element.iterancestors())


def _replace_by_text(element, text):
    element.text = text
    del element[:]
    element.drop_tag()


def _tame_attributes(element):
    link = (element.get("href") or "").strip()
    for name in list(element.attrib):
        if name not in _ATTRIBUTES:
            del element.attrib[name]
    if element.tag == "a" and _SAFE_LINK.match(link):
        element.set("href", link)
        element.set("target", "_blank")
        element.set("rel", "noopener noreferrer nofollow")

"""Headers and footers as Odoo's reports write them, for the margins of the pages of Chromium."""

import lxml.html

FILLED_IN = {"page": "pageNumber", "topage": "totalPages"}
# Whatever stands in a margin sees no style of the document: it brings its own.
FRAME = (
    "<style>{styles} #header, #footer {{ padding: 0 !important; }}</style>"
    '<div class="{classes}" style="width: 100%; max-width: none; margin: 0; font-size: 11px;'
    ' padding: {top}mm {right}mm {bottom}mm {left}mm">{title}</div>'
)
EDGE = 4


def running_titles(document, count, page, load):
    """What stands in the margin of the pages of each body.

    :param document: HTML document with the headers, or the footers, of all bodies; or None
    :param int count: number of bodies
    :param page: `Page`, whose side margins the titles keep
    :param load: function of an address that gives (media type, bytes) or None
    :return: list of HTML, empty where a body has none
    """
    if not document:
        return [""] * count
    root = lxml.html.document_fromstring(str(document))
    titles = root.xpath("//*[starts-with(@id, 'minimal_layout_report_')]/*")
    if not titles:
        return [""] * count
    styles = _styles(root, load)
    framed = [_frame(title, styles, root.body.get("class", ""), page) for title in titles]
    # One for each; a report that has one only shows it on all.
    return framed if len(framed) == count else [framed[0]] * count


def _frame(title, styles, classes, page):
    for element in title.iter():
        names = (element.get("class") or "").split() if isinstance(element.tag, str) else []
        if set(names) & FILLED_IN.keys():
            element.set("class", " ".join(FILLED_IN.get(name, name) for name in names))
    is_header = "header" in (title.get("class") or "")
    return FRAME.format(
        styles=styles,
        classes=classes,
        title=lxml.html.tostring(title, encoding="unicode"),
        top=EDGE if is_header else 0,
        right=page.right,
        bottom=0 if is_header else EDGE,
        left=page.left,
    )


def _styles(root, load):
    sheets = (load(link) for link in root.xpath("//link[@rel='stylesheet']/@href"))
    return "\n".join(content.decode() for _type, content in filter(None, sheets))

"""Words with places to fill. Values are inserted, never read as a template themselves."""

import re

_PLACE = re.compile(r"\{([^{}\n]*)\}")


def unknown_places(template, allowed):
    """:return: names in braces in `template` that are not in `allowed`, in order"""
    return [name for name in _PLACE.findall(template or "") if name not in allowed]


def fill(template, values):
    """Put `values` into the places of `template`, in one pass: braces inside a value stay text.

    :param str template: text with places such as {number}
    :param dict values: place → text; None counts as empty
    :return: text; a place without a value stays as it is written
    """
    return _PLACE.sub(
        lambda place: str(values[place[1]] or "") if place[1] in values else place[0], template
    )


def fill_line(template, values):
    """Like `fill`, for a header: one line, whatever line breaks the values hold."""
    return " ".join(fill(template, values).split())

"""The pages behind the question mark: reStructuredText in `help/`, one file a page and language."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docutils.core import publish_parts
from markupsafe import Markup

FOLDER = Path(__file__).parents[1] / "help"
# Nothing but the file itself, headings below the page's own, and no remarks of the parser in it.
SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 4,
    "initial_header_level": 2,
    "doctitle_xform": True,
}
DEFAULT = "en"


class Page(NamedTuple):
    title: str
    body: Markup


@lru_cache
def read_page(name, language):
    """A page in a language, else in English.

    :param str name: of the file, one that the caller knows
    :param str language: two letters
    :return: Page, its body as HTML
    """
    path = FOLDER / f"{name}.{language}.rst"
    source = path if path.exists() else FOLDER / f"{name}.{DEFAULT}.rst"
    parts = publish_parts(
        source.read_text(encoding="utf-8"), writer="html5", settings_overrides=SETTINGS
    )
    # As HTML: the files are the addon's own.
    return Page(parts["title"], Markup(parts["fragment"]))

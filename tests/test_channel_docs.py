"""What the page for providers of calls tells to fill in stands on the form, by that name."""

import re

import polib
import pytest

from launcher.paths import ADDONS, CHECKOUT

PAGE = (CHECKOUT / "docs" / "channel-voice-providers.md").read_text()
CATALOGUE = ADDONS / "police_channels" / "i18n" / "hi.po"
LABELS = re.findall(r"^\| \*(.+?)\* \|", PAGE, re.MULTILINE)
# These have their Hindi from Odoo.
LABELS = [label for label in LABELS if label not in ("User", "Password")]
LABELS += re.findall(r"\*(Test|Our address|Answered by|Secret)\*", PAGE)


@pytest.fixture(scope="module")
def shown():
    return {entry.msgid for entry in polib.pofile(str(CATALOGUE))}


def test_the_page_names_fields():
    assert len(LABELS) > 10


@pytest.mark.parametrize("label", sorted(set(LABELS)))
def test_each_is_on_the_form(shown, label):
    assert all(part in shown for part in label.split(" … ")), label

"""Every picture that README and docs show is one that `make screenshots` takes."""

import re

from screenshots import PICTURES
from shots import SHOTS

from launcher.paths import CHECKOUT

SHOWN = re.compile(r"images/([\w-]+)\.png")


def test_each_picture_shown_is_taken_and_there():
    pages = [CHECKOUT / "README.md", *(CHECKOUT / "docs").glob("*.md")]
    shown = {name for page in pages for name in SHOWN.findall(page.read_text(encoding="utf-8"))}
    taken = {name for name, *_rest in SHOTS}
    assert not shown - taken
    assert not [name for name in shown if not (PICTURES / f"{name}.png").exists()]

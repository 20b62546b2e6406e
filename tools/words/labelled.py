"""Reads texts with their labels: blocks that begin with `## cat=... lang=...`; see corpus/README.md."""

import csv
import re
from pathlib import Path
from typing import NamedTuple

from odoo.addons.police_grievance.tools.kruti_dev import to_unicode

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tools" / "words" / "corpus"
CASES = ROOT / "addons" / "police_kanpur_zone" / "tests" / "words" / "cases.csv"

_BLOCK = re.compile(r"^## ", re.MULTILINE)
_LABEL = re.compile(r"(\w+)=(\S+)")
NO_MATTER = "none"


class Labelled(NamedTuple):
    """A text and what is right for it.

    :ivar text: as a citizen writes it, a subject in the first line
    :ivar categories: codes that are right, the best first; `none` alone if there is no matter
    :ivar language: hi, en or ur: in which the writer is to be answered
    """

    text: str
    categories: tuple
    language: str
    danger: bool
    about_police: bool
    stays_unknown: bool


def corpus(folder=CORPUS):
    """All texts of a folder, in the order of the file names.

    :rtype: list of Labelled
    :raise ValueError: a block that cannot be read; it says which
    """
    return [
        _labelled(path, block)
        for path in sorted(folder.glob("*.txt"))
        for block in _BLOCK.split(path.read_text(encoding="utf-8"))[1:]
    ]


def _labelled(path, block):
    head, _line, text = block.partition("\n")
    labels = dict(_LABEL.findall(head))
    try:
        danger, police, unknown = (
            {"0": False, "1": True}[labels[name]] for name in ("danger", "police", "unknown")
        )
        categories, language = tuple(labels["cat"].split("|")), labels["lang"]
    except KeyError as error:
        raise ValueError(f"{path.name}: label {error} of {head!r}") from error
    if language not in ("hi", "en", "ur") or not text.strip():
        raise ValueError(f"{path.name}: language or text of {head!r}")
    return Labelled(text.strip(), categories, language, danger, police, unknown)


def cases():
    """The texts of the examination, as the intake hands them on: Kruti Dev as Unicode.

    :rtype: list of Labelled
    """
    with CASES.open(encoding="utf-8", newline="") as file:
        return [
            Labelled(
                to_unicode(row["text"])[0],
                tuple((row["category_ok"] or NO_MATTER).split("|")),
                row["language"],
                row["danger"] == "1",
                row["about_police"] == "1",
                row["stay_unknown"] == "1",
            )
            for row in csv.DictReader(file)
        ]

"""Make the fonts of papers from Noto's: one family for both scripts, whose blank has a body.

    python3 tools/paper_fonts.py FOLDER_OF_NOTO FOLDER

PDFium (Chrome, Android) leaves out a text object whose glyphs cover nothing. Typst writes a blank between two
syllables as an object of its own, so that words copied from there stick together. A line without any area
between both ends of the blank is drawn by nobody, and seen by PDFium.
Made from Debian's fonts-noto-core; needs fonttools.
"""

import sys
import tempfile
from pathlib import Path

from fontTools import merge, subset
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Paper Sans"
STYLES = {"Regular": 400, "Bold": 700}
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x2BC,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
]
LATIN += [0x2020, 0x2022, 0x2026, 0x20B9, 0x2032, 0x2033, 0x2039, 0x203A, 0x2212, 0xFFFD]
DEVANAGARI = [*range(0x900, 0x980), *range(0xA8E0, 0xA900), 0x200C, 0x200D, 0x25CC]


def main(source, target):
    for style in STYLES:
        with tempfile.TemporaryDirectory() as folder:
            parts = [
                _part(f"{source}/NotoSans-{style}.ttf", LATIN, f"{folder}/latin.ttf"),
                _part(f"{source}/NotoSansDevanagari-{style}.ttf", DEVANAGARI, f"{folder}/deva.ttf"),
            ]
            font = merge.Merger().merge(parts)
        _give_blank_a_body(font, " ")
        _give_blank_a_body(font, "\u00a0")
        _name(font, style)
        font.save(Path(target, f"PaperSans-{style}.ttf"))


def _part(path, characters, target):
    options = subset.Options(
        layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True
    )
    font = subset.load_font(path, options)
    keeper = subset.Subsetter(options)
    keeper.populate(unicodes=characters)
    keeper.subset(font)
    font.save(target)
    return target


def _give_blank_a_body(font, character):
    name = font.getBestCmap()[ord(character)]
    width, _left = font["hmtx"][name]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((width // 2, 0))
    pen.lineTo((width, 0))
    pen.closePath()
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["glyf"][name] = glyph
    font["hmtx"][name] = (width, 0)


def _name(font, style):
    names = {
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"PaperSans-{style}",
    }
    table = font["name"]
    kept = {number: table.getDebugName(number) for number in (0, 13, 14)}
    table.names = []
    for number, text in {**kept, **names}.items():
        if text:
            table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = STYLES[style]


if __name__ == "__main__":
    main(*sys.argv[1:])

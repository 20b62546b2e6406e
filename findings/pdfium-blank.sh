#!/bin/sh
# What PDFium (Chrome, Android) makes of the blank between two Hindi words that Typst has set.
#
# Seen on 29 November 2026 with Python 3.11.7, typst 0.15.2, pypdfium2 5.15.2 and Debian 12's Noto Sans Devanagari:
#   Typst puts each syllable that is more than one glyph into a text object of its own, and a blank between two
#   of them, too. PDFium leaves out text objects whose glyphs cover nothing, and guesses blanks from gaps instead:
#   from some widths of letters on it guesses none, and "वर्षा निर्णय" is copied as one word.
#   The same font with a line without area in its blank (addons/report_typst/fonts) is copied right.
# Ends with an error when either behaves otherwise. Needs python3 with venv, and fonts-noto-core.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=${TMPDIR:-/tmp}/finding-pdfium-blank
if [ ! -e "$work/complete" ]; then
    rm -rf "$work"
    python3 -m venv "$work"
    "$work/bin/pip" install --quiet typst==0.15.2 pypdfium2==5.15.2
    touch "$work/complete"
fi
"$work/bin/python" - "$here/addons/report_typst/fonts" /usr/share/fonts/truetype/noto <<'END'
import sys

import pypdfium2
import typst

WORDS = "वर्षा निर्णय"


def copied(font):
    page = f'#set text(font: "{font}", size: 10pt)\n{WORDS}'.encode()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=sys.argv[1:])
    pdf = typst.compile(page, font_paths=fonts)
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()


seen = copied("Noto Sans Devanagari"), copied("Paper Sans")
assert seen == (WORDS.replace(" ", ""), WORDS), seen
END
echo "As described."

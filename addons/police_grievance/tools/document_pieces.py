"""Takes a DOCX or PDF file apart, as a process of its own: what strangers send may take for ever.

    python document_pieces.py < FILE

Writes JSON: a list of [name of the font, text] in the order of reading.
"""

import json
import resource
import sys
from io import BytesIO

import docx
import pypdf

SECONDS, MEMORY, MOST_PAGES = 20, 1 << 30, 50


def main():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    content = sys.stdin.buffer.read()
    pieces = of_pdf(content) if content.startswith(b"%PDF") else of_docx(content)
    json.dump(list(pieces), sys.stdout)


def of_pdf(content):
    pieces = []

    def visit(text, _user, _text, font, _size):
        pieces.append(((font or {}).get("/BaseFont", ""), text))

    for page in pypdf.PdfReader(BytesIO(content)).pages[:MOST_PAGES]:
        page.extract_text(visitor_text=visit)
        pieces.append(("", "\n"))
    return pieces


def of_docx(content):
    document = docx.Document(BytesIO(content))
    usual = document.styles.element.xpath("w:docDefaults//w:rFonts/@w:ascii")
    for paragraph in _paragraphs(document):
        for run in paragraph.runs:
            styles = [run.style, *_with_bases(paragraph.style)]
            names = [run.font.name, *(style.font.name for style in styles if style), *usual]
            yield next(filter(None, names), ""), run.text
        yield "", "\n"


def _paragraphs(holder):
    for block in holder.iter_inner_content():
        if isinstance(block, docx.table.Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
        else:
            yield block


def _with_bases(style):
    while style:
        yield style
        style = style.base_style


if __name__ == "__main__":
    main()

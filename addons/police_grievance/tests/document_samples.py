"""Petitions as typists send them, as files."""

from io import BytesIO

import docx

FONT = "Kruti Dev 010"


def petition_docx(typed, latin=""):
    """:return: bytes of a DOCX file with lines typed in the font, and one in another"""
    document = docx.Document()
    for line in typed.splitlines():
        paragraph = document.add_paragraph()
        # Word cuts a line into runs anywhere.
        for part in (line[:7], line[7:]):
            paragraph.add_run(part).font.name = FONT
    document.add_paragraph(latin)
    return _saved(document)


def petition_docx_by_default(typed):
    """:return: bytes of a DOCX file of which every text has the font, and no run says so"""
    document = docx.Document()
    document.styles["Normal"].font.name = FONT
    for line in typed.splitlines():
        document.add_table(1, 1).cell(0, 0).text = line
    return _saved(document)


def _saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def petition_pdf(typed, font="KrutiDev010"):
    """:return: bytes of a PDF file of one page, in a font that is not embedded"""
    lines = "".join(f"({_escaped(line)}) Tj 0 -20 Td\n" for line in typed.splitlines())
    content = f"BT /F1 12 Tf 72 720 Td\n{lines}ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+%s /Encoding /WinAnsiEncoding >>"
        % font.encode(),
    ]
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(file)
    return file + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def _escaped(line):
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")

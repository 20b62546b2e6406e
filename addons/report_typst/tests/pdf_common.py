"""PDFs as somebody else's tools read them."""

import subprocess
import tempfile

import pypdfium2


def read_pdf(pdf):
    """The text of a PDF, as somebody would copy it: the reader's own tool, not ours."""
    return _tool("pdftotext", "-layout", pdf)


def read_as_chrome(pdf):
    """The text of a PDF, as somebody would copy it in Chrome or on Android."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def pdf_facts(pdf):
    """What pdfinfo says of a PDF, as a dict."""
    lines = _tool("pdfinfo", None, pdf).splitlines()
    return {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}


def read_code(pdf):
    """What a phone's camera reads in the code on the first page of a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        page = f"{folder}/page"
        picture = ("pdftoppm", "-r", "150", "-f", "1", "-singlefile", "-png", "-", page)
        subprocess.run(picture, check=True, input=pdf)
        reader = ("zbarimg", "--quiet", "--raw", "--nodbus", f"{page}.png")
        return subprocess.run(reader, check=True, capture_output=True, text=True).stdout.strip()


def _tool(program, option, pdf):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = [part for part in (program, option, file.name) if part]
        command += ["-"] if program == "pdftotext" else []
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

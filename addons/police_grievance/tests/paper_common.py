import subprocess
import tempfile

from .common import PoliceCase

DEVANAGARI_STATION = "कर्नलगंज क्षेत्र"


def read_pdf(pdf):
    """The text of a PDF, as somebody would copy it: the reader's own tool, not ours."""
    return _tool("pdftotext", "-layout", pdf)


def pdf_facts(pdf):
    """What pdfinfo says of a PDF, as a dict."""
    lines = _tool("pdfinfo", None, pdf).splitlines()
    return {name: value.strip() for name, _colon, value in (line.partition(":") for line in lines)}


def _tool(program, option, pdf):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        command = [part for part in (program, option, file.name) if part]
        command += ["-"] if program == "pdftotext" else []
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class PaperCase(PoliceCase):
    """Papers as they come out of the printer, in real PDF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station.with_context(lang="hi_IN").name = DEVANAGARI_STATION

    def _print(self, report, records, user=None, lang="en_US"):
        """Print a report as a user whose language is `lang`.

        :return: bytes of the PDF
        """
        reports = self.env["ir.actions.report"].with_user(user or self.desk_user)
        reports = reports.with_context(force_report_rendering=True, lang=lang)
        content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

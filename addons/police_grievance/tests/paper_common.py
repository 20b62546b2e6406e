import json

from .common import PoliceCase

DEVANAGARI_STATION = "कर्नलगंज क्षेत्र"


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
        content, kind = reports.with_context(lang=lang)._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def _said(self, report, records, user=None):
        """All that a paper says, before it is printed, in one text."""
        reports = self.env["ir.actions.report"].with_user(user or self.desk_user)
        values = reports._typst_values(reports._get_report(report), records.ids)
        return json.dumps(values, ensure_ascii=False, default=str)

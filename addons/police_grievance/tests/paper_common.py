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
        reports = reports.with_context(force_report_rendering=True, lang=lang)
        content, kind = reports._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

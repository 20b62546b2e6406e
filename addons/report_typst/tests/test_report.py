from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .pdf_common import read_pdf
from .test_typst_printer import FILES

NAME = "report_typst.probe"


class Values:
    """In the place of a model."""

    def _get_report_values(self, docids, data=None):
        return {"lines": [f"कर्तव्य {docid}" for docid in docids], **(data or {})}


@tagged("post_install", "-at_install")
class TestReport(TransactionCase):
    """Any report of this type, whatever else is installed."""

    def setUp(self):
        super().setUp()
        reports = type(self.env["ir.actions.report"])
        self.report = self.env["ir.actions.report"].create(
            {
                "name": "Probe",
                "model": "res.partner",
                "report_name": NAME,
                "report_type": "typst-pdf",
            }
        )
        self.patch(reports, "_get_rendering_context_model", lambda *_args: Values())
        self.patch(reports, "_typst_files", lambda *_args: FILES)

    def test_it_is_a_pdf_by_each_way_that_leads_to_pdfs(self):
        reports = self.env["ir.actions.report"]
        for render in (reports._render_qweb_pdf, reports._render):
            pdf, kind = render(NAME, [7, 8])
            self.assertEqual(kind, "pdf")
            self.assertIn("कर्तव्य 7", read_pdf(pdf))
            self.assertIn("कर्तव्य 8", read_pdf(pdf))

    def test_there_is_no_other_form(self):
        reports = self.env["ir.actions.report"]
        for render in (reports._render_qweb_html, reports._render_qweb_text):
            with self.assertRaises(UserError):
                render(NAME, [7])

    def test_a_failure_is_said_in_words_and_logged_without_the_values(self):
        with (
            mute_logger("odoo.addons.report_typst.models.ir_actions_report"),
            patch.object(Values, "_get_report_values", lambda *_args: {"secret": "Quillword"}),
            self.assertLogs("odoo.addons.report_typst.models.ir_actions_report") as logs,
            self.assertRaisesRegex(UserError, "Printing failed"),
        ):
            self.env["ir.actions.report"]._render_qweb_pdf(NAME, [7])
        self.assertNotIn("Quillword", "".join(logs.output))

    def test_reports_of_other_kinds_go_their_own_way(self):
        self.report.report_type = "qweb-text"
        self.patch(type(self.report), "_render_template", lambda *_args: b"other")
        self.patch(type(self.report), "_get_rendering_context", lambda *_args: {})
        self.assertEqual(self.env["ir.actions.report"]._render_qweb_text(NAME, [7])[0], b"other")

from odoo.tests import TransactionCase, tagged

from .pdf_common import pdf_facts, read_pdf

WORDS = "कर्तव्य पत्र"
TEMPLATE = f"""
<t t-name="report_chromium.probe">
    <t t-call="web.html_container">
        <t t-foreach="docs" t-as="doc">
            <t t-call="web.basic_layout"><p>{WORDS} <t t-out="doc.name" /></p></t>
        </t>
    </t>
</t>
"""


@tagged("post_install", "-at_install")
class TestReport(TransactionCase):
    """Any report of Odoo's, whatever else is installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.ui.view"].create(
            {
                "name": "probe",
                "key": "report_chromium.probe",
                "type": "qweb",
                "arch": TEMPLATE,
            }
        )
        cls.report = cls.env["ir.actions.report"].create(
            {
                "name": "Probe",
                "model": "res.partner",
                "report_name": "report_chromium.probe",
                "paperformat_id": cls.env.ref("base.paperformat_euro").id,
            }
        )

    def test_a_report_on_two_records_is_one_pdf_that_can_be_searched(self):
        partners = self.env["res.partner"].create([{"name": "Quillfeather"}, {"name": "Inkwell"}])
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, kind = reports._render_qweb_pdf(self.report, partners.ids)
        words = read_pdf(pdf)
        self.assertEqual(kind, "pdf")
        self.assertIn("A4", pdf_facts(pdf)["Page size"])
        for part in (WORDS, "Quillfeather", "Inkwell"):
            self.assertIn(part, words)

    def test_nobody_is_asked_to_install_another_printer(self):
        self.assertEqual(self.env["ir.actions.report"].get_wkhtmltopdf_state(), "ok")

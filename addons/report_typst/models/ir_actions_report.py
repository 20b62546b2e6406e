import logging
from pathlib import Path

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import file_path

from ..tools.typst_printer import NotPrinted, print_paper

_logger = logging.getLogger(__name__)

TYPST = "typst-pdf"


class IrActionsReport(models.Model):
    """A report of the type "typst-pdf": its values are set on paper by its template.

    A report named `my_addon.letter` has its values from the model `report.my_addon.letter`, as
    Odoo's own reports do, and its template in my_addon/report/letter.typ. Values are texts, numbers,
    lists and dicts alone: the template reaches no record, and no text among them is ever markup.
    """

    _inherit = "ir.actions.report"

    report_type = fields.Selection(
        selection_add=[(TYPST, "PDF by Typst")], ondelete={TYPST: "cascade"}
    )

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """The PDF of a report, whatever sets it."""
        if self._get_report(report_ref).report_type == TYPST:
            return self._render_typst_pdf(report_ref, res_ids, data)
        return super()._render_qweb_pdf(report_ref, res_ids, data)

    def _render_qweb_html(self, report_ref, docids, data=None):
        self._refuse_all_but_pdf(report_ref)
        return super()._render_qweb_html(report_ref, docids, data)

    def _render_qweb_text(self, report_ref, docids, data=None):
        self._refuse_all_but_pdf(report_ref)
        return super()._render_qweb_text(report_ref, docids, data)

    def _refuse_all_but_pdf(self, report_ref):
        if self._get_report(report_ref).report_type == TYPST:
            raise UserError(self.env._("This paper is there as a PDF alone."))

    def _render_typst_pdf(self, report_ref, docids, data=None):
        """Set a report on paper.

        :return: (bytes of the PDF, "pdf")
        :raise UserError: it cannot be set, with words for the user
        """
        report = self._get_report(report_ref)
        values = self._typst_values(report, docids, data)
        addon, _dot, name = report.report_name.partition(".")
        try:
            return print_paper(f"/{addon}/report/{name}.typ", self._typst_files(), values), "pdf"
        except NotPrinted as error:
            _logger.warning("%s was not printed: %s", report.report_name, error)
            raise UserError(
                self.env._("Printing failed on the server. Try again, or tell the administrator.")
            ) from error

    def _typst_values(self, report, docids, data=None):
        """:return: dict of what a report says"""
        docids = [docids] if isinstance(docids, int) else docids
        return self._get_rendering_context_model(report)._get_report_values(docids, data)

    def _typst_files(self):
        """The templates of all addons here, which may import one another.

        :return: dict of "/my_addon/report/letter.typ" to where it lies
        """
        return {
            f"/{addon}/report/{path.name}": path
            for addon in self.env.registry._init_modules
            for path in Path(file_path(addon), "report").glob("*.typ")
        }

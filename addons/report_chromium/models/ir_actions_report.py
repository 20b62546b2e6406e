import io
import logging

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.devtools_pipe import ChromiumFailed, ChromiumMissing
from ..tools.machine_slots import AllTaken
from ..tools.pdf_printer import Document, Page, print_documents
from ..tools.running_titles import running_titles

_logger = logging.getLogger(__name__)


class IrActionsReport(models.Model):
    """Reports are printed by Chromium: wkhtmltopdf's Hindi can be neither searched nor copied."""

    _name = "ir.actions.report"
    _inherit = ["ir.actions.report", "report.chromium.source"]

    @api.model
    def get_wkhtmltopdf_state(self):
        """Always "ok": whoever has no Chromium is told when printing, in words of ours."""
        return "ok"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Print a report that is kept as a file of each record one by one: nothing else splits it."""
        if not self._get_report(report_ref).attachment or not res_ids or len(res_ids) == 1:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        streams = {}
        for res_id in res_ids:
            streams |= super()._render_qweb_pdf_prepare_streams(report_ref, data, [res_id])
        return streams

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Print HTML documents, each on pages of its own, in one start of Chromium.

        :param bodies: HTML documents as text
        :param header: HTML document that holds the headers of all bodies, one after the other
        :param footer: the same for the footers
        :return: PDF as bytes
        :raise UserError: there is no Chromium, or it failed, with words for the user
        """
        arguments = specific_paperformat_args or {}
        page = self._paper_page(report_ref, landscape, arguments)
        bodies = list(bodies)
        headers = running_titles(header, len(bodies), page, self._paper_load)
        footers = running_titles(footer, len(bodies), page, self._paper_load)
        documents = [Document(*parts) for parts in zip(bodies, headers, footers, strict=True)]
        pdfs = self._print_documents(documents, page)
        if len(pdfs) == 1:
            return pdfs[0]
        return self._merge_pdfs([io.BytesIO(pdf) for pdf in pdfs]).getvalue()

    def _print_documents(self, documents, page):
        try:
            return print_documents(documents, page, self._paper_load)
        except ChromiumMissing as error:
            raise UserError(
                self.env._(
                    "This machine cannot print: the browser Chromium is not installed on the "
                    "server. Tell the administrator."
                )
            ) from error
        except AllTaken as error:
            raise UserError(
                self.env._("Too many are printing at this moment. Try again in a minute.")
            ) from error
        except ChromiumFailed as error:
            _logger.warning("Chromium did not print: %s", error)
            raise UserError(
                self.env._("Printing failed on the server. Try again, or tell the administrator.")
            ) from error

    def _paper_page(self, report_ref, landscape, arguments):
        """The size of the paper and its margins.

        :param dict arguments: what the report's own template says (data-report-…)
        :rtype: Page
        """
        report = self._get_report(report_ref) if report_ref else self
        paper = report.get_paperformat() or self.env.ref("base.paperformat_euro")
        width, height = paper.print_page_width, paper.print_page_height
        if landscape or (landscape is None and arguments.get("data-report-landscape")):
            width, height = max(width, height), min(width, height)
        return Page(
            width=width,
            height=height,
            top=float(arguments.get("data-report-margin-top", paper.margin_top)),
            right=paper.margin_right,
            bottom=float(arguments.get("data-report-margin-bottom", paper.margin_bottom)),
            left=paper.margin_left,
        )

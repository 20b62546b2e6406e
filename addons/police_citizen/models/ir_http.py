from werkzeug.exceptions import BadRequest

from odoo import models
from odoo.http import SessionExpiredException, request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        """Let no form of a citizen end in the log-in, or in a bare "Bad Request"."""
        response = super()._handle_error(exception)
        return cls._late_form(exception) or response

    @classmethod
    def _late_form(cls, exception):
        """The answer to a form that came when its session had ended, None to anything else."""
        is_late = isinstance(exception, (SessionExpiredException, BadRequest))
        if not is_late or request.httprequest.method != "POST":
            return None
        # The controllers know the models, which are loaded first.
        from ..controllers.late_form import LateForm

        if not request.env.uid:
            cls._auth_method_public()
        response = LateForm().answer()
        if response:
            response.flatten()
            cls._post_dispatch(response)
        return response

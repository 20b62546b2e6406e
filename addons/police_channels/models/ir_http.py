from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge

from odoo import models
from odoo.http import request

# Beyond this nothing is even read; each channel has a limit of its own below it.
LARGEST_BODY = 100 * 1024 * 1024


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_police_channel(cls):
        """Keep the raw body before anything parses it: an adapter verifies these very bytes.

        Without it, the body of a form would be gone by the time the route runs.
        """
        length = request.httprequest.content_length
        if length is None and request.httprequest.method == "POST":
            raise LengthRequired()
        if (length or 0) > LARGEST_BODY:
            raise RequestEntityTooLarge()
        request.httprequest.get_data(cache=True)
        cls._auth_method_none()

from datetime import UTC

from odoo import api, fields, models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the web client what time it is here: a PC's own clock may be wrong."""
        return {**super().session_info(), "police_server_now": self._police_server_now()}

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """The names to choose from at the log-in are asked for in our words."""
        return [*super()._get_translation_frontend_modules_name(), "police_grievance"]

    @api.model
    def _police_server_now(self):
        """The time in milliseconds since 1970, UTC."""
        return int(fields.Datetime.now().replace(tzinfo=UTC).timestamp() * 1000)

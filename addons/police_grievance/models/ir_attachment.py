from odoo import models
from odoo.exceptions import AccessError


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        """Refuse to alter by hand what hangs on a record of the service."""
        self._check_police_history()
        return super().write(vals)

    def unlink(self):
        """Refuse to delete by hand what hangs on a record of the service."""
        self._check_police_history()
        return super().unlink()

    def _check_police_history(self):
        """Whoever may write a record may alter its files: not here.

        :raise AccessError: a file of a record of the service, which stays as it is
        """
        if self.env.su:
            return
        if any((attachment.res_model or "").startswith("police.") for attachment in self.sudo()):
            raise AccessError(self.env._("Files on a complaint stay as they are."))

    def _delete_and_notify(self, message=None):
        self.sudo(False)._check_police_history()
        return super()._delete_and_notify(message)

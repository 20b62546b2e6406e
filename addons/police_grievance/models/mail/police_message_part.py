from odoo import api, models
from odoo.exceptions import AccessError


class PoliceMessagePartMixin(models.AbstractModel):
    """For what hangs on mail's messages: on a record of the service, the service alone writes it.

    Changes, notices and reactions would otherwise be made up by whoever may write such rows.
    """

    _name = "police.message.part.mixin"
    _description = "Part of a Message"
    _message_field = "mail_message_id"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_not_of_service()
        return parts

    def write(self, vals):
        self._check_not_of_service()
        result = super().write(vals)
        self._check_not_of_service()
        return result

    def unlink(self):
        self._check_not_of_service()
        return super().unlink()

    def _check_not_of_service(self):
        """Refuse to touch by hand what hangs on a message of a record of the service.

        :raise AccessError:
        """
        if self.env.su:
            return
        models_of = set(self.sudo()[self._message_field].mapped("model")) - {False}
        if any(name.startswith("police.") for name in models_of):
            raise AccessError(self.env._("What was written on a complaint stays as it is."))

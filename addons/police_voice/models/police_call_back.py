from odoo import models


class PoliceCallBack(models.Model):
    _inherit = "police.call.back"

    def action_call(self):
        """Button: call them from one's own phone; how it ended is noted by itself.

        :return: the form in which to write down what they say
        """
        self.ensure_one()
        row = self._waiting_of_desk()
        if not row:
            return None
        call = self.env["police.call"]._call_back(row.phone, call_back_id=row.id)
        return call.with_env(self.env).action_open_form("button")

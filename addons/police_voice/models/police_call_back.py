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
        calls = self.env["police.call"]
        # Their newest one: what they chose then is what is spoken now.
        rang = calls.sudo().search([("message_id", "in", row.message_ids.ids)], limit=1)
        call = calls._call_back(row.phone, call_back_id=row.id, language=rang.language)
        return call.with_env(self.env).action_open_form("button")

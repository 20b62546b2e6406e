from odoo import models

from odoo.addons.police_force.tools.phone import normalise_phone


class PoliceRegistration(models.Model):
    _inherit = "police.registration"

    def _unit_to_ask(self):
        """The unit to which this will be sent, as far as it is known by now."""
        return self.unit_id or self.env["police.unit"].browse(self._route_proposed().unit or ())

    def _finish(self, state, complaint):
        """The call in which it was told belongs to the complaint.

        Not to an anonymous one: of who called nothing is kept.
        """
        phone = normalise_phone(self.phone or "")
        result = super()._finish(state, complaint)
        call = self.env["police.call"].sudo().search([("registration_id", "in", self.ids)])
        call._wait_for_others()
        if complaint.sudo().confidentiality == "anonymous":
            call.write({"phone": False, "is_hidden": True})
            call.message_id._forget_who_called()
        else:
            call.complaint_id = complaint
        if complaint.sudo().channel == "voice" and phone and not call:
            call._was_taken_down(phone)
        return result

from odoo import api, fields, models

CITIZEN_PHONE = "police_grievance.citizen_phone"
CITIZEN_ADDRESS = "police_grievance.citizen_address"


class PolicePaperMixin(models.AbstractModel):
    """Each paper says at the foot of its pages whom to call and where to write."""

    _inherit = "police.paper.mixin"

    def _contact(self):
        parameters = self.env["ir.config_parameter"].sudo()
        number = parameters.get_param(CITIZEN_PHONE)
        lines = (parameters.get_param(CITIZEN_ADDRESS) or "").splitlines()
        address = ", ".join(filter(None, (line.strip(" ,") for line in lines)))
        told = (
            number and self.env._("Call %(number)s", number=number),
            address and self.env._("Write to %(address)s", address=address),
        )
        return " · ".join(filter(None, told))


class PoliceDistrictChecklistMixin(models.AbstractModel):
    """Who sets up a force is asked for what stands on all its papers."""

    _inherit = "police.district.checklist.mixin"

    lacking_contact = fields.Boolean(
        "Without a number or address for citizens",
        compute="_compute_lacking_contact",
        groups="police_force.group_administrator",
    )

    def _compute_lacking_contact(self):
        parameters = self.env["ir.config_parameter"].sudo()
        self.lacking_contact = not all(map(parameters.get_param, (CITIZEN_PHONE, CITIZEN_ADDRESS)))

    @api.model
    def action_settings(self):
        """The page where number and address are set."""
        return self.env["ir.actions.act_window"]._for_xml_id("police_force.police_settings_action")

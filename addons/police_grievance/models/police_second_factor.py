from odoo import models

PARAMETER = "police_grievance.second_factor"
PRIVILEGED = ("control_room", "auditor", "district_administrator")


class PoliceSecondFactor(models.AbstractModel):
    """Whom the service asks for a second factor: whoever has an app, and more by the settings.

    Without an app of their own they get a code by mail (core's `auth_totp_mail`).
    """

    _name = "police.second.factor"
    _description = "Second Factor"

    def _mfa_type(self):
        kind = super()._mfa_type()
        return "totp_mail" if kind is None and self._needs_second_factor() else kind

    def _needs_second_factor(self):
        self.ensure_one()
        wanted = self.env["ir.config_parameter"].sudo().get_param(PARAMETER)
        if wanted == "officers":
            return self.has_group("police_grievance.group_user")
        return wanted == "privileged" and self._is_privileged()

    def _is_privileged(self):
        """Whether this user sees or changes more than the own station or jurisdiction."""
        return any(self.has_group(f"police_grievance.group_{role}") for role in PRIVILEGED)

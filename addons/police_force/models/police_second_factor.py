from odoo import api, models

PARAMETER = "police_grievance.second_factor"
DEFAULT = "privileged"
PRIVILEGED = ("supervisor", "control_room", "auditor", "district_administrator")


class PoliceSecondFactorMixin(models.AbstractModel):
    """Whom the service asks for a second factor: whoever has an app, and more by the settings.

    Without an app of their own they get a code by mail (core's `auth_totp_mail`).

    Where nothing was set, supervisors, the control room, auditors and administrators are asked from
    the first complaint on: before, there is nothing to know, and maybe no mailbox to send from.
    Whoever has neither app nor address cannot be asked; the checklist counts them.
    """

    _name = "police.second.factor.mixin"
    _description = "Second Factor"

    def _mfa_type(self):
        kind = super()._mfa_type()
        # While somebody logs in, nobody is logged in yet who may ask for another's groups.
        return "totp_mail" if kind is None and self.sudo()._needs_second_factor() else kind

    def _needs_second_factor(self):
        self.ensure_one()
        wanted = self._second_factor_wanted()
        if wanted == "officers":
            return self.has_group("police_force.group_user")
        return wanted == "privileged" and self._is_privileged()

    def _second_factor_wanted(self):
        """Of whom the service asks it now: what was set, else the first value."""
        wanted = self.env["ir.config_parameter"].sudo().get_param(PARAMETER)
        if wanted:
            return wanted
        if not self.email or self.env["police.role.grant"]._is_set_up_going_on():
            return "nobody"
        return DEFAULT

    def _is_privileged(self):
        """Whether this user sees or changes more than the own station."""
        return any(self.has_group(f"police_force.group_{role}") for role in PRIVILEGED)

    @api.model
    def _without_second_factor(self):
        """The officers who would be asked, and can neither get a code by mail nor make one."""
        groups = self.env["res.groups"].sudo()
        groups = groups.union(*(self.env.ref(f"police_force.group_{role}") for role in PRIVILEGED))
        officers = self.sudo().search(
            [("all_group_ids", "in", groups.ids), ("share", "=", False), ("email", "=", False)]
        )
        # Core's search by `totp_enabled` finds those who have one, whichever is asked for.
        return officers.filtered(lambda user: not user.totp_enabled)

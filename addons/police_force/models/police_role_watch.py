from odoo import Command, api, models

from ..tools.by_service import BY_SERVICE
from .police_audited import is_loading_addons


class PoliceRoleWatchMixin(models.AbstractModel):
    """For users and groups: whoever gets a role past the service is written down, and told.

    What an addon's data files bring is not.
    """

    _name = "police.role.watch.mixin"
    _description = "Watch over Roles"

    _role_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        watched = self._is_watched()
        before = self._roles_before() if watched else {}
        records = super().create(vals_list)
        if watched:
            records._roles_changed(before)
        return records

    def write(self, vals):
        if not (vals.keys() & set(self._role_fields) and self._is_watched()):
            return super().write(vals)
        before = self._roles_before()
        result = super().write(vals)
        self._roles_changed(before)
        return result

    @api.model
    def _is_watched(self):
        """Whether neither the service itself gives the roles, nor addons that are being loaded."""
        by_service = self.env.context.get("police_role") is BY_SERVICE
        return not by_service and not is_loading_addons(self.env)

    def _roles_before(self):
        """Who has which role among those whom a change of these records may concern."""
        return self.env["police.role.grant"]._holders()

    def _roles_changed(self, before):
        grants = self.env["police.role.grant"]
        grants._write_down_new(before, self._roles_before())

    def _put_role(self, role):
        """Give users a role in the place of the one that they have; empty: none of them.

        By the service, after it has asked for a second person.
        """
        if not self:
            return
        officers = self.env["police.officer"]
        roles = [name for name, _label in officers._fields["role"].selection]
        kept = officers._group_of(role or "user")
        others = [officers._group_of(name) for name in roles if name != role]
        self.with_context(police_role=BY_SERVICE).write(
            {
                "group_ids": [
                    *(Command.unlink(group.id) for group in others),
                    Command.link(kept.id),
                ]
            }
        )

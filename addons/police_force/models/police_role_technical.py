from markupsafe import Markup

from odoo import api, fields, models

from .mail_mail import Letter
from .police_officer_role import ROLES


class PoliceRoleTechnicalMixin(models.AbstractModel):
    """Roles that a technical administrator gives past the service: in force, and told."""

    _name = "police.role.technical.mixin"
    _description = "Role Given by a Technical Administrator"

    @api.model
    def _watched(self):
        """{role: its group}, the technical administrator's among them, the least first."""
        officers = self.env["police.officer"]
        groups = {role: officers._group_of(role) for role, _label in ROLES}
        technical = self.env["ir.model.data"]._xmlid_to_res_id("base.group_system")
        return {**groups, "technical": self.env["res.groups"].sudo().browse(technical)}

    @api.model
    def _held(self, users):
        """{user: roles that they have}, of those who have any."""
        watched = self._watched()
        held = {
            user: {role for role, group in watched.items() if group in user.all_group_ids}
            for user in users.sudo()
        }
        return {user: roles for user, roles in held.items() if roles}

    @api.model
    def _holders(self):
        """{user: roles that they have} of everybody."""
        groups = self.env["res.groups"].sudo().union(*self._watched().values())
        users = self.env["res.users"].sudo().with_context(active_test=False)
        return self._held(users.search([("all_group_ids", "in", groups.ids)]))

    @api.model
    def _write_down_new(self, before, after):
        """Write down who has roles that they had not, and tell the auditors.

        :param before: what `_held` or `_holders` said
        :param after: the same, later
        """
        order = list(self._watched())
        new = {user: roles - before.get(user, set()) for user, roles in after.items()}
        highest = {user: max(roles, key=order.index) for user, roles in new.items() if roles}
        if not highest:
            return
        rows = [(user, role, "technical", post) for user, role, post in self._posts_of(highest)]
        now = fields.Datetime.now()
        self._add(rows, state="in_force", from_at=now)._tell_auditors()

    def _tell_auditors(self):
        """Mail to each auditor: who was given what, past the service."""
        auditors = self.env.ref("police_force.group_auditor").sudo().all_user_ids
        self.env["mail.mail"]._queue_from_office(
            Letter(
                auditor,
                spoken.env._("A role was given without a second person"),
                spoken._list_for_auditors(),
            )
            for auditor in auditors
            if self and auditor.active and auditor.email
            for spoken in [self.with_context(lang=auditor.lang)]
        )

    def _list_for_auditors(self):
        labels = dict(self._fields["role"]._description_selection(self.env))
        lines = Markup().join(
            Markup("<li>%s: %s (%s)</li>")
            % (grant.user_id.name, labels[grant.role], grant.asked_by_id.name)
            for grant in self
        )
        return Markup("<p>%s</p><ul>%s</ul>") % (
            self.env._("By a technical administrator. Ask whether it was meant:"),
            lines,
        )

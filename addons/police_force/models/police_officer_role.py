from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# From the least to the most; a district administrator gives the first three only.
DISTRICT_ROLES = ("station_staff", "station_head", "supervisor")
ROLES = [
    ("station_staff", "Station staff"),
    ("station_head", "Station head"),
    ("supervisor", "Supervisor"),
    ("control_room", "Control room"),
    ("auditor", "Auditor"),
    ("district_administrator", "District administrator"),
    ("administrator", "Administrator"),
]
# Roles that may know who complained; each knows all that the ones before it know.
KNOWING = ("station_staff", "station_head", "supervisor", "control_room")
# From this level on a rank supervises units: that of a circle officer.
SUPERVISOR_LEVEL = 50
STATION_KINDS = ("station", "outpost")


class PoliceOfficerRoleMixin(models.AbstractModel):
    """Which role an officer has, and who may give it."""

    _name = "police.officer.role.mixin"
    _description = "Role of an Officer"

    role = fields.Selection(
        ROLES,
        compute="_compute_role",
        readonly=False,
        help="Empty when new: the role that goes with the rank.",
    )
    waiting_role = fields.Selection(
        ROLES,
        "Role that waits",
        compute="_compute_waiting_role",
        help="Given, or taken away with a new log-in, until somebody else puts it in force.",
    )
    may_manage = fields.Boolean("May be changed by me", compute="_compute_may_manage")

    @api.depends("user_id.group_ids")
    def _compute_role(self):
        order = [role for role, _label in ROLES]
        groups = {role: self._group_of(role) for role in order}
        for officer, user in zip(self, self._users(), strict=True):
            held = user.all_group_ids
            officer.role = next((role for role in reversed(order) if groups[role] in held), False)

    def _compute_waiting_role(self):
        waiting = self.env["police.role.grant"]._waiting_of(self._users())
        for officer, user in zip(self, self._users(), strict=True):
            officer.waiting_role = waiting[user].role if user in waiting else False

    @api.depends_context("uid")
    @api.depends("user_id.group_ids", "waiting_role")
    def _compute_may_manage(self):
        allowed, roles = self._groups_in_reach(), {False, *self._roles_to_give()}
        for officer, user in zip(self, self._users(), strict=True):
            in_reach = user.all_group_ids <= allowed and officer.waiting_role in roles
            officer.may_manage = user.id != self.env.uid and in_reach

    @api.model
    def _group_of(self, role):
        # Not `ref`, which asks the database each time whether the group is still there.
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(f"police_force.group_{role}")
        return self.env["res.groups"].sudo().browse(group_id)

    @api.model
    def _roles_to_give(self):
        """Roles that the current user may give and take."""
        if self.env.user.has_group("police_force.group_administrator"):
            return tuple(role for role, _label in ROLES)
        return DISTRICT_ROLES

    @api.model
    def _groups_in_reach(self):
        """Groups that an officer may have and still be managed by the current user."""
        names = [f"police_force.group_{role}" for role in self._roles_to_give()]
        if self.env.user.has_group("police_force.group_administrator"):
            names.append("base.group_allow_export")
        groups = self.env["res.groups"].sudo().union(*(self.env.ref(name) for name in names))
        return groups | groups.all_implied_ids

    @api.model
    def _role_of(self, rank, unit):
        """The role that goes with a rank at a unit."""
        if rank.code == "DESK":
            return "control_room"
        if unit.kind in STATION_KINDS:
            heads = rank.unit_kind == "station" or rank.level >= SUPERVISOR_LEVEL
            return "station_head" if heads else "station_staff"
        return "supervisor" if rank.level >= SUPERVISOR_LEVEL else "station_staff"

    @api.model
    def _check_may_give(self, roles):
        """:raise AccessError: one of the roles is not for the current user to give"""
        beyond = set(roles) - {*self._roles_to_give()}
        if beyond and not self.env.su:
            labels = dict(self._fields["role"]._description_selection(self.env))
            raise AccessError(
                self.env._(
                    "Only the service's administrator gives this role: %(roles)s.",
                    roles=", ".join(sorted(labels.get(role, "–") for role in beyond)),
                )
            )

    def _check_may_manage(self):
        """:raise AccessError: one of the officers is not for the current user to change"""
        self.check_access("write")
        if self.env.su or all(officer.may_manage for officer in self):
            return
        raise AccessError(
            self.env._(
                "This officer has a post outside your district or a role that you cannot give, "
                "or is yourself: the service's administrator does that."
            )
        )

    @api.model
    def _check_supervises(self, role, units):
        """A supervisor learns who hides from a station: nobody of the station may be one.

        :raise UserError: the role is a supervisor's, and one of the units a station
        """
        if role == "supervisor" and any(unit.kind in STATION_KINDS for unit in units):
            raise UserError(
                self.env._("Only who is posted at a circle, a district or above is a supervisor.")
            )

    def _give_role(self, role):
        """Put a role in the place of the one that the officers have, or ask for it.

        What tells an officer no more than they may know now is in force at once; the rest waits
        for a second person (`police.role.grant`).
        """
        self._check_may_give({role})
        self._check_supervises(role, self.unit_id)
        at_once = self.filtered(lambda officer: officer._is_no_more(role))
        grants = self.env["police.role.grant"]
        grants._end_waiting(at_once._users())
        at_once._users()._put_role(role)
        grants._ask({user: role for user in (self - at_once)._users()}, "role")

    def _is_no_more(self, role):
        """Whether a role tells this officer nothing that the one they have does not."""
        held = self.role
        if held in KNOWING and role in KNOWING:
            return KNOWING.index(role) <= KNOWING.index(held)
        return self._group_of(role) in self._users().all_group_ids

    def _wait_for_second(self):
        """Somebody else holds the key to these log-ins: their roles wait for a second person."""
        grants = self.env["police.role.grant"]
        if grants._is_set_up_going_on():
            return
        users = self._users()
        asked = grants._involve(users)
        held = {user: officer.role for officer, user in zip(self, users, strict=True)}
        held = {user: role for user, role in held.items() if role}
        grants._ask({user: held[user] for user in held if user not in asked}, "log_in")
        users.browse(user.id for user in held)._put_role(False)
        self.invalidate_recordset()

import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..models.police_log_in_failure import ATTEMPTS, DEFAULT_ATTEMPTS, DEFAULT_PAUSE, PAUSE
from ..models.police_second_factor import DEFAULT, PRIVILEGED
from ..models.police_second_factor import PARAMETER as SECOND_FACTOR
from ..models.res_lang import DEFAULT_LANGUAGE, DEFAULT_PARAMETER

# Field, parameter that keeps it, value where the parameter is missing.
PARAMETERS = (
    ("second_factor", SECOND_FACTOR, DEFAULT),
    ("password_length", "auth_password_policy.minlength", 8),
    ("slip_validity_days", "police_grievance.slip_validity_days", 7),
    ("log_in_attempts", ATTEMPTS, DEFAULT_ATTEMPTS),
    ("log_in_pause_seconds", PAUSE, DEFAULT_PAUSE),
    ("default_language", DEFAULT_PARAMETER, DEFAULT_LANGUAGE),
)
# Kept elsewhere than under a parameter.
ELSEWHERE = ("idle_minutes", "emblem")
LARGEST_EMBLEM = 1024
SHORTEST_PASSWORD = 8
IDLE_GROUP = "police_force.group_user"


class PoliceSettings(models.TransientModel):
    """The service's settings, for its administrator: who need not administer all of Odoo.

    Core's settings page is for `base.group_system` alone. This one keeps each value under its own
    parameter, and saving it is written down.
    """

    _name = "police.settings"
    _description = "Settings"
    _inherit = "police.wizard.mixin"

    second_factor = fields.Selection(
        [
            ("nobody", "Only who set one up"),
            ("privileged", "Administrators, auditors, supervisors and the control room"),
            ("officers", "All officers"),
        ],
        "A second factor is asked of",
        help="Whoever has no app gets a code by mail.",
    )
    password_length = fields.Integer("Shortest password (characters)")
    idle_minutes = fields.Integer(
        "Lock an idle screen after (minutes)", help="0: never. A station's PC is shared."
    )
    slip_validity_days = fields.Integer("A first log-in slip is valid for (days)")
    emblem = fields.Image(max_width=LARGEST_EMBLEM, max_height=LARGEST_EMBLEM)
    default_language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language of new log-ins",
        help="Of the log-in page too. Each officer can change the own language at the top.",
    )
    log_in_attempts = fields.Integer("Wrong log-ins before a pause")
    log_in_pause_seconds = fields.Integer("Pause between further attempts (seconds)")

    @api.model
    def _parameters(self):
        """:return: tuple of PARAMETERS' rows; addons add theirs"""
        return PARAMETERS

    @api.depends_context("lang")
    def _compute_display_name(self):
        self._told().display_name = self.env._("Settings")

    @api.model
    def default_get(self, fields_list):
        """What is in force now."""
        return {**super().default_get(fields_list), **self._in_force()}

    @api.model
    def _in_force(self):
        """:return: dict of each field of the page to its value now"""
        parameters = self.env["ir.config_parameter"].sudo()
        values = {}
        numbers = parameters._service_numbers()
        for name, key, default in self._parameters():
            if key in numbers:
                values[name] = parameters._service_number(key)
                continue
            text = parameters.get_param(key)
            values[name] = type(default)(text) if text else default
        return {
            **values,
            "idle_minutes": self.env.ref(IDLE_GROUP).sudo().lock_timeout_inactivity,
            "emblem": self._company().logo,
            "default_language": self.env["res.lang"]._of_force(),
        }

    @api.model
    def _company(self):
        """Whose emblem stands on the log-in page, on mails and in the portal."""
        return self.env.ref("base.main_company").sudo()

    @api.model_create_multi
    def create(self, vals_list):
        pages = super().create(vals_list)
        pages._put_in_force()
        return pages

    def write(self, vals):
        result = super().write(vals)
        self._put_in_force()
        return result

    @api.constrains("log_in_attempts", "log_in_pause_seconds")
    def _check_attempts(self):
        for page in self:
            if page.log_in_attempts < 1 or page.log_in_pause_seconds < 1:
                raise ValidationError(self.env._("This must be more than zero."))

    @api.constrains("password_length", "slip_validity_days")
    def _check_numbers(self):
        for page in self:
            if page.password_length < SHORTEST_PASSWORD:
                raise ValidationError(
                    self.env._(
                        "A password has at least %(count)d characters.", count=SHORTEST_PASSWORD
                    )
                )
            if page.slip_validity_days < 1:
                raise ValidationError(self.env._("This must be more than zero."))
            if page.idle_minutes < 0:
                raise ValidationError(self.env._("This must be more than zero."))

    def _put_in_force(self):
        """Keep what differs from what is in force, and write it down."""
        self.check_access("write")
        for page in self:
            before = page._in_force()
            changed = [
                name
                for name in (*(name for name, _key, _default in self._parameters()), *ELSEWHERE)
                if page[name] != before[name] and (page[name] or before[name])
            ]
            if "second_factor" in changed:
                page._check_second_factor()
            page._keep(changed)
            page._write_down(before, changed)

    def _keep(self, changed):
        parameters = self.env["ir.config_parameter"].sudo()
        for name, key, _default in self._parameters():
            if name in changed:
                value = self[name]
                parameters.set_param(key, False if value is False else str(value))
        if "idle_minutes" in changed:
            self.env.ref(IDLE_GROUP).sudo().lock_timeout_inactivity = self.idle_minutes
        if "emblem" in changed:
            self._company().logo = self.emblem

    def _write_down(self, before, changed):
        self.env["police.audit.entry"]._add(
            [
                {
                    "action": "change",
                    "model": self._name,
                    "record_name": self.env._("Settings"),
                    "field": name,
                    "old_text": self._said(before[name]),
                    "new_text": self._said(self[name]),
                }
                for name in changed
            ]
        )

    @api.model
    def _said(self, value):
        """A value as it is written down: of a picture, what tells it from any other."""
        if isinstance(value, bytes):
            return hashlib.sha256(value).hexdigest()
        return str(value or "")

    def _check_second_factor(self):
        """:raise UserError: it would lock out somebody who cannot get a code"""
        roles = {"privileged": PRIVILEGED, "officers": ("user",)}.get(self.second_factor, ())
        groups = self.env["res.groups"].union(
            *(self.env.ref(f"police_force.group_{role}") for role in roles)
        )
        users = self.env["res.users"].sudo()
        concerned = users.search([("all_group_ids", "in", groups.ids), ("share", "=", False)])
        stranded = concerned.filtered(lambda user: not user.email and not user.totp_enabled)
        if stranded:
            raise UserError(
                self.env._(
                    "They have neither an app for codes nor an e-mail address, and would be locked "
                    "out: %(names)s.",
                    names=", ".join(stranded.mapped("name")),
                )
            )

import re
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessDenied
from odoo.tools import consteq
from odoo.tools.misc import hmac

# Letters and digits that nobody takes for one another on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH, GROUP = 12, 4
VALIDITY = "police_grievance.slip_validity_days"
DEFAULT_DAYS = 7


class PoliceFirstLogInMixin(models.AbstractModel):
    """A user who has to log in with a printed slip, and then to choose a password.

    The slip's password is derived from the database's secret and the slip's number: it is stored
    nowhere, and can be printed again until it is used.
    """

    _name = "police.first.log.in.mixin"
    _description = "First Log-in"

    police_slip_number = fields.Integer(
        "Slips given out", default=0, copy=False, groups=fields.NO_ACCESS
    )
    police_slip_expires_at = fields.Datetime(
        "Slip valid until", copy=False, groups=fields.NO_ACCESS
    )

    def _issue_slip(self):
        """Give each user a new slip; password, sessions, keys and trusted browsers end."""
        days = self.env["ir.config_parameter"]._service_number(VALIDITY)
        expires_at = fields.Datetime.now() + timedelta(days=days)
        for number, users in self.grouped("police_slip_number").items():
            users.write({"police_slip_number": number + 1, "police_slip_expires_at": expires_at})
        self._revoke_access()

    def _revoke_access(self):
        """Nothing that was trusted before counts any more."""
        self.flush_recordset()
        self.env.cr.execute("UPDATE res_users SET password = NULL WHERE id = ANY(%s)", [self.ids])
        self.env.registry.clear_cache()
        self.api_key_ids.unlink()
        self.totp_trusted_device_ids.unlink()
        self.auth_passkey_key_ids.unlink()

    def _close_log_in(self):
        """Nobody gets in with these log-ins from this moment on."""
        self._revoke_access()
        self.write({"active": False, "police_slip_expires_at": False})

    def _forget_second_factor(self):
        self.totp_trusted_device_ids.unlink()
        self.write({"totp_secret": False})

    def _slip_password(self):
        """The password on this user's slip, in groups to be read and typed."""
        self.ensure_one()
        proof = (self.id, self.sudo().police_slip_number)
        number = int(hmac(self.env(su=True), "police_grievance.slip", proof), 16)
        letters = ""
        for _position in range(LENGTH):
            number, index = divmod(number, len(ALPHABET))
            letters += ALPHABET[index]
        return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    def _action_reset_password(self, signup_type="reset"):
        """An officer's password is renewed by a slip: whoever changes the address gets no link."""
        users = self
        if signup_type == "reset":
            users = self.filtered(lambda user: not user.has_group("police_force.group_user"))
        return (
            super(PoliceFirstLogInMixin, users)._action_reset_password(signup_type)
            if users
            else None
        )

    def _is_slip_password(self, text):
        """Whether somebody typed what the slip says; case, blanks and dashes do not matter."""
        typed = re.sub(r"[\s-]", "", text).casefold()
        return consteq(typed.encode(), self._slip_password().replace("-", "").encode())

    def _check_credentials(self, credential, env):
        """Until the first log-in only the slip opens, at the log-in page."""
        expires_at = self.env.user.sudo().police_slip_expires_at
        if not expires_at or credential["type"] != "password":
            return super()._check_credentials(credential, env)
        interactive = (env or {}).get("interactive", True)
        if not interactive or not self.env.user._is_slip_password(credential["password"]):
            raise AccessDenied
        if expires_at <= fields.Datetime.now():
            raise AccessDenied(self.env._("Your slip has expired: ask for a new one."))
        return {"uid": self.env.user.id, "auth_method": "password", "mfa": "default"}

    def _mfa_type(self):
        return "police_slip" if self.sudo().police_slip_expires_at else super()._mfa_type()

    def _mfa_url(self):
        if self._mfa_type() == "police_slip":
            return "/web/login/new_password"
        return super()._mfa_url()

    def _rpc_api_keys_only(self):
        return bool(self.sudo().police_slip_expires_at) or super()._rpc_api_keys_only()

    def _set_password(self):
        """Whoever has a password of their own needs no slip."""
        result = super()._set_password()
        self.sudo().filtered("police_slip_expires_at").write({"police_slip_expires_at": False})
        return result

    def _get_session_token_fields(self):
        """A new slip ends the sessions, also of somebody who had no password."""
        return super()._get_session_token_fields() | {"police_slip_number"}

import logging
from contextlib import contextmanager

from passlib.utils import MAX_PASSWORD_SIZE

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class PoliceLogInGuardMixin(models.AbstractModel):
    """A log-in that tells nobody which accounts there are, and lets nobody try for long.

    An account that is there, one that is not, one that waits for its slip: all are refused with
    the same words after the same time.
    """

    _name = "police.log.in.guard.mixin"
    _description = "Guard of the Log-in"

    police_reset_asked_at = fields.Datetime(
        "Asked for a new password", copy=False, groups=fields.NO_ACCESS, index="btree_not_null"
    )

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Have a log-in wait after too many failures, wherever they came from, and whichever worker
        they came to; core counts by network address, each of its processes for itself."""
        if not request:
            with super()._assert_can_auth(user=user):
                yield
            return
        failures = self.env["police.log.in.failure"].sudo()
        # A code is guessed by who has the password: getting that far forgives no wrong code.
        kind = "code of" if isinstance(user, int) else "log-in"
        address = request.httprequest.remote_addr
        origins = failures._origins(f"{kind} {str(user).strip()}", f"from {address}")
        if failures._is_paused(origins):
            raise AccessDenied(self.env._("Too many wrong log-ins: wait a minute, then try again."))
        try:
            with super()._assert_can_auth(user=user):
                yield
        except AccessDenied:
            failures._count(origins)
            raise
        failures._forget(origins)

    def authenticate(self, credential, user_agent_env):
        """Without the name by which the service was asked for: from an administrator, core would
        take it for the service's own, and make links in notices of it."""
        environment = {**(user_agent_env or {}), "base_location": None}
        return super().authenticate(credential, environment)

    def _login(self, credential, user_agent_env):
        try:
            return super()._login(credential, user_agent_env)
        except AccessDenied as denied:
            # Any other words are about a pause or a slip, and come without looking at a password.
            if denied.args == AccessDenied().args:
                self._take_as_long(credential)
            raise

    def _check_credentials(self, credential, env):
        """What is longer than any password is a wrong one, and no error."""
        if len(credential.get("password") or "") > MAX_PASSWORD_SIZE:
            raise AccessDenied()
        return super()._check_credentials(credential, env)

    @api.model
    def _take_as_long(self, credential):
        """Work as long as on the password of an account, where there was none to work on."""
        password = credential.get("type") == "password" and credential.get("password")
        if not password or len(password) > MAX_PASSWORD_SIZE:
            return
        query = SQL(
            """
            SELECT 1 FROM res_users
             WHERE login = %s AND active AND police_slip_expires_at IS NULL
               AND password LIKE %s
            """,
            credential.get("login"),
            "$%",
        )
        if not self.env.execute_query(query):
            self._crypt_context().hash(password)

    # New passwords

    def reset_password(self, login):
        """Have a link for a new password sent, if there is somebody to send it to; later, since
        sending takes its time, and that would tell."""
        if not self.env.su:
            return super().reset_password(login)
        users = self.search(self._get_login_domain(login)) or self.search(
            self._get_email_domain(login)
        )
        if len(users) == 1 and users.email:
            self.env.cr.execute(
                SQL(
                    "UPDATE res_users SET police_reset_asked_at = %s WHERE id = %s",
                    fields.Datetime.now(),
                    users.id,
                )
            )
            self.env.ref("police_force.ir_cron_reset_passwords")._trigger()
        return True

    @api.model
    def _send_reset_links(self):
        """Scheduled action: send what was asked for.

        A request is there until its link was sent: killed in between, the link is sent once more.
        """
        for user in self.search([("police_reset_asked_at", "!=", False)]):
            try:
                with self.env.cr.savepoint():
                    user.action_reset_password()
            except UserError as error:
                # Whatever becomes of one, the others are not asked to wait for it.
                _logger.info("%s gets no link: %s", user, type(error).__name__)
            user.police_reset_asked_at = False
            self.env["ir.cron"]._commit_progress(1)

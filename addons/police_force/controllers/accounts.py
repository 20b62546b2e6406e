"""Pages around accounts, which tell nobody whether there is one."""

from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.auth_signup.models.res_users import SignupError


class AccountPages(AuthSignupHome):
    @route()
    def web_auth_reset_password(self, *args, **kw):
        response = super().web_auth_reset_password(*args, **kw)
        values = response.qcontext or {}
        if values.get("message") and not values.get("token"):
            values["message"] = request.env._(
                "If there is an account with this log-in or address, a mail is on its way to it."
            )
        return response

    def get_auth_signup_qcontext(self):
        """Without the address for which core would look up the log-in."""
        values = super().get_auth_signup_qcontext()
        values.pop("signup_email", None)
        return values

    def do_signup(self, qcontext, do_login=True):
        try:
            return super().do_signup(qcontext, do_login=do_login)
        except (SignupError, AssertionError) as error:
            # Core would say that somebody else has this log-in.
            raise UserError(
                request.env._("This did not work. Ask the office for a new link.")
            ) from error

from odoo.exceptions import AccessDenied, UserError
from odoo.http import request, route

from odoo.addons.web.controllers.home import Home


class FirstLogIn(Home):
    @route(
        "/web/login/new_password",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
        multilang=False,
        sitemap=False,
    )
    def new_password(self, redirect=None, password="", confirmation="", **_form):
        """Choose a password after logging in with a slip; only then the session begins."""
        if request.session.uid or not request.session.get("pre_uid"):
            return request.redirect("/web/login")
        user = request.env["res.users"].sudo().browse(request.session["pre_uid"])
        if user._mfa_type() != "police_slip":
            return request.redirect("/web/login")
        error = None
        if request.httprequest.method == "POST":
            try:
                self._choose_password(user, password, confirmation)
                return self._begin_session(user, redirect)
            except (AccessDenied, UserError) as problem:
                error = str(problem)
        values = {"user": user, "error": error, "redirect": redirect}
        return request.render(
            "police_force.new_password_page", values, headers={"X-Frame-Options": "DENY"}
        )

    def _choose_password(self, user, password, confirmation):
        if not password or password != confirmation:
            raise UserError(request.env._("Type the same new password twice."))
        if user._is_slip_password(password):
            raise UserError(request.env._("Choose another password than the one on the slip."))
        user.password = password
        request.env.flush_all()

    def _begin_session(self, user, redirect):
        """Log in, unless a second factor is asked for now."""
        if not user._mfa_url():
            request.session.finalize(request.env)
            request.update_env(user=request.session.uid)
            request.update_context(**request.session.context)
        return request.redirect(self._login_redirect(user.id, redirect=redirect))

from werkzeug.exceptions import BadRequest

from odoo.http import Controller, request, route


class SwitchUser(Controller):
    @route(
        "/police_force/switch_user",
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,  # asked for below: of a session that has ended there is nothing to protect
        readonly=True,
    )
    def switch_user(self, csrf_token="", **_form):
        """End the session and offer the log-in, in the language of whoever used the PC last."""
        if request.session.uid and not request.validate_csrf(csrf_token):
            raise BadRequest
        lang = request.session.context.get("lang")
        request.session.logout(keep_db=True)
        if lang:
            request.session.context = {**request.session.context, "lang": lang}
        return request.redirect("/web/login", 303)

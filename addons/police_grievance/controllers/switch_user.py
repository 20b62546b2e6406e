from odoo.http import Controller, request, route


class SwitchUser(Controller):
    @route("/police_grievance/switch_user", type="http", auth="none", readonly=True)
    def switch_user(self):
        """End the session and offer the log-in, in the language of whoever used the PC last."""
        lang = request.session.context.get("lang")
        request.session.logout(keep_db=True)
        if lang:
            request.session.context = {**request.session.context, "lang": lang}
        return request.redirect("/web/login", 303)

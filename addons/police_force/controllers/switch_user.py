from werkzeug.exceptions import BadRequest

from odoo.http import Controller, request, route

from ..models.res_lang import CHOICE_COOKIE, CHOICE_KEPT_FOR


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
        answer = request.redirect("/web/login", 303)
        if lang:
            answer.set_cookie(CHOICE_COOKIE, lang, max_age=CHOICE_KEPT_FOR)
        return answer

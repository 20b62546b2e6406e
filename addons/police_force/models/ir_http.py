from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.http import request

from ..tools.text import storable

# Whoever sends a picture from elsewhere would see that, when and where somebody here reads it.
FROM_HERE_ALONE = (
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; object-src 'self' blob:; frame-src 'self' data: blob:"
)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _post_dispatch(cls, response):
        """Let no page load pictures, styles or sounds from elsewhere; stricter pages stay so."""
        result = super()._post_dispatch(response)
        policy = response.headers.get("Content-Security-Policy", "")
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and "default-src" not in policy:
            policies = filter(None, (policy, FROM_HERE_ALONE))
            response.headers["Content-Security-Policy"] = "; ".join(policies)
        return result

    @classmethod
    def _dispatch(cls, endpoint):
        """Let nothing come in that no database can store: it would be an error without words."""
        request.params = storable(request.params)
        return super()._dispatch(endpoint)

    @classmethod
    def _check_identity(cls, credential):
        """Have who guesses at a locked screen wait as at the log-in, and say what was wrong; name
        whose screen it is, where core tells the log-in."""
        user = request.env.user
        if not credential:
            return {**super()._check_identity(credential), "login": user.name}
        # As core counts them where somebody logs in: a code under the user, all else under the log-in.
        is_code = credential.get("type") in ("totp", "totp_mail")
        with user._assert_can_auth(user=user.id if is_code else user.login):
            try:
                return super()._check_identity(credential)
            except AccessDenied as denied:
                if denied.args != AccessDenied().args:
                    raise
                raise AccessDenied(user.env._("That is not right: try again.")) from None

    def session_info(self):
        """Tell the web client what time it is here, since a PC's own clock may be wrong, and which
        languages there are to switch to."""
        return {
            **super().session_info(),
            "police_server_now": self._police_server_now(),
            "police_languages": self.env["res.lang"]._own_names(),
        }

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """The names to choose from at the log-in are asked for in our words."""
        return [*super()._get_translation_frontend_modules_name(), "police_force"]

    @api.model
    def _police_server_now(self):
        """The time in milliseconds since 1970, UTC."""
        return int(fields.Datetime.now().replace(tzinfo=UTC).timestamp() * 1000)

"""The answer to a form whose session has ended, or was begun anew in another tab."""

from urllib.parse import urlencode

from odoo.http import request

from odoo.addons.police_force.controllers.accounts import AccountPages
from odoo.addons.police_force.controllers.log_in import chosen_language

from .kept_form import BACK, COOKIE, COOKIE_PATH, PAGE_COOKIE, KeptForm

# A form of core that stands on a page of the same address: it is simply opened anew.
LOG_IN = "/web/login"
# Those in which more is typed than what one has to type again: template, and what allows it without a link.
ACCOUNT_FORMS = {
    "/web/signup": ("auth_signup.signup", "signup_enabled"),
    "/web/reset_password": ("auth_signup.reset_password", "reset_password_enabled"),
}


class LateForm(KeptForm):
    """Keeps what was written and says so: with the form itself, or with a way to log in."""

    def answer(self):
        """What to show for the current request, None if it is no form of the citizens' pages."""
        path = request.httprequest.path.rstrip("/")
        if path in ACCOUNT_FORMS:
            return self._account_form(*ACCOUNT_FORMS[path])
        if path == LOG_IN:
            return self._to_log_in()
        if not path.startswith(f"{COOKIE_PATH}/"):
            return None
        request.params = request.get_http_params()
        page = self._page_of(path)
        secret, lacks_files = self._keep(page)
        if request.env.user._is_public():
            response = self._logged_out(bool(secret), lacks_files)
            self._set_cookie(response, PAGE_COOKIE, page)
        else:
            response = self._back_to(page, late=1)
        if secret:
            self._set_cookie(response, COOKIE, secret)
        return response

    def _to_log_in(self):
        asked = request.httprequest.form.get("redirect")
        leads = {"redirect": asked} if asked else {}
        return request.redirect_query(LOG_IN, {**leads, "late": 1}, code=303)

    def _account_form(self, template, allowed_by):
        """The same page with what was typed, but for passwords, and with the link that had opened it.

        In the answer itself: an address with a name in it would stay in logs.
        """
        request.params = request.get_http_params()
        request.update_context(lang=chosen_language(request.env["res.lang"]._own_names()))
        values = AccountPages().get_auth_signup_qcontext()
        if not (values.get("token") or values[allowed_by]):
            return self._to_log_in()
        late = request.env._(
            "Nothing was sent yet: this page had been open for long, or there was a log-in in "
            "another window. Look at it, type passwords once more and send it."
        )
        response = request.render(template, {"error": late, **values})
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    def _page_of(self, path):
        """The address of the page that a form stands on."""
        if path == f"{COOKIE_PATH}/new":
            return path
        return path.rpartition("/")[0]

    def _logged_out(self, is_kept, lacks_files):
        """The page that says so, in the language of the form, with a button to log in.

        It names no complaint: whoever asks may be anybody.
        """
        codes = self._codes_by_iso()
        chosen = codes.get(request.params.get("page_language"))
        log_in = f"/web/login?{urlencode({'redirect': self._url(BACK)})}"
        values = {"log_in": log_in, "lacks_files": lacks_files}
        if is_kept:
            values["written"] = ""
        return self._problem("logged_out", self._language(chosen), 403, **values)

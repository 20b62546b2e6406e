"""The answer to a form whose session has ended, or was begun anew in another tab."""

from urllib.parse import urlencode

from odoo.http import request

from .kept_form import BACK, COOKIE, COOKIE_PATH, PAGE_COOKIE, KeptForm

# Forms of core that stand on a page of the same address: it is simply opened anew.
CORE_FORMS = ("/web/login", "/web/signup", "/web/reset_password")


class LateForm(KeptForm):
    """Keeps what was written and says so: with the form itself, or with a way to log in."""

    def answer(self):
        """What to show for the current request, None if it is no form of the citizens' pages."""
        path = request.httprequest.path.rstrip("/")
        if path in CORE_FORMS:
            asked = request.httprequest.form.get("redirect")
            leads = {"redirect": asked} if asked else {}
            return request.redirect_query(path, {**leads, "late": 1}, code=303)
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

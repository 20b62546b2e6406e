from urllib.parse import urlencode

from odoo.http import request, route

from odoo.addons.web.controllers.home import Home
from odoo.addons.web.controllers.utils import ensure_db

from ..models.res_lang import CHOICE_COOKIE, CHOICE_KEPT_FOR


def chosen_language(names, wanted=None):
    """The language of who is not known yet: chosen here or at this PC, else the force's.

    :param names: codes of the languages there are
    """
    codes = (wanted, request.cookies.get(CHOICE_COOKIE))
    lang = next((code for code in codes if code in names), None)
    return lang or request.env["res.lang"].sudo()._of_force()


class LogIn(Home):
    @route()
    def web_login(self, redirect=None, **kw):
        """Ask who is there in the language chosen at this PC, else in the force's, whatever the
        browser's is; what follows, such as a new password, is in the same.

        With `late` somebody is here again, whose page was older than the session.
        """
        ensure_db()
        names = request.env["res.lang"]._own_names()
        lang = chosen_language(names, kw.pop("lang", None))
        request.update_context(lang=lang)
        is_late = kw.pop("late", None)
        answer = super().web_login(redirect=redirect, **kw)
        answer.set_cookie(CHOICE_COOKIE, lang, max_age=CHOICE_KEPT_FOR)
        if answer.is_qweb:
            answer.qcontext["languages"] = self._other_languages(names, lang, redirect)
            if is_late:
                answer.qcontext["error"] = request.env._(
                    "You are not logged in by this page: it had been open for long, or there was a "
                    "log-in in another window. Please type it once more."
                )
        return answer

    def _other_languages(self, names, lang, redirect):
        """This page in each of the other languages, which leads on to where it would have."""
        return [
            {
                "name": name,
                "tag": code.replace("_", "-"),
                "address": f"/web/login?{urlencode({'lang': code, 'redirect': redirect or ''})}",
            }
            for code, name in names.items()
            if code != lang
        ]

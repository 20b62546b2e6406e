"""Forms of the account's pages whose session has ended, or was begun anew in another tab.

Core answers them with the log-in, or with a bare "Bad Request", and what was written is gone. Here it
is kept first; then the citizen is told so in their language.
"""

from contextlib import suppress

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo.http import request

from .citizen_page import CitizenPage, TooLarge, by_names_of_today

COOKIE = "police_kept_form"
# The page that the form stood on: where logging in leads to, by way of BACK.
PAGE_COOKIE = "police_kept_page"
BACK = "/my/complaints/back"
COOKIE_PATH = "/my/complaints"
SECONDS = 2 * 60 * 60
# How often a form is sent at the same moment, at most, by somebody who clicks again and again.
CLICKS = 5
# What people write or choose themselves; any other part of a form is ours.
KEPT_FIELDS = (
    *("key", "proof", "text", "comment", "reason", "answer", "rating"),
    *("place", "pin_code", "category", "confidentiality", "language"),
)
# Ours, beside them: the files were too large.
WITHOUT_FILES = "without_files"


class KeptForm(CitizenPage):
    """Mixin: keeps a form through a log-in, and gives it back."""

    def _keep(self, page):
        """Keep what was sent, if it is a form that we made.

        :param str page: address of the page that the form stands on
        :return: (the browser's secret, which opens it, empty if nothing is kept; whether its files
            were too large to be kept with it)
        """
        if not self._is_kept():
            return "", False
        values = {name: text for name, text in self._as_typed(*KEPT_FIELDS).items() if text}
        try:
            files = [(file.name, file.content) for file in self._files()]
        except TooLarge:
            files, values[WITHOUT_FILES] = [], "1"
        forms = request.env["police.kept.form"]
        secret = request.cookies.get(COOKIE) or forms._new_secret()
        # The request itself has failed, and its own transaction ends with it.
        request.env.cr.rollback()
        for _click in range(CLICKS):
            # The same form at the same moment: the later answer's secret is what the browser keeps.
            with suppress(UniqueViolation, SerializationFailure), request.registry.cursor() as cr:
                forms.with_env(forms.env(cr=cr))._keep(secret, page, values, files)
                return secret, WITHOUT_FILES in values
        return "", False

    def _set_cookie(self, response, name, value):
        is_secure = request.httprequest.scheme == "https"
        options = {"httponly": True, "secure": is_secure, "samesite": "Lax"}
        response.set_cookie(name, value, max_age=SECONDS, path=COOKIE_PATH, **options)

    def _is_kept(self):
        """Whether the form is one that we made: whatever else comes is nobody's words."""
        proof = self._as_typed("key", "proof")
        return request.env["police.kept.form"]._is_ours(**proof)

    def _given_back(self, page):
        """(texts, files) of what the current user had written on a page."""
        secret = request.cookies.get(COOKIE, "")
        values, files = request.env["police.kept.form"]._given_back(secret, page)
        return by_names_of_today(values), files

    def _late_problem(self, came_back):
        """Code of what to tell whose form had come too late."""
        if came_back:
            return "came_back_without_files" if WITHOUT_FILES in came_back else "came_back"
        return "late" if request.params.get("late") else ""

    def _came_back(self, access):
        values, files = self._given_back(access.path)
        return values, [name for name, _content in files]

    def _files_of(self, access):
        return self._files(access.path)

    def _files(self, page=None):
        """The files of the form, and those that came back with it and are still wanted."""
        wanted = set(request.httprequest.form.getlist("kept_files")) if page else ()
        kept = self._given_back(page)[1] if wanted else []
        chosen = [file for at, file in enumerate(kept) if str(at) in wanted]
        return super()._files(chosen)

    def _forget_kept(self, page):
        if COOKIE in request.cookies:
            request.env["police.kept.form"]._forget(request.cookies[COOKIE], page)

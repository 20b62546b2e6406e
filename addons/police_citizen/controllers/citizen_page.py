"""What all pages for citizens share: language, headers, files that are sent, plain error pages."""

import re
from urllib.parse import urlencode

from odoo.http import request
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.police_force.tools.text import clean
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

BUNDLE = "police_citizen.assets_citizen"
UPLOAD_MEGABYTES = 25
TEXT_LENGTH = 10_000
# How long each field of a form may be, in characters; any other is a code, a name or a secret.
LENGTHS = dict.fromkeys(("text", "comment", "reason"), TEXT_LENGTH)
SHORT_LENGTH = 200
NAME_LENGTH = 120
# What a page still sends that was opened, or whose form was kept, before an upgrade.
EARLIER_NAMES = {"identity": "confidentiality"}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class TooLarge(Exception):
    """More was sent than one form may carry."""


class TooLong(Exception):
    """More was written than the page lets anybody write."""


def by_names_of_today(form):
    """A form's fields, those of an earlier page by the names that they have now."""
    return {EARLIER_NAMES.get(name, name): value for name, value in form.items()}


class CitizenPage:
    """Mixin of the controllers whose pages citizens see.

    The pages are documents of their own: no asset of the web client, and no language
    prefix in the address, since the language is the complaint's unless `?lang=` says otherwise.
    """

    def _page(self, template, values, lang, status=200):
        """Render a page in a language, with the headers all pages carry."""
        request.update_context(lang=lang)
        stylesheets, scripts = self._asset_urls()
        parameters = request.env["ir.config_parameter"].sudo()
        page = {
            "office_phone": parameters.get_param("police_grievance.citizen_phone"),
            "office_email": parameters.get_param("police_grievance.citizen_email"),
            "html_lang": self._iso(lang),
            "languages": self._other_languages(lang),
            "stylesheets": stylesheets,
            "scripts": scripts,
            "url": self._url,
            "lang_asked": self._lang_asked(),
            "upload_megabytes": UPLOAD_MEGABYTES,
            "text_length": TEXT_LENGTH,
            "account": False,
            "here": "",
        }
        response = request.render(template, {**page, **values}, status=status)
        response.headers.update(HEADERS)
        return response

    def _problem(self, code, lang, status, **values):
        """A plain page that says what is wrong and what to do about it; with what was written.

        :param values: more for the page
        """
        typed = self._as_typed(*LENGTHS) if request.httprequest.method == "POST" else {}
        values = {"code": code, "written": "\n\n".join(filter(None, typed.values())), **values}
        return self._page("police_citizen.citizen_problem", values, lang, status)

    def _asset_urls(self):
        links = request.env["ir.qweb"]._get_asset_links(BUNDLE)
        return [url for url in links if ".css" in url], [url for url in links if ".js" in url]

    def _language(self, default=None):
        """The language asked for in the address, else the default, else the browser's, else the force's.

        :return: code of an active language
        """
        return self._lang_asked_code() or default or self._browser_language()

    def _lang_asked(self):
        """The `lang` of the address, if it names a language we speak."""
        return request.params.get("lang") if self._lang_asked_code() else None

    def _lang_asked_code(self):
        return self._codes_by_iso().get(request.params.get("lang"))

    def _browser_language(self):
        codes = self._codes_by_iso()
        wanted = request.httprequest.accept_languages.values()
        found = (codes.get(tag.partition("-")[0].lower()) for tag in wanted)
        return next(filter(None, found), None) or request.env["res.lang"]._of_force()

    def _codes_by_iso(self):
        languages = request.env["res.lang"]._get_frontend()
        return {self._iso(code): code for code in languages}

    def _iso(self, lang):
        return lang.partition("_")[0]

    def _other_languages(self, lang):
        """(tag, own name) of the languages to switch to."""
        names = request.env["res.lang"]._own_names()
        here = self._iso(lang)
        return [(self._iso(code), name) for code, name in names.items() if self._iso(code) != here]

    def _url(self, path, **arguments):
        """An address that keeps the language asked for."""
        arguments = {"lang": self._lang_asked(), **arguments}
        query = urlencode({name: value for name, value in arguments.items() if value})
        return f"{path}?{query}" if query else path

    def _back_to(self, path, **arguments):
        """Redirect after a form, so that loading the page again sends nothing again."""
        response = request.redirect(self._url(path, **arguments), code=303)
        response.headers.update(HEADERS)
        return response

    def _text(self, name):
        """A text field of the form; characters that no database takes are left out.

        :raise TooLong: browsers count a line's end once, and so do we
        """
        text = self._as_typed(name)[name]
        if len(text) > LENGTHS.get(name, SHORT_LENGTH):
            raise TooLong
        return text

    def _as_typed(self, *names):
        """{name: text} of the form, however long."""
        sent = by_names_of_today(request.params)
        typed = {name: sent.get(name) or "" for name in names}
        return {name: clean(text).strip() for name, text in typed.items()}

    def _files(self, others=()):
        """The files of the form, their type read off their content.

        :param others: more of them: (name, bytes)
        :rtype: list of EnvelopeFile
        :raise TooLarge: all together are larger than the page said
        """
        uploads = [file for file in request.httprequest.files.getlist("files") if file.filename]
        size = sum(map(self._size, uploads)) + sum(len(content) for _name, content in others)
        if size > UPLOAD_MEGABYTES * 1024 * 1024:
            raise TooLarge
        contents = [(self._file_name(upload.filename), upload.read()) for upload in uploads]
        return [
            EnvelopeFile(name, guess_mimetype(content), content)
            for name, content in [*others, *contents]
        ]

    def _size(self, upload):
        size = upload.stream.seek(0, 2)
        upload.stream.seek(0)
        return size

    def _file_name(self, name):
        """A name without path and control characters, short enough to show."""
        name = re.sub(r"[\t\n\u202a-\u202e\u2066-\u2069]", "", clean(name))
        name = re.split(r"[/\\]", name)[-1].strip()
        return name[-NAME_LENGTH:] or "file"

from odoo import api, fields, models
from odoo.tools.misc import ReadonlyDict
from odoo.tools.translate import code_translations

DEFAULT_PARAMETER, DEFAULT_LANGUAGE = "police_grievance.default_language", "hi_IN"
# Whoever chose a language once, on any page before the log-in or in the portal; core reads it too.
CHOICE_COOKIE, CHOICE_KEPT_FOR = "frontend_lang", 365 * 24 * 3600
DATE, TIME, TIME_WITH_SECONDS = "%d/%m/%Y", "%I:%M %p", "%I:%M:%S %p"
WRITTEN_SO = ("en_US", "hi_IN")
# Whose words, where they come from Python, have no Hindi in core and have it in our `i18n_extra`.
LENT_TO = ("auth_password_policy", "auth_signup", "auth_totp", "base", "mail", "web")
MENDED = ("mail", "web")


class ResLang(models.Model):
    _inherit = "res.lang"

    time_format = fields.Selection(
        selection_add=[(TIME, "1:00 PM")],
        ondelete={TIME: lambda languages: languages.write({"time_format": TIME_WITH_SECONDS})},
    )

    @api.model
    def _of_force(self):
        """:return: code of the language in which the force speaks to whoever has not chosen one"""
        installed = [code for code, _name in self.get_installed()]
        parameter = self.env["ir.config_parameter"].sudo().get_param(DEFAULT_PARAMETER)
        wanted = (parameter, DEFAULT_LANGUAGE, "en_US", *installed)
        return next(code for code in wanted if code in installed)

    @api.model
    def _own_names(self):
        """:return: dict of code to the name its speakers know a language by, one of each name

        Of several kinds of English it is the force's, else the one in which words are stored.
        """
        ours = self._of_force()
        languages = sorted(
            self.get_installed(), key=lambda row: (row[0] != ours, row[0] not in WRITTEN_SO)
        )
        codes = {}
        for code, name in languages:
            codes.setdefault(name.partition(" / ")[2] or name.partition(" (")[0], code)
        return {code: name for name, code in sorted(codes.items())}

    @api.model
    def _write_as_in_india(self):
        """Day, month, year, and no seconds; from then on the formats are an administrator's.

        English stays en_US, in which all words of the service are stored: a second English beside
        it would be a second name of each thing. Nobody here speaks that of the US, so it is called
        English.
        """
        languages = self.with_context(active_test=False).search([("code", "in", WRITTEN_SO)])
        languages.write({"date_format": DATE, "time_format": TIME})
        languages._call_english()
        known = self.env["ir.model.data"].sudo()
        kept = [("model", "=", self._name), ("res_id", "in", languages.ids)]
        known.search(kept).noupdate = True

    def _call_english(self):
        """Leave its country out of the name, unless an administrator has given another one."""
        self.filtered(lambda row: row.name == "English (US)").name = "English"

    def _register_hook(self):
        """Lend core's addons the words that they lack. The web client looks a term up among those of
        all addons; Python only among those of the addon that says it."""
        result = super()._register_hook()
        lent = code_translations.get_python_translations("police_force", "hi_IN")
        for addon in LENT_TO:
            own = code_translations.get_python_translations(addon, "hi_IN")
            code_translations.python_translations[addon, "hi_IN"] = ReadonlyDict({**lent, **own})
        self._mend_web_client()
        return result

    def _mend_web_client(self):
        """Say in our words, too, what core has in wrong Hindi, such as "They grouped" for "Group By"."""
        ours = code_translations.get_web_translations("police_force", "hi_IN")["messages"]
        words = {message["id"]: message["string"] for message in ours}
        for addon in MENDED:
            own = code_translations.get_web_translations(addon, "hi_IN")["messages"]
            messages = (
                {**message, "string": words.get(message["id"], message["string"])}
                for message in own
            )
            code_translations.web_translations[addon, "hi_IN"] = ReadonlyDict(
                {"messages": tuple(map(ReadonlyDict, messages))}
            )

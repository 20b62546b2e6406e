import base64
from datetime import datetime

from odoo.tests import Form, tagged
from odoo.tools import file_open, format_date, format_datetime

from .import_common import STAFF, ImportCase

LANGUAGE = "police_grievance.default_language"


@tagged("post_install", "-at_install")
class TestLanguages(ImportCase):
    """Who has not chosen a language gets the force's, and dates as they are written in India."""

    def test_new_officers_speak_the_language_of_the_force(self):
        self.keeper.lang = "en_US"
        self.assertEqual(self._new().lang, "hi_IN")
        self.env["ir.config_parameter"].set_param(LANGUAGE, "en_US")
        self.assertEqual(self._new().lang, "en_US")
        self.assertEqual(self._new(lang="hi_IN").lang, "hi_IN")

    def test_the_list_of_staff_says_who_speaks_what(self):
        rows = (
            "l.one,Ek,,,constable,STN1,,,\nl.two,Do,,,constable,STN1,,,English\n"
            "l.three,Teen,,,constable,STN1,,,अंग्रेज़ी\nl.four,Char,,,constable,STN1,,,hi\n"
        )
        heading = STAFF.strip() + ",Language\n"
        self._import("staff", heading + rows)
        users = self.env["res.users"].search([("login", "=like", "l.%")], order="id")
        self.assertEqual(users.mapped("lang"), ["hi_IN", "en_US", "en_US", "hi_IN"])
        again = self._import("staff", heading + rows.replace("English", "हिन्दी"))
        self.assertEqual(self._counts(again), (0, 1, 3))
        self.assertEqual(users[1].lang, "hi_IN")
        wrong = self._checked("staff", heading + "l.one,Ek,,,constable,STN1,,,Klingon\n")
        [(_row, reason)] = self._reasons(wrong)
        self.assertIn("English", reason)

    def test_english_is_called_so(self):
        names = dict(self.env["res.lang"].get_installed())
        self.assertEqual(names["en_US"], "English")

    def test_another_kind_of_english_is_no_second_language_to_choose(self):
        languages = self.env["res.lang"]
        languages._activate_lang("en_IN")
        self.assertEqual(languages._own_names(), {"en_US": "English", "hi_IN": "हिंदी"})
        heading = STAFF.strip() + ",Language\n"
        self._import("staff", heading + "l.one,Ek,,,constable,STN1,,,English\n")
        officer = self.env["res.users"].search([("login", "=", "l.one")])
        self.assertEqual(officer.lang, "en_US")
        self.env["ir.config_parameter"].set_param(LANGUAGE, "en_IN")
        self.assertEqual(languages._own_names(), {"en_IN": "English", "hi_IN": "हिंदी"})

    def test_the_settings_keep_language_and_emblem(self):
        page = Form(self.env["police.settings"].with_user(self.administrator))
        self.assertEqual(page.default_language, "hi_IN")
        page.save()
        entries = self.env["police.audit.entry"].search([("model", "=", "police.settings")])
        self.assertFalse(entries.filtered(lambda entry: entry.field in ("emblem", LANGUAGE)))
        page = Form(self.env["police.settings"].with_user(self.administrator))
        page.default_language = "en_US"
        with file_open("base/static/img/avatar_grey.png", "rb") as file:
            picture = base64.b64encode(file.read())
        page.emblem = picture
        page.save()
        self.assertEqual(self.env["res.lang"]._of_force(), "en_US")
        self.assertEqual(self.env.ref("base.main_company").logo, picture)
        written = self.env["police.audit.entry"].search([("model", "=", "police.settings")])
        self.assertEqual(set((written - entries).mapped("field")), {"emblem", "default_language"})

    def test_dates_are_written_as_in_india(self):
        moment = datetime(2026, 3, 9, 15, 36, 7)
        for lang, expected in (("en_US", "09/03/2026 09:06 PM"), ("hi_IN", "09/03/2026 09:06 pm")):
            env = self.env(context={"lang": lang, "tz": "Asia/Kolkata"})
            self.assertEqual(format_date(env, moment.date()), "09/03/2026")
            self.assertEqual(
                format_datetime(env, moment, tz="Asia/Kolkata").replace("\u202f", " ").lower(),
                expected.lower(),
            )
            self.assertEqual(
                self.station.with_env(env)._local_words(moment).replace("\u202f", " ").lower(),
                expected.lower(),
            )
        known = self.env["ir.model.data"].search([("model", "=", "res.lang")])
        ours = self.env["res.lang"].search([("code", "in", ("en_US", "hi_IN"))])
        kept = known.filtered(lambda row: row.res_id in ours.ids)
        self.assertEqual(kept.mapped("noupdate"), [True, True], "an upgrade of base leaves them")

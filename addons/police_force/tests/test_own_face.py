import io
import json

from lxml import html
from PIL import Image

from odoo.tests import HttpCase, tagged

from .common import ForceCase

ELSEWHERE = ("odoo.com", "Powered by", "Manage Databases", "/web/database")


@tagged("post_install", "-at_install")
class TestOwnFace(HttpCase, ForceCase):
    """What is seen before the log-in, and around every page, is the force's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zone.name_hindi = "परीक्षण ज़ोन"

    def _page(self, path):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        for word in ELSEWHERE:
            self.assertNotIn(word, answer.text, path)
        return html.fromstring(answer.content)

    def test_the_log_in_is_the_forces_own_in_the_language_of_the_force(self):
        page = self._page("/web/login")
        self.assertEqual(page.get("lang"), "hi-IN")
        self.assertEqual(page.findtext(".//h1"), "परीक्षण ज़ोन")
        self.assertEqual(page.findtext(".//title"), "परीक्षण ज़ोन")
        self.assertIn("पुलिस शिकायत सेवा", page.text_content())
        self.assertTrue(page.xpath("//a[@href='tel:112']"))
        self.assertFalse(self.env.ref("base.main_company").uses_default_logo)
        self.env["ir.config_parameter"].set_param("police_grievance.default_language", "en_US")
        self.opener.cookies.clear()
        self.assertEqual(self._page("/web/login").findtext(".//h1"), "Test Zone")

    def test_another_language_is_one_click_away_and_stays(self):
        [other] = self._page("/web/login?redirect=/odoo").xpath("//a[@hreflang]")
        self.assertEqual((other.text, other.get("lang")), ("English", "en-US"))
        self.assertIn("redirect=%2Fodoo", other.get("href"))
        self.assertEqual(self._page(other.get("href")).findtext(".//h1"), "Test Zone")
        self.assertEqual(self._page("/web/login").get("lang"), "en-US")
        self.assertEqual(self._page("/web/reset_password").get("lang"), "en-US")
        self.assertEqual(self._page("/web/login?lang=xx_XX").get("lang"), "en-US")

    def test_nothing_says_odoobot(self):
        robot = self.env.ref("base.partner_root")
        self.assertEqual(robot.name, "Police Grievance Service")
        company = self.env.ref("base.main_company")
        company.name = "Police of Ours"
        robot.name = "Automatic"
        company.logo = False
        company._look_like_a_force()
        self.assertEqual((company.name, robot.name), ("Police of Ours", "Automatic"))
        self.assertTrue(company.logo)

    def test_the_service_on_a_home_screen_is_the_forces(self):
        manifest = self.url_open("/web/manifest.webmanifest").json()
        names = [self.zone.with_context(lang=code).name for code in ("en_US", "hi_IN")]
        self.assertTrue(any(name in manifest["name"] for name in names), manifest["name"])
        self.assertNotIn("odoo", json.dumps({**manifest, "scope": "", "start_url": ""}).lower())
        self.assertLessEqual(len(manifest["short_name"]), 12)
        for icon in manifest["icons"]:
            answer = self.url_open(icon["src"])
            picture = Image.open(io.BytesIO(answer.content))
            self.assertEqual(icon["sizes"], "{}x{}".format(*picture.size))
        self.assertEqual(self.url_open("/police_force/emblem/2000.png").status_code, 404)
        page = self.url_open("/odoo/offline").text
        self.assertNotIn("Odoo", page)

    def test_letters_say_nothing_of_the_software(self):
        letters = self.env["mail.render.mixin"]
        for layout in ("mail.mail_notification_layout", "mail.mail_notification_light"):
            body = letters._render_encapsulate(
                layout, "<p>Words</p>", add_context={"show_footer": True}
            )
            self.assertIn("Words", body)
            self._says_nothing(body)
        for template in self.env["mail.template"].search([("model", "=", "res.users")]):
            for code, _name in self.env["res.lang"].get_installed():
                spoken = template.with_context(lang=code)
                self._says_nothing(f"{spoken.subject} {spoken.body_html}")
        user = self.constable.with_context(lang="en_US")
        body = self.env["ir.qweb"]._render(
            "auth_signup.reset_password_email", {"object": user, "user": user}
        )
        self._says_nothing(body)

    def _says_nothing(self, words):
        for word in ("odoo.com", "Powered by", "to Odoo", "your Odoo"):
            self.assertNotIn(word, words)

    def test_a_letter_that_was_rewritten_stays(self):
        letter = self.env.ref("auth_signup.set_password_email")
        letter.body_html = "<p>Our own words</p>"
        self.env["mail.template"]._speak_for_the_force()
        self.assertEqual(letter.body_html, "<p>Our own words</p>")

    def test_the_user_menu_and_the_switch_of_languages(self):
        self.constable.lang = "hi_IN"
        path = f"/odoo/action-police_force.police_unit_action/{self.station.id}"
        self._in_the_browser(
            path,
            """
            if (luxon.DateTime.local().zoneName !== "Asia/Kolkata") {
                throw new Error("the browser's time zone");
            }
            document.querySelector(".o_user_menu button").click();
            await seen("[data-menu=logout]");
            if (document.querySelector("[data-menu=account], [data-menu=support]")) {
                throw new Error("leads elsewhere");
            }
            window.addEventListener("beforeunload", () => console.log("test successful"));
            (await seen(".o_police_languages [lang=en-US]")).click();
            """,
        )
        self.assertEqual(self.constable.lang, "en_US")
        self._in_the_browser(
            path,
            """
            await seen(".o_police_languages [lang=hi-IN]");
            const day = luxon.DateTime.fromISO("2026-03-09T15:36:00Z");
            const words = day.toLocaleString(luxon.DateTime.DATETIME_MED);
            if (document.documentElement.lang !== "en-US" || !/^9 Mar 2026, 9:06/.test(words)) {
                throw new Error(words);
            }
            console.log("test successful");
            """,
        )

    def _in_the_browser(self, path, script):
        find = """
            const seen = async (selector) => {
                for (let tries = 0; tries < 100; tries++) {
                    const found = document.querySelector(selector);
                    if (found) return found;
                    await new Promise((done) => setTimeout(done, 100));
                }
                throw new Error(`not seen: ${selector}`);
            };"""
        ready = "!!document.querySelector('.o_form_view')"
        code = f"(async () => {{{find}{script}}})()"
        self.browser_js(path, code, ready=ready, login="test_constable")

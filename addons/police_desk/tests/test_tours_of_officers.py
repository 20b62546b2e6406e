from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

from ..models.web_tour_tour import TOURS

# Presses "Next step" until there is none, and tells what was shown.
WALK = """
(async () => {
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    const seen = async (selector) => {
        for (let tries = 0; tries < 100; tries++) {
            const found = document.querySelector(selector);
            if (found) return found;
            await pause(100);
        }
        return null;
    };
    const shown = [];
    for (;;) {
        const button = await seen(".o_police_next_step");
        if (!button) throw new Error(`stands still after: ${shown.at(-1)}`);
        const words = document.querySelector(".o_tour_pointer_content span").innerText;
        if (shown.at(-1) === words) { await pause(100); continue; }
        shown.push(words);
        await pause(400);
        const pointer = document.querySelector(".o_tour_pointer");
        const [text] = pointer.querySelectorAll(".o_tour_pointer_content span");
        const spare = pointer.offsetHeight - text.offsetHeight - button.offsetHeight;
        if (spare > 30) throw new Error(`${spare} pixels of nothing below: ${words}`);
        if (/Scroll|स्क्रॉल/.test(text.innerText)) throw new Error(text.innerText);
        button.click();
        if (%(end)s.test(words)) break;
    }
    await pause(500);
    if (document.querySelector(".o_tour_pointer")) throw new Error("still there");
    if (localStorage.getItem("current_tour")) throw new Error("not over");
    if (shown.length < %(least)s) throw new Error(shown.join(" | "));
    console.log("test successful");
})()
"""
SKIP = """
(async () => {
    for (let tries = 0; !document.querySelector(".o_police_skip_tour"); tries++) {
        if (tries > 100) throw new Error("no tour");
        await new Promise((done) => setTimeout(done, 100));
    }
    document.querySelector(".o_police_skip_tour").click();
    await new Promise((done) => setTimeout(done, 500));
    if (document.querySelector(".o_tour_pointer")) throw new Error("still there");
    console.log("test successful");
})()
"""
READY = "!!document.querySelector('.o_police_start')"


@tagged("post_install", "-at_install")
class TestToursOfOfficers(HttpCase, PoliceCase):
    """Who is new is shown around once, in their language; nothing is registered by it."""

    def _walk(self, login, end="/good work/", least=5):
        user = self.env["res.users"].search([("login", "=", login)])
        user.tour_enabled = True
        counted = [self.env[model].search_count([]) for model in self._kept()]
        self.browser_js(
            "/odoo/start", WALK % {"end": end, "least": least}, ready=READY, login=login
        )
        self.assertEqual([self.env[model].search_count([]) for model in self._kept()], counted)
        self.assertFalse(self.env["web_tour.tour"].with_user(user).get_current_tour())

    def _kept(self):
        return ("police.complaint", "police.registration")

    def test_the_control_room(self):
        self._walk("test_desk", least=10)

    def test_the_station_in_hindi(self):
        self.constable.lang = "hi_IN"
        self._walk("test_constable", "/शुभकामनाएँ/", least=7)

    def test_the_supervisor(self):
        self._walk("test_sp", least=6)

    def test_the_administrator(self):
        self._make_officer("test_keeper", "district_administrator", "head_constable", self.district)
        self._walk("test_keeper")

    def test_on_a_phone(self):
        self.browser_size, self.touch_enabled = "360x640", True
        self._walk("test_constable", least=4)
        self._walk("test_desk", least=8)

    def test_it_is_skipped_for_good(self):
        self.constable.tour_enabled = True
        tours = self.env["web_tour.tour"].with_user(self.constable)
        self.assertEqual(tours.get_current_tour()["name"], TOURS["station_staff"])
        self.browser_js("/odoo/start", SKIP, ready=READY, login="test_constable")
        self.assertFalse(tours.get_current_tour())

    def test_it_comes_to_whoever_is_new_and_again_with_another_role(self):
        tours = self.env["web_tour.tour"]
        self.assertFalse(tours.with_user(self.constable).get_current_tour())
        officer = self.env["police.officer"].create(
            {
                "name": "Naya Sipahi",
                "unit_id": self.station.id,
                "rank_id": self.env.ref("police_force.rank_constable").id,
            }
        )
        user = self.env["res.users"].browse(officer.id)
        mine = tours.with_user(user)
        user._put_role(False)
        self.assertFalse(mine.get_current_tour(), "no role yet")
        user._put_role("station_staff")
        self.assertEqual(mine.get_current_tour()["name"], TOURS["station_staff"])
        mine.consume(TOURS["station_staff"])
        self.assertFalse(mine.get_current_tour())
        user._put_role("supervisor")
        self.assertEqual(mine.get_current_tour()["name"], TOURS["supervisor"])

    def test_nobody_else_gets_it(self):
        user = self.env["res.users"].create(
            {"name": "Fellow", "login": "test_fellow", "tour_enabled": True}
        )
        tour = self.env["web_tour.tour"].with_user(user).get_current_tour()
        self.assertNotIn((tour or {}).get("name"), TOURS.values())

from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.tests.common import PoliceCase

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
BOARD = "/odoo/action-police_grievance.police_complaint_action"
BEGIN = """
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    const one = async (selector) => {
        for (let tries = 0; tries < 300; tries++) {
            const found = [...document.querySelectorAll(selector)].find(
                (element) => element.offsetParent && element.getBoundingClientRect().width);
            if (found) return found;
            await pause(100);
        }
        throw new Error(`not there: ${selector}`);
    };
    const check = (fact, words) => { if (!fact) throw new Error(words); };
    // Nothing is cut off at the right, and what is pressed is large enough for a thumb.
    const fits = async (selector) => {
        const {left, right} = (await one(selector)).getBoundingClientRect();
        check(left >= -1 && right <= innerWidth + 1, `${selector} is cut off: ${left} to ${right}`);
    };
    const thumb = async (selector) => {
        await fits(selector);
        const {height} = (await one(selector)).getBoundingClientRect();
        check(height >= 28, `${selector} is too small: ${height}`);
    };
    const write = async (selector, text) => {
        const input = await one(selector);
        input.value = text;
        input.dispatchEvent(new InputEvent("input", {bubbles: true}));
        input.dispatchEvent(new Event("change", {bubbles: true}));
    };
    const photograph = async (selector) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob("PIXEL"), (sign) => sign.charCodeAt(0));
        transfer.items.add(new File([bytes], "photo.png", {type: "image/png"}));
        const input = document.querySelector(`${selector} input[type=file]`);
        check(input, "no way to the camera");
        check(["", "*"].includes(input.accept) || input.accept.includes("image"), "no pictures");
        input.files = transfer.files;
        input.dispatchEvent(new Event("change", {bubbles: true}));
    };
    (async () => {
""".replace("PIXEL", PIXEL)
END = """
        console.log("test successful");
    })().catch((error) => console.error(error.message));
"""
REMARK = """
        await fits(".o_kanban_record:not(.o_kanban_ghost)");
        (await one(".o_kanban_record:not(.o_kanban_ghost)")).click();
        await fits(".o_police_words");
        await fits(".o_form_statusbar");
        await thumb(".o_police_remark_button");
        (await one(".o_police_remark_button:not([disabled])")).click();
        await fits(".o-mail-Composer-inputContainer, .o-mail-Composer-html");
"""
ACTION = """
        await thumb(".o_statusbar_buttons > .btn-primary");
        (await one(".o_statusbar_buttons > .btn-primary[name=action_taken]")).click();
        await fits(".modal .o_field_widget[name=text]");
        await photograph(".modal .o_field_widget[name=attachment_ids]");
        await one(".modal .o_field_widget[name=attachment_ids] .o_attachment");
        (await one(".modal .o_field_widget[name=kind_id] input")).click();
        await write(".modal .o_field_widget[name=text] textarea", "Seen on the spot.");
        await thumb(".modal button[name=action_report]");
        (await one(".modal button[name=action_report]")).click();
        while (document.querySelector(".modal")) await pause(100);
"""
REPLY = """
        await thumb(".o_police_reply_button");
        (await one(".o_police_reply_button")).click();
        await fits(".modal .o_field_widget[name=recipients]");
        await write(".modal .o_field_widget[name=text] textarea", "We were there.");
        await photograph(".modal .o_field_widget[name=attachment_ids]");
        await one(".modal .o_field_widget[name=attachment_ids] .o_attachment");
        await thumb(".modal button[name=action_send]");
        (await one(".modal button[name=action_send]")).click();
        while (document.querySelector(".modal")) await pause(100);
"""
REGISTER = """
        for (const name of ["phone", "name", "description", "place_text", "confidentiality"]) {
            await fits(`.o_field_widget[name=${name}]`);
        }
        const {width} = (await one(".o_field_widget[name=description]")).getBoundingClientRect();
        check(width > 280, `narrow: ${width}`);
        check(document.documentElement.scrollWidth <= innerWidth, "wider than the screen");
"""


@tagged("post_install", "-at_install")
class TestOnAPhone(HttpCase, PoliceCase):
    """What a constable does outside, on a phone of 360 by 640 pixels."""

    browser_size = "360x640"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station, text="Loud music every night.")

    def _do(self, path, script, login):
        ready = "!!document.querySelector('.o_action_manager > *')"
        self.browser_js(path, f"{BEGIN}{script}{END}", ready=ready, login=login, timeout=180)

    def test_from_the_board_to_a_remark(self):
        self.constable.lang = "hi_IN"
        self._do(BOARD, REMARK, "test_constable")

    def test_the_report_with_a_photo(self):
        self._do(f"{BOARD}/{self.complaint.id}", ACTION, "test_constable")
        self.assertEqual(self.complaint.stage_id.code, "action_taken")
        self.assertIn("photo.png", self.complaint.evidence_ids.mapped("name"))

    def test_a_reply_with_a_photo(self):
        self._do(f"{BOARD}/{self.complaint.id}", REPLY, "test_head")
        self.assertIn("photo.png", self.complaint.evidence_ids.mapped("name"))

    def test_the_form_to_take_a_complaint_down(self):
        self._do("/odoo/register", REGISTER, "test_constable")

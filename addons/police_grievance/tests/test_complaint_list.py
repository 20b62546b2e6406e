from odoo.tests import HttpCase, tagged

from .common import PoliceCase

LONG = "Talbehat me vehicle check par sipahi ne challan ki jagah paise maange aur kagaz rakh liye."
CUT = """
    const cut = [...document.querySelectorAll(".o_police_subject_lines, td.o_list_many2one")].filter(
        (cell) => cell.scrollHeight > cell.clientHeight + 1 || cell.scrollWidth > cell.clientWidth,
    );
    if (cut.length) throw new Error(`cut off: ${cut.map((cell) => cell.innerText).join(" | ")}`);
    console.log("test successful");
"""

SEARCH = """
(async () => {
    const one = async (selector) => {
        for (let tries = 0; tries < 100; tries++) {
            const found = document.querySelector(selector);
            if (found) return found;
            await new Promise((done) => setTimeout(done, 100));
        }
        throw new Error(`not there: ${selector}`);
    };
    const input = await one(".o_searchview_input");
    input.value = "%s";
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    await one(".o_searchview_autocomplete");
    input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
    await one(".o_kanban_group:last-child .o_kanban_record");
    await new Promise((done) => setTimeout(done, 500));
    const {left, right} = (await one(".o_kanban_group .o_kanban_record")).getBoundingClientRect();
    if (left < 0 || right > innerWidth) throw new Error(`out of sight: ${left} to ${right}`);
    console.log("test successful");
})()
"""


@tagged("post_install", "-at_install")
class TestComplaintList(HttpCase, PoliceCase):
    """The list of complaints beside the tree of units, on the screen of an office."""

    browser_size = "1366x768"

    def test_nothing_is_cut_within_a_word(self):
        self.station.name = "Kotwali Kaimganj Dehat"
        category = self.env["police.category"].search([], limit=1)
        category.name = "Misbehaviour by the police on the road"
        complaint = self._complaint(self.station)
        subject = complaint._subject_of(LONG)
        complaint.sudo().write({"subject": subject, "category_id": category.id})
        self.assertGreater(len(subject), 70)
        self.browser_js(
            "/odoo/action-police_grievance.police_complaint_action?view_type=list",
            CUT,
            ready="!!document.querySelector('.o_police_subject_lines')",
            login="test_desk",
        )

    def test_a_closed_one_that_was_searched_for_is_in_sight(self):
        complaint = self._complaint(self.station)
        resolved = self.env.ref("police_grievance.outcome_resolved")
        complaint.sudo()._record_asked("call", "resolved")
        complaint.sudo()._move_to("closed", resolved)
        self.browser_js(
            "/odoo/action-police_grievance.police_complaint_action",
            SEARCH % complaint.number,
            ready="!!document.querySelector('.o_kanban_renderer')",
            login="test_desk",
        )

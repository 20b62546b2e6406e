from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase
from .media_samples import AMR, HEIC

BEGIN = """
    const wait = (look, left = 200) => {
        const found = look();
        if (found) { return Promise.resolve(found); }
        if (!left) { return Promise.reject(new Error("not there: " + look)); }
        return new Promise((done) => setTimeout(done, 100)).then(() => wait(look, left - 1));
    };
    const one = (selector) => wait(() => document.querySelector(selector));
    const box = async (selector) => (await one(selector)).getBoundingClientRect();
    const check = (fact, words) => { if (!fact) { throw new Error(words); } };
    (async () => {
"""
END = """
        console.log("test successful");
    })().catch((error) => console.error(error.message));
"""
BESIDE = """
        const sheet = await box(".o_form_sheet");
        const chatter = await box(".o-mail-Form-chatter");
        check(chatter.left >= sheet.right, "the conversation is not beside the words");
        check(chatter.top < 300, "the conversation is not at the top");
        const stages = [...document.querySelectorAll(".o_arrow_button[role=radio]:not(.d-none)")];
        const lefts = stages.reverse().map((stage) => stage.getBoundingClientRect().left);
        check(lefts.length > 2, "no stages");
        check(String(lefts) === String([...lefts].sort((a, b) => a - b)), "not left to right");
        const current = await one(".o_arrow_button_current");
        const filled = (element) => getComputedStyle(element).backgroundColor;
        const main = await one(".o_statusbar_buttons > .btn-primary[name=action_taken]");
        check(filled(current) === filled(main), "the current stage is not filled");
        check(!document.querySelector("[name=complained_unit_id]"), "a field without a value");
"""
HOTKEY = """
        await one(".o_statusbar_buttons > .btn-primary[name=action_taken]");
        check(!document.querySelector("button[name=action_transfer]"), "not under More");
        const key = {key: "f", code: "KeyF", altKey: true, bubbles: true};
        document.body.dispatchEvent(new KeyboardEvent("keydown", key));
        await one(".modal button[name=action_transfer]");
"""
FILES = """
        const small = await one(".o_form_sheet .o_police_picture img");
        await wait(() => small.complete && small.naturalWidth > 0);
        const sound = await one(".o_form_sheet .o_police_file audio");
        (await one(".o_form_sheet .o_police_play")).click();
        await wait(() => sound.readyState > 0 && sound.duration > 0.5 && !sound.error);
        check(!document.querySelector(".o_police_fingerprint"), "the fingerprint is not asked for");
        (await one(".o_police_file_more")).click();
        check((await one(".o_police_fingerprint")).textContent.includes("SHA-256"), "no fingerprint");
        await one(".o-mail-Message:has(.o_police_file[data-id]) .o_police_picture");
        small.closest("button").click();
        const large = await one(".o-FileViewer-viewImage");
        await wait(() => large.complete && large.naturalWidth > 0);
"""
SEARCH = """
        await one(".o_facet_value");
        const input = await one(".o_searchview_input");
        input.focus();
        input.value = "%s";
        input.dispatchEvent(new InputEvent("input", {bubbles: true}));
        await one(".o_searchview_autocomplete .o-dropdown-item");
        input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
        await one(".o_kanban_record:not(.o_kanban_ghost)");
        check(document.querySelectorAll(".o_searchview_facet").length === 1, "still only open ones");
"""


@tagged("post_install", "-at_install")
class TestOneScreen(HttpCase, PoliceCase):
    """A complaint on the screen of an office: 1366 by 768 pixels, as the browser of tests has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)

    def _look(self, script, login="test_head"):
        path = f"/odoo/complaints/{self.complaint.id}"
        self.browser_js(path, f"{BEGIN}{script}{END}", login=login, timeout=90)

    def test_words_and_conversation_stand_side_by_side(self):
        self._look(BESIDE)

    def test_pictures_and_sound_stand_with_what_they_came_with(self):
        files = [EnvelopeFile("photo.heic", "", HEIC), EnvelopeFile("voice.amr", "", AMR)]
        self.complaint = self._complaint(self.station, files=files)
        reply = self._envelope("One more.", references=[self.complaint.id], files=files[:1])
        self.env["police.complaint"]._intake(reply)
        self.env.ref("police_grievance.ir_cron_make_copies").sudo().method_direct_trigger()
        self.env.invalidate_all()
        later = self.complaint.evidence_ids.filtered("message_id")
        self.assertEqual(later.mapped("name"), ["photo.heic"])
        self.assertEqual(later.attachment_id.raw, HEIC)
        self._look(FILES)

    def test_who_looks_for_a_number_finds_closed_ones_in_an_open_column(self):
        outcome = self.env.ref("police_grievance.outcome_not_a_complaint")
        self.complaint.sudo()._move_to("closed", outcome)
        domain = [("search_words", "ilike", self.complaint.number)]
        complaints = self.env["police.complaint"].with_user(self.station_head)
        groups = complaints.web_read_group(
            domain, ["stage_id"], auto_unfold=True, unfold_read_specification={"number": {}}
        )["groups"]
        shown = [row["id"] for group in groups for row in group.get("__records", ())]
        self.assertEqual(shown, self.complaint.ids)
        self.browser_js(
            "/odoo/complaints", f"{BEGIN}{SEARCH}{END}" % self.complaint.number, login="test_head"
        )

    def test_what_is_under_more_keeps_its_key(self):
        self._look(HOTKEY)

    def test_one_button_is_for_what_comes_next(self):
        turns = {
            self.constable: ("action_taken", False, False),
            self.station_head: ("action_taken", "action_verify", False),
            self.circle_officer: ("action_direct", "action_verify", "action_close"),
            self.desk_user: ("action_follow_up", "action_verify", "action_close"),
        }
        complaint = self.complaint
        for stage, code in enumerate(("with_station", "action_taken", "verification")):
            if complaint.stage_code != code:
                complaint.sudo()._move_to(code)
            for user, buttons in turns.items():
                self.assertEqual(complaint.with_user(user).main_button, buttons[stage], user.login)

    def test_before_a_station_it_is_the_desks_turn(self):
        complaint = self._complaint()
        complaint.sudo().write({"routing_state": "unknown", "proposed_unit_id": False})
        as_desk = complaint.with_user(self.desk_user)
        self.assertEqual(as_desk.main_button, "action_route")
        complaint.sudo().write({"routing_state": "proposed", "proposed_unit_id": self.station.id})
        self.assertEqual(as_desk.main_button, "action_confirm_routing")
        complaint.sudo().unheard = "sound"
        as_desk.invalidate_recordset(["main_button"])
        self.assertEqual(as_desk.main_button, "action_listen")

    def test_a_refused_move_says_who_may_and_what_to_press(self):
        as_constable = self.complaint.with_user(self.constable)
        with self.assertRaisesRegex(
            AccessError, "This is for: .*What you can press: “Action taken”"
        ):
            as_constable._move_to("closed", self.env.ref("police_grievance.outcome_advised"))
        with self.assertRaisesRegex(AccessError, "आप यह दबा सकते हैं: “कार्रवाई हुई”"):
            as_constable.with_context(lang="hi_IN")._move_to(
                "closed", self.env.ref("police_grievance.outcome_advised")
            )

    def test_other_complaints_of_the_person_or_phone_as_far_as_one_may_know(self):
        by_phone = {"sender_kind": "phone", "sender_value": "+910000012345"}
        first = self._complaint(self.station, subject="First", sender_name="A", **by_phone)
        second = self._complaint(self.station, subject="Second", sender_name="B", **by_phone)
        elsewhere = self._complaint(self.other_station, sender_name="A", **by_phone)
        hidden = self._complaint(self.station, sender_name="A", **by_phone)
        hidden._set_confidentiality("confidential")
        about = self._complaint(self.station, sender_name="A", **by_phone)
        about.sudo().write({"complained_unit_id": self.station.id})
        as_constable = first.with_user(self.constable)
        self.assertEqual(as_constable._others(), second)
        self.assertEqual(as_constable.others_count, 1)
        as_desk = first.with_user(self.desk_user)._others()
        self.assertEqual(as_desk, second | elsewhere | hidden | about)

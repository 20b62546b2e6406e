from odoo.tests import HttpCase, tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase
from .media_samples import made
from .test_one_screen import BEGIN, END

BY_KEYS = """
        const player = await one(".o_form_sheet .o_police_recording");
        const audio = player.querySelector("audio");
        const bars = player.querySelector("path").getAttribute("d").match(/M/g).length;
        check(bars === 200, "no wave");
        const clock = () => player.querySelector(".o_police_clock").textContent;
        check(clock() === "0:00 / 0:12", clock());
        check(audio.readyState === 0, "it is fetched before anybody listens");
        const slider = player.querySelector("input");
        const press = (key) => slider.dispatchEvent(
            new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        slider.focus();
        press("ArrowRight");
        await wait(() => clock() === "0:05 / 0:12");
        press(" ");
        await wait(() => !audio.paused && audio.currentTime > 5.1);
        check(audio.currentTime < 9, "it begins elsewhere");
        check(player.querySelector(".o_police_play").title === "Pause", "not told that it plays");
        press(" ");
        await wait(() => audio.paused);
        press("ArrowLeft");
        await wait(() => clock() < "0:05 / 0:12");
        slider.value = 10;
        slider.dispatchEvent(new Event("input", {bubbles: true}));
        await wait(() => Math.abs(audio.currentTime - 10) < 0.2);
        check(slider.getAttribute("aria-valuetext") === clock(), "the place is not said");
        player.querySelector(".o_police_speed").click();
        check(audio.playbackRate === 1.25, "no faster");
"""
LISTENERS = """
        const file = await one(".o_form_sheet .o_police_file");
        file.querySelector(".o_police_file_more").click();
        const lines = await one(".o_police_listeners");
        check(lines.textContent.includes("test_constable"), lines.textContent);
"""
ONE_AT_A_TIME = """
        const players = await wait(() => {
            const found = document.querySelectorAll(".o_form_sheet .o_police_recording");
            return found.length > 1 && found;
        });
        const [first, second] = [...players].map((player) => player.querySelector("audio"));
        players[0].querySelector(".o_police_play").click();
        await wait(() => !first.paused && first.currentTime > 0);
        players[1].querySelector(".o_police_play").click();
        await wait(() => !second.paused && first.paused);
"""
WITHOUT_HANDS = """
        (await one("button[name=action_listen]")).click();
        const audio = await one(".modal .o_police_recording audio");
        (await one(".modal [name=text] textarea")).focus();
        const key = {key: "p", code: "KeyP", altKey: true, bubbles: true};
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
        await wait(() => !audio.paused && audio.currentTime > 0);
"""


@tagged("post_install", "-at_install")
class TestRecordingPlayer(HttpCase, PoliceCase):
    """A recording in the form: it plays, jumps, and tells who has heard it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sound = made("wav", "-f", "lavfi", "-i", "sine=frequency=440:duration=12")

    def _with(self, *files, text="They are lost."):
        files = [EnvelopeFile(name, "", self.sound) for name in files]
        complaint = self._complaint(self.station, files=files, text=text)
        self.env.ref("police_grievance.ir_cron_make_copies").sudo().method_direct_trigger()
        self.env.invalidate_all()
        return complaint

    def _look(self, complaint, script, login):
        path = f"/odoo/complaints/{complaint.id}"
        self.browser_js(path, f"{BEGIN}{script}{END}", login=login, timeout=90)

    def test_it_plays_and_jumps_by_keys_and_one_listening_is_one_line(self):
        complaint = self._with("call.wav")
        self._look(complaint, BY_KEYS, "test_constable")
        self.assertEqual(self._who(complaint), [("test_constable", "listen")])
        self._look(complaint, LISTENERS, "test_desk")

    def test_one_plays_at_a_time(self):
        self._look(self._with("a.wav", "b.wav"), ONE_AT_A_TIME, "test_constable")

    def test_whoever_writes_it_down_leaves_the_hands_on_the_keys(self):
        complaint = self._with("call.wav", text="")
        self._look(complaint, WITHOUT_HANDS, "test_desk")

    def _who(self, complaint):
        entries = self.env["police.audit.entry"].sudo()
        about = [("model", "=", "police.evidence"), ("res_id", "in", complaint.evidence_ids.ids)]
        return [(row.user_id.login, row.action) for row in entries.search(about)]

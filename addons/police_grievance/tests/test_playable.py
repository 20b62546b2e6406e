from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..models.history import police_evidence_playable
from ..models.history.police_evidence_playable import MOST_ATTEMPTS
from ..tools.envelope import EnvelopeFile
from .common import PoliceCase
from .media_samples import AMR, FILM, HEIC, TONE, made

PLAYS = """
    const wait = (look, left = 200) => {
        const found = look();
        if (found) { return Promise.resolve(found); }
        if (!left) { return Promise.reject(new Error("not there: " + look)); }
        return new Promise((done) => setTimeout(done, 100)).then(() => wait(look, left - 1));
    };
    (async () => {
        (await wait(() => document.querySelector("a[name='files']"))).click();
        (await wait(() => document.querySelector("button[name='action_play']"))).click();
        const player = await wait(() => document.querySelector(".modal audio, .modal video"));
        player.play();
        await wait(() => player.readyState > 0 && player.duration > 0.5 && !player.error);
        if (player.tagName === "VIDEO" && !player.videoWidth) { throw new Error("black"); }
        console.log("test successful");
    })().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestPlayableCopies(HttpCase, PoliceCase):
    """A copy to play beside the file as it arrived."""

    def _with(self, content, name="note"):
        return self._complaint(self.station, files=[EnvelopeFile(name, "", content)]).sudo()

    def _make_copies(self):
        self.env.ref("police_grievance.ir_cron_make_copies").sudo().method_direct_trigger()
        self.env.invalidate_all()

    def test_a_copy_stands_beside_the_original(self):
        evidence = self._with(AMR).evidence_ids
        self.assertEqual((evidence.playable_state, evidence.is_playable), ("waiting", False))
        self._make_copies()
        self.assertEqual(evidence.playable_state, "made")
        self.assertEqual(evidence.attachment_id.raw, AMR)
        self.assertEqual(evidence._verify(), {evidence: True})
        self.assertNotEqual(evidence.playable_sha256, evidence.sha256)
        url = f"/web/content/{evidence.playable_id.id}"
        [player] = evidence.player
        self.assertEqual((player["kind"], player["url"]), ("audio", url))

    def test_a_sound_has_a_wave_whether_it_needs_a_copy_or_not(self):
        for sound, seconds in ((AMR, 1.0), (made("ogg", *TONE, "-c:a", "libopus"), 1.0)):
            evidence = self._with(sound).evidence_ids
            self.assertFalse(evidence.player and evidence.player[0]["wave"])
            self._make_copies()
            wave = evidence.player[0]["wave"]
            self.assertAlmostEqual(wave["seconds"], seconds, delta=0.1)
            self.assertEqual(wave, evidence._screen_rows()[0]["wave"])

    def test_a_film_shows_what_it_begins_with_before_anybody_plays_it(self):
        played = made("mp4", *FILM, "-c:v", "libx264", "-pix_fmt", "yuv420p")
        for film in (played, made("3gp", *FILM, "-c:v", "h263")):
            evidence = self._with(film).evidence_ids
            self._make_copies()
            still = evidence.thumbnail_id
            self.assertEqual(still.mimetype, "image/jpeg")
            self.assertEqual(evidence.player[0]["still"], f"/web/content/{still.id}")
            self.assertEqual(evidence.player[0]["kind"], "video")

    def test_what_needs_none_has_none(self):
        voice = made("ogg", *TONE, "-c:a", "libopus")
        evidence = self._with(voice).evidence_ids | self._with(b"plain words").evidence_ids
        self._make_copies()
        self.assertEqual(evidence.mapped("playable_state"), ["as_it_is", False])
        self.assertEqual(evidence.mapped("is_playable"), [True, False])
        self.assertFalse(evidence.playable_id)

    def test_what_most_likely_plays_is_tried_before_it_was_looked_at(self):
        voice = made("ogg", *TONE, "-c:a", "libopus")
        evidence = self._with(voice).evidence_ids
        self.assertEqual((evidence.playable_state, evidence.is_playable), ("waiting", True))
        url = f"/web/content/{evidence.attachment_id.id}"
        self.assertEqual(evidence.player[0]["url"], url)

    def test_sound_goes_first_then_the_newest_and_the_rest_is_told_to_the_scheduler(self):
        picture, first, last = (self._with(one).evidence_ids for one in (HEIC, AMR, AMR))
        told, cron = [], self.registry["ir.cron"]
        self.patch(cron, "_commit_progress", lambda *_, **said: told.append(said))
        for made_now, left in ((last, 2), (first, 1), (picture, 0)):
            self.env["police.evidence"]._make_copies()
            self.assertEqual(made_now.playable_state, "made")
            self.assertEqual(told[-1], {"remaining": left})

    def test_what_is_written_to_a_file_while_its_copy_is_made_is_in_nobodys_way(self):
        """Nothing is written in the transaction that began before the copy was made."""
        evidence, told = self._with(AMR).evidence_ids, []

        def noted(what, give):
            told.append((what, evidence.playable_state))
            return give

        make, cron = police_evidence_playable.playable_copy, self.registry["ir.cron"]
        self.patch(cron, "_commit_progress", lambda *_, **_said: noted("committed", None))
        with patch.object(
            police_evidence_playable, "playable_copy", lambda *about: noted("made", make(*about))
        ):
            self.env["police.evidence"]._make_copies()
        waiting = [("committed", "waiting"), ("made", "waiting"), ("committed", "waiting")]
        self.assertEqual(told, [*waiting, ("committed", "made")])

    def test_one_that_cannot_be_read_stops_no_other(self):
        broken = self._with(b"RIFF\x10\x00\x00\x00WAVEfmt broken").evidence_ids
        picture = self._with(HEIC).evidence_ids
        self._make_copies()
        self.assertEqual(broken.playable_state, "failed")
        self.assertEqual(picture.playable_state, "made")
        self.assertEqual(picture.player[0]["kind"], "image")

    def test_one_that_takes_all_memory_stops_no_other(self):
        evidence = self._with(AMR).evidence_ids
        with patch.object(police_evidence_playable, "playable_copy", side_effect=MemoryError):
            self._make_copies()
        self.assertEqual(evidence.playable_state, "failed")

    def test_what_is_left_of_others_is_removed_before_the_first(self):
        with patch.object(police_evidence_playable, "clear_away") as clear_away:
            self._make_copies()
        clear_away.assert_called_once()

    def test_one_that_ends_its_worker_is_left(self):
        evidence = self._with(AMR).evidence_ids
        evidence.playable_attempts = MOST_ATTEMPTS
        self._make_copies()
        self.assertEqual(evidence.playable_state, "failed")

    def test_who_may_not_open_the_file_may_not_open_the_copy(self):
        complaint = self._with(AMR)
        self._make_copies()
        copy = complaint.evidence_ids.playable_id
        copy.with_user(self.constable).check_access("read")
        complaint._set_confidentiality("confidential")
        for officer in (self.constable, self.administrator_of_test()):
            with self.assertRaises(AccessError):
                copy.with_user(officer).check_access("read")
        for user in (self.desk_user, self.constable):
            with self.assertRaises(AccessError):
                copy.with_user(user).unlink()

    def administrator_of_test(self):
        groups = [(4, self.env.ref("police_force.group_administrator").id)]
        values = {"name": "A", "login": "test_admin_of_copies", "group_ids": groups}
        return self.env["res.users"].with_context(no_reset_password=True).create(values)

    def test_both_go_together(self):
        complaint = self._with(AMR)
        self._make_copies()
        files = complaint.evidence_ids.attachment_id | complaint.evidence_ids.playable_id
        self.assertEqual(len(files), 2)
        complaint.evidence_ids.unlink()
        self.assertFalse(files.exists())

    def test_sound_plays_in_the_browser(self):
        complaint = self._with(AMR)
        self._make_copies()
        path = f"/odoo/complaints/{complaint.id}"
        self.browser_js(path, PLAYS, login="test_constable", timeout=90)

    def test_a_film_plays_in_the_browser(self):
        complaint = self._with(made("3gp", *TONE, *FILM, "-c:v", "h263", "-c:a", "aac"))
        self._make_copies()
        path = f"/odoo/complaints/{complaint.id}"
        self.browser_js(path, PLAYS, login="test_constable", timeout=90)

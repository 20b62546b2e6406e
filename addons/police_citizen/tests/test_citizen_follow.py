import io
import logging
from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.tests import freeze_time, tagged

from odoo.addons.police_grievance.tests.common import HOSTILE
from odoo.addons.police_grievance.tests.media_samples import AMR, HEIC, TONE, made
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile
from odoo.addons.police_grievance.tools.log_mask import LogMask

from ..models.police_access_failure import FAILURES_ALLOWED
from .citizen_common import CitizenCase

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
PLAYS = """
    const look = (left) => {
        const player = document.querySelector("video, audio");
        if (player && player.readyState > 0 && player.duration > 0.5) {
            console.log("test successful");
        } else if (left) {
            setTimeout(() => look(left - 1), 100);
        } else {
            console.error("it stays dead");
        }
    };
    look(100);
"""


@tagged("post_install", "-at_install")
class TestCitizenFollow(CitizenCase):
    def test_the_link_opens_the_complaint_in_its_own_language(self):
        page = self._get(self._path())
        words = self._words(page)
        self.assertIn(self.complaint._citizen_summary()["number_words"], words)
        self.assertIn("Given to: Rampurwa.", words)
        self.assertIn("Police station: Rampurwa, Test District", words)
        self.assertIn("112", words)
        self.assertIn('<html lang="en">', page.text)
        self.complaint.language = "hi_IN"
        page = self._get(self._path(), headers={"Accept-Language": "en-US"})
        self.assertIn('<html lang="hi">', page.text)
        self.assertIn("थाना इस पर काम कर रहा है।", page.text)

    def test_one_tap_switches_the_language_and_forms_keep_it(self):
        path = self._path()
        page = self._get(path)
        self.assertIn(f'href="{path}?lang=hi"', page.text)
        page = self._get(f"{path}?lang=hi")
        self.assertIn('<html lang="hi">', page.text)
        self.assertIn(f'action="{path}/reply?lang=hi"', page.text)
        answer = self._post(f"{path}/reply?lang=hi", text="नमस्ते", key=self._key(page))
        self.assertTrue(answer.headers["Location"].endswith("?lang=hi&done=reply"))

    def test_the_time_left_is_the_servers(self):
        with freeze_time(self.complaint.received_at + timedelta(hours=4, minutes=30)):
            clock = self.complaint._citizen_view(self.party, "en_US")["clock"]
        self.assertEqual(clock["deadline"] - clock["now"], 19.5 * 3600)
        self.assertEqual(clock["text"], "19 h 30 min left")
        self.assertIn("Kolkata", self.station.tz)
        self.assertTrue(clock["moment"]["iso"].endswith("+05:30"))
        with freeze_time(self.complaint.deadline + timedelta(hours=2, minutes=5)):
            clock = self.complaint._citizen_view(self.party, "en_US")["clock"]
        self.assertEqual(clock["text"], "2 h 5 min late")

    def test_what_happens_next_names_the_rank_that_is_next(self):
        words = self.complaint._citizen_view(self.party, "en_US")["next"]
        self.assertIn("Station head", words)
        level = self.complaint.sla_version_id.level_ids.sorted("sequence")[0]
        self.env["police.escalation"].create(
            {
                "complaint_id": self.complaint.id,
                "cycle": 1,
                "level_id": level.id,
                "rank_id": level.rank_id.id,
                "due_at": fields.Datetime.now(),
            }
        )
        self.assertIn("Circle officer", self.complaint._citizen_view(self.party, "en_US")["next"])

    def test_a_level_that_is_due_goes_up_now(self):
        with freeze_time(self.complaint.received_at + timedelta(hours=12, minutes=1)):
            words = self.complaint._citizen_view(self.party, "en_US")["next"]
        self.assertEqual(words, "It is not settled in time: it now goes up to: Station head.")

    def test_while_the_citizen_is_asked_the_clock_stands_still(self):
        self.complaint.sudo()._move_to("action_taken")
        self.complaint.sudo()._move_to("verification")
        words = self._words(self._get(self._path()))
        self.assertIn("The clock stands still for now.", words)
        self.assertIn("We are waiting for your answer.", words)
        self.assertNotIn("To be settled by", words)

    def test_an_escalation_names_the_rank_not_the_person(self):
        rank = self.env.ref("police_force.rank_co")
        self.complaint._announce("escalated", rank=rank)
        page = self._get(self._path())
        self.assertIn("it went up to: Circle officer", self._words(page))
        self.assertNotIn(self.circle_officer.name, page.text)

    def test_headers_keep_the_link_and_the_page_to_the_citizen(self):
        for path in (self._path(), self._path() + "/acknowledgement", "/complaint/follow/wrong"):
            page = self.url_open(path)
            self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(page.headers["Cache-Control"], "no-store")
            self.assertEqual(page.headers["X-Robots-Tag"], "noindex, nofollow")
            self.assertIn("default-src 'none'", page.headers["Content-Security-Policy"])
            self.assertNotIn("unsafe", page.headers["Content-Security-Policy"])
            self.assertNotIn("Set-Cookie", page.headers)

    def test_the_page_is_lean(self):
        page = self._get(self._path())
        self.assertLess(len(page.content), 20_000)
        self.assertNotIn("web.assets", page.text)
        self.assertNotIn(" style=", page.text)
        self.assertNotIn("onclick", page.text)

    def test_the_countdown_runs_without_inline_code(self):
        code = """
            const clock = document.querySelector("[data-deadline]");
            clock.textContent = "";
            setTimeout(() => {
                const counts = /^[0-9]+ h [0-9]+ min left$/.test(clock.textContent);
                console.log(counts ? "test successful" : "the countdown stands still");
            }, 1500);
        """
        self.browser_js(self._path(), code)

    def test_the_address_of_a_form_leads_back_to_the_page(self):
        path = self._path()
        answer = self.url_open(f"{path}/reply", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith(path))

    def test_looking_changes_nothing(self):
        path = self._path()
        before = self.complaint.write_date, len(self.complaint.message_ids)
        self._get(path)
        self._get(path + "/acknowledgement")
        self.url_open(path + "/reply?text=hello&key=1")
        self.complaint.invalidate_recordset()
        self.assertEqual((self.complaint.write_date, len(self.complaint.message_ids)), before)
        token = self.env["police.access.token"].search([("complaint_id", "=", self.complaint.id)])
        self.assertFalse(any(token.mapped("last_used_at")))

    def test_internal_words_and_names_stay_inside(self):
        self.party.complainant_id.name = "Planted Name"
        other = self.env["police.complainant"].create({"name": "Planted Accused"})
        self.env["police.party"].create(
            {"complaint_id": self.complaint.id, "complainant_id": other.id, "role": "accused"}
        )
        self.complaint.with_user(self.constable).message_post(body="Planted remark")
        self.complaint._send_to_citizen("Come with the papers.")
        self.complaint.sudo().post_id = self.env["police.post"].search(
            [("unit_id", "=", self.station.id)], limit=1
        )
        page = self._get(self._path(party=self.party))
        self.assertIn("Come with the papers.", page.text)
        for planted in ("Planted", self.constable.name, self.station_head.name, "asha.kumari"):
            self.assertNotIn(planted, page.text)

    def test_whoever_is_not_the_complainant_reads_no_words(self):
        self._post(f"{self._path()}/reply", text="Only for the office", key="k")
        witness = self.env["police.party"].create(
            {
                "complaint_id": self.complaint.id,
                "complainant_id": self.env["police.complainant"].create({}).id,
                "role": "witness",
            }
        )
        page = self._get(self._path(party=witness))
        self.assertNotIn("Only for the office", page.text)
        self.assertNotIn("My phone papers", page.text)
        self.assertIn("Given to: Rampurwa.", page.text)

    def test_hostile_text_is_shown_as_text(self):
        files = [EnvelopeFile(HOSTILE + ".txt", "text/html", HOSTILE.encode())]
        complaint = self._complaint(self.station, text=HOSTILE, subject=HOSTILE, files=files)
        path = self._path(complaint)
        self._post(f"{path}/reply", text=HOSTILE, key="hostile")
        complaint._send_to_citizen(HOSTILE)
        for page in (self._get(path), self._get(path + "/acknowledgement")):
            self.assertNotIn("<script>alert", page.text)
            self.assertNotIn("<img", page.text)
            self.assertIn("&lt;script&gt;alert", page.text)

    def test_the_same_form_sent_twice_is_one_reply(self):
        path = self._path()
        page = self._get(path)
        key = self._key(page)
        self._post(f"{path}/reply", text="Found them.", key=key)
        self._post(f"{path}/reply", text="Found them.", key=key)
        self.assertEqual(len(self._conversation(self.complaint)), 1)
        # The answer got lost, the phone loads the page again and sends the same words.
        self._post(f"{path}/reply", text="Found them.", key=self._key(self._get(path)))
        self.assertEqual(len(self._conversation(self.complaint)), 1)
        self._post(f"{path}/reply", text="Not all of them.", key=self._key(self._get(path)))
        self.assertEqual(len(self._conversation(self.complaint)), 2)
        self.assertTrue(self.complaint.has_unread_reply)

    def test_forms_without_a_key_do_not_meet(self):
        other = self._complaint(self.station, sender_value="other@example.org")
        self._post(f"{self._path()}/reply", text="One")
        self._post(f"{self._path(other)}/reply", text="One")
        self.assertEqual(len(self._conversation(self.complaint)), 1)
        self.assertEqual(len(self._conversation(other)), 1)

    def test_an_empty_reply_is_refused_in_words(self):
        page = self._post(f"{self._path()}/reply", 422, text="  ", key="k")
        self.assertIn("Nothing was sent: write something first.", page.text)

    def test_files_are_kept_and_active_ones_are_only_saved(self):
        path = self._path()
        files = [
            ("files", ("photo.html", io.BytesIO(PNG), "text/html")),
            (
                "files",
                (
                    "../../evil.png",
                    io.BytesIO(b"<html><script>alert(1)</script></html>"),
                    "image/png",
                ),
            ),
        ]
        self._post(f"{path}/reply", files=files, text="Two files", key="k")
        picture, page = self.complaint.evidence_ids
        self.assertEqual((picture.mimetype, page.mimetype), ("image/png", "text/html"))
        self.assertEqual(page.name, "evil.png")
        self.assertEqual(page.attachment_id.mimetype, "text/plain")
        self.assertTrue(all(self.complaint.evidence_ids._verify().values()))
        answer = self._get(f"{path}/file/{picture.id}")
        self.assertEqual(answer.content, PNG)
        self.assertIn("inline", answer.headers["Content-Disposition"])
        answer = self._get(f"{path}/file/{page.id}")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])

    def test_what_browsers_do_not_play_has_a_copy(self):
        path = self._path()
        files = [("files", ("note.amr", io.BytesIO(AMR), "audio/amr"))]
        self._post(f"{path}/reply", files=files, text="What he said", key="k")
        [note] = self.complaint.evidence_ids
        self.assertNotIn("?copy=1", self._get(path).text)
        self.env.ref("police_grievance.ir_cron_make_copies").sudo().method_direct_trigger()
        self.assertIn(f"/file/{note.id}?copy=1", self._get(path).text)
        self.assertEqual(self._get(f"{path}/file/{note.id}").content, AMR)
        answer = self._get(f"{path}/file/{note.id}?copy=1")
        self.assertEqual(answer.headers["Content-Type"], "audio/mp4")
        self.assertIn("inline", answer.headers["Content-Disposition"])
        self.assertNotIn("note", answer.headers["Content-Disposition"])

    def test_sound_plays_on_its_own_page(self):
        path = self._path()
        voice = io.BytesIO(made("ogg", *TONE, "-c:a", "libopus"))
        files = [("files", ("note.ogg", voice, "audio/ogg"))]
        self._post(f"{path}/reply", files=files, text="What he said", key="k")
        [note] = self.complaint.evidence_ids
        self.browser_js(f"{path}/file/{note.id}", PLAYS)

    def test_empty_files_are_listed(self):
        path = self._path()
        files = [("files", ("bill.pdf", io.BytesIO(b""), "application/pdf"))]
        self._post(f"{path}/reply", files=files, text="The bill", key="k")
        [bill] = self.complaint.evidence_ids
        self.assertEqual((bill.name, bill.size, bill.is_empty), ("bill.pdf", 0, True))
        self.assertEqual(bill._verify(), {bill: True})
        self.assertIn("arrived empty", self._get(path).text)
        self.assertEqual(self._get(f"{path}/file/{bill.id}").content, b"")

    def test_files_of_another_complaint_are_not_found(self):
        other = self._complaint(
            self.station, files=[EnvelopeFile("a.txt", "text/plain", b"secret")]
        )
        self._get(f"{self._path()}/file/{other.evidence_ids.id}", 404)

    def test_too_large_files_are_refused_and_the_words_kept(self):
        large = io.BytesIO(b"0" * (25 * 1024 * 1024 + 1))
        files = [("files", ("large.bin", large, "application/octet-stream"))]
        page = self._post(f"{self._path()}/reply", 413, files=files, text="My words", key="k")
        self.assertIn("My words</textarea>", page.text)
        self.assertIn("25 MB", page.text)
        self.assertFalse(self.complaint.evidence_ids)

    def test_feedback_reaches_the_desk_and_counts_as_the_answer(self):
        self.complaint.sudo()._move_to("action_taken")
        self.complaint.sudo()._move_to("verification")
        path = self._path()
        fields_sent = {
            "answer": "not_resolved",
            "rating": "2",
            "comment": "Nobody came",
            "key": "k",
        }
        self._post(f"{path}/feedback", **fields_sent)
        self._post(f"{path}/feedback", **fields_sent)
        feedback = self.complaint.feedback_ids
        self.assertEqual(
            (feedback.answer, feedback.rating, feedback.comment), ("not_resolved", 2, "Nobody came")
        )
        self.assertEqual(self.complaint.verification_ids.mapped("result"), ["not_resolved"])
        self.assertTrue(self.complaint.has_unread_reply)
        self.assertEqual(self.complaint.stage_code, "with_station")
        self.assertIn("You told us: it is not settled.", self._get(path).text)
        self._post(f"{path}/feedback", 409, answer="resolved", key="another")

    def test_a_link_chooses_the_answer_and_changes_nothing(self):
        self.complaint.sudo()._move_to("action_taken")
        self.complaint.sudo()._move_to("verification")
        for answer, other in (("resolved", "not_resolved"), ("not_resolved", "resolved")):
            page = html.fromstring(self._get(f"{self._path()}?answer={answer}").text)
            [checked] = page.xpath("//input[@name='answer'][@checked]/@value")
            self.assertEqual(checked, answer, other)
        self.assertFalse(self.complaint.verification_ids)
        page = html.fromstring(self._get(f"{self._path()}?answer=x").text)
        self.assertFalse(page.xpath("//input[@checked]"))

    def test_a_file_of_the_office_is_shown_as_such_and_opens(self):
        files = [EnvelopeFile("plan.txt", "text/plain", b"the plan")]
        self.complaint._send_to_citizen("See the plan.", files)
        page = html.fromstring(self._get(self._path()).text)
        [link] = page.xpath("//ul[@class='messages']/li[@class='office']//a/@href")
        self.assertEqual(self._get(link).content, b"the plan")
        self.assertFalse(page.xpath("//section[h2[@id='told']]//a"))

    def test_pictures_and_sound_stand_with_the_words_they_came_with(self):
        files = [EnvelopeFile("photo.heic", "", HEIC), EnvelopeFile("voice.amr", "", AMR)]
        reply = self._envelope("See this.", references=[self.complaint.id], files=files)
        self.env["police.complaint"]._intake(reply)
        self.env.ref("police_grievance.ir_cron_make_copies").sudo().method_direct_trigger()
        self.env.invalidate_all()
        answer = self._get(self._path())
        self.assertIn("media-src 'self'", answer.headers["Content-Security-Policy"])
        page = html.fromstring(answer.text)
        said = "//ul[@class='messages']/li[@class='own']"
        [picture] = page.xpath(f"{said}//img/@src")
        [sound] = page.xpath(f"{said}//audio/@src")
        for address, kind in ((picture, "image/jpeg"), (sound, "audio/mp4")):
            self.assertEqual(self._get(address).headers["Content-Type"], kind)

    def test_feedback_is_not_asked_too_early(self):
        self.assertNotIn("How did it go?", self._get(self._path()).text)
        self._post(f"{self._path()}/feedback", 409, answer="resolved", key="k")
        self.assertFalse(self.complaint.feedback_ids)

    def _close(self):
        self.complaint.sudo()._move_to("action_taken")
        self.complaint.sudo()._move_to("verification")
        self._post(f"{self._path()}/feedback", answer="resolved", key="answer")
        outcome = self.env.ref("police_grievance.outcome_resolved")
        self.complaint.sudo()._move_to("closed", outcome=outcome)

    def test_a_closed_complaint_shows_the_outcome_in_the_citizens_language(self):
        self._close()
        page = self._get(self._path() + "?lang=hi")
        self.assertIn("समस्या सुलझ गई।", page.text)
        self.assertIn("The matter was settled.", self._get(self._path()).text)

    def test_the_citizen_reopens_within_72_hours(self):
        self._close()
        path = self._path()
        page = self._get(path)
        self.assertIn("Not settled after all?", page.text)
        key = self._key(page)
        self._post(f"{path}/reopen", 422, reason=" ", key=key)
        self._post(f"{path}/reopen", reason="They are gone again.", key=key)
        self._post(f"{path}/reopen", reason="They are gone again.", key=key)
        self.assertEqual((self.complaint.is_open, self.complaint.cycle), (True, 2))
        self.assertTrue(self.complaint.has_unread_reply)
        page = self._get(path)
        self.assertIn("They are gone again.", page.text)
        self.assertNotIn("Not settled after all?", page.text)

    def test_after_72_hours_there_is_no_reopening(self):
        self._close()
        self.complaint.sudo().closed_at -= timedelta(hours=73)
        path = self._path()
        self.assertNotIn("Not settled after all?", self._get(path).text)
        page = self._post(f"{path}/reopen", 409, reason="Too late", key="k")
        self.assertIn("The time for reopening is over.", page.text)
        self.assertFalse(self.complaint.is_open)

    def test_a_message_to_a_closed_complaint_does_not_open_it(self):
        self._close()
        self._post(f"{self._path()}/reply", text="Thank you", key="k")
        self.assertFalse(self.complaint.is_open)
        self.assertTrue(self.complaint.has_unread_reply)

    def test_a_wrong_link_says_what_to_do(self):
        page = self._get("/complaint/follow/wrong?lang=en", 404)
        self.assertIn("our answer brings a new link", page.text)
        self.assertIn("112", page.text)
        page = self._get("/complaint/follow/wrong", 404, headers={"Accept-Language": "hi"})
        self.assertIn('<html lang="hi">', page.text)

    def test_an_old_link_is_gone(self):
        path = self._path()
        token = self.env["police.access.token"].search([], order="id desc", limit=1)
        token.sudo().expires_at = fields.Datetime.now()
        self.assertIn("This link is too old", self._get(path, 410).text)
        self.assertFalse(self.env["police.access.token"]._redeem(path.rpartition("/")[2]))

    def test_guessing_is_slowed_and_right_links_still_open(self):
        for _attempt in range(FAILURES_ALLOWED):
            self.env["police.access.failure"]._count_in("127.0.0.1")
        page = self._get("/complaint/follow/guess", 429)
        self.assertEqual(page.headers["Retry-After"], "900")
        self._get(self._path())

    def test_failures_count_per_network_and_for_a_while(self):
        failure = self.env["police.access.failure"]
        for _attempt in range(FAILURES_ALLOWED):
            self.assertTrue(failure._count_in("2001:db8:1:1::1"))
        self.assertFalse(failure._count_in("2001:db8:1:1::ffff"))
        self.assertTrue(failure._count_in("2001:db8:1:2::1"))
        self.env.cr.execute(
            "UPDATE police_access_failure SET happened_at = happened_at - interval '1 hour'"
        )
        self.assertTrue(failure._count_in("2001:db8:1:1::1"))
        self.assertNotIn("2001", "".join(failure.search([]).mapped("origin")))

    def test_the_follow_url_is_absolute_and_opens(self):
        url = self.complaint._follow_url(self.party)
        self.assertTrue(url.startswith(self.complaint.get_base_url() + "/complaint/follow/"))
        self._get("/complaint" + url.partition("/complaint")[2])

    def test_the_log_of_requests_holds_no_link(self):
        mask = LogMask()
        self.assertEqual(
            mask._masked('"GET /complaint/follow/SECRET-_1/reply?lang=hi HTTP/1.1"'),
            '"GET /complaint/follow/*/reply?lang=hi HTTP/1.1"',
        )
        record = logging.LogRecord(
            "werkzeug", logging.INFO, "", 0, '"%s" %s', ("GET /complaint/follow/S", 200), None
        )
        self.assertTrue(logging.getLogger("werkzeug").filter(record))
        self.assertEqual(record.getMessage(), '"GET /complaint/follow/*" 200')

import logging
from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from odoo.addons.police_grievance.tests.common import HOSTILE
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile
from odoo.addons.police_grievance.tools.log_mask import LogMask

from ..models.police_access_failure import FAILURES_ALLOWED
from .citizen_common import CitizenCase


@tagged("post_install", "-at_install")
class TestCitizenFollow(CitizenCase):
    """The page of one complaint, opened by its link."""

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

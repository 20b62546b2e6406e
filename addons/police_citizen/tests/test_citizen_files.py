import io

from lxml import html

from odoo.tests import tagged

from odoo.addons.police_grievance.tests.media_samples import AMR, HEIC, TONE, made
from odoo.addons.police_grievance.tools.envelope import EnvelopeFile

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
class TestCitizenFiles(CitizenCase):
    """Files on the page of one complaint."""

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

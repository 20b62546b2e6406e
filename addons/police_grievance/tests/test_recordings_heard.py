from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase
from .media_samples import TONE, made


@tagged("post_install", "-at_install")
class TestRecordingsHeard(HttpCase, PoliceCase):
    """Whoever gets a recording is written down, whichever way they get it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.voice = made("ogg", *TONE, "-c:a", "libopus")
        files = [EnvelopeFile("asha-kumari.ogg", "", cls.voice), EnvelopeFile("a.txt", "", b"a")]
        cls.complaint = cls._complaint(cls.station, files=files).sudo()
        cls.sound, cls.paper = cls.complaint.evidence_ids.sorted("id")
        cls.url = f"/web/content/{cls.sound.attachment_id.id}"
        cls.entries = cls.env["police.audit.entry"].sudo()

    def _lines(self, evidence=None):
        rows = self.entries.search(
            [("model", "=", "police.evidence"), ("res_id", "in", (evidence or self.sound).ids)]
        )
        return rows.sorted("id")

    def _who(self, evidence=None):
        return [(row.user_id.login, row.action) for row in self._lines(evidence)]

    def test_who_listens_is_written_down(self):
        self.authenticate("test_constable", "test_constable")
        answer = self.url_open(self.url, headers={"Range": "bytes=0-"})
        self.assertEqual(answer.status_code, 206)
        self.assertEqual(self._who(), [("test_constable", "listen")])
        line = self._lines()
        self.assertEqual(line.record_name, self.complaint.number)
        self.assertIn(self.sound.sha256, line.new_text)
        self.assertNotIn("asha", f"{line.record_name} {line.new_text}")

    def test_one_listening_is_one_line_however_many_pieces_it_is_fetched_in(self):
        self.authenticate("test_constable", "test_constable")
        for start in (0, 100, 50):
            self.url_open(self.url, headers={"Range": f"bytes={start}-"})
        self.assertEqual(len(self._lines()), 1)
        before = fields.Datetime.now() - timedelta(minutes=20)
        self.env.cr.execute("UPDATE police_audit_entry SET create_date = %s", [before])
        self.env.invalidate_all()
        self.url_open(self.url)
        self.assertEqual(len(self._lines()), 2)

    def test_who_downloads_it_is_written_down(self):
        self.authenticate("test_constable", "test_constable")
        self.url_open(f"{self.url}?download=true")
        self.url_open(self.url)
        self.assertEqual(
            self._who(), [("test_constable", "download"), ("test_constable", "listen")]
        )

    def test_who_reads_its_bytes_is_written_down(self):
        attachment = self.sound.attachment_id.with_user(self.desk_user)
        for name in ("raw", "datas"):
            attachment.invalidate_recordset()
            attachment.read([name])
        self.assertEqual(self._who(), [(self.desk_user.login, "download")])

    def test_a_link_with_a_token_is_no_way_around(self):
        token = self.sound.attachment_id._get_raw_access_token()
        self.assertEqual(self.url_open(f"{self.url}?access_token={token}").content, self.voice)
        self.assertEqual(self._who(), [("public", "listen")])

    def test_whoever_gets_nothing_is_not(self):
        self.complaint._set_confidentiality("confidential")
        self.authenticate("test_constable", "test_constable")
        self.assertEqual(self.url_open(self.url).status_code, 404)
        self.assertFalse(self._lines())

    def test_what_is_no_recording_is_not(self):
        self.authenticate("test_constable", "test_constable")
        self.url_open(f"/web/content/{self.paper.attachment_id.id}")
        self.assertFalse(self._lines(self.paper))

    def test_what_the_service_does_with_it_is_not(self):
        self.sound.with_user(self.desk_user).action_verify()
        self.env.ref("police_grievance.ir_cron_make_copies").sudo().method_direct_trigger()
        self.assertFalse(self._lines())

    def test_the_copy_counts_as_the_recording(self):
        copy = self.sound._attach_copy("copy", self.voice, "audio/ogg")
        self.authenticate("test_constable", "test_constable")
        self.url_open(f"/web/content/{copy.id}")
        self.assertEqual(self._who(), [("test_constable", "listen")])

    def test_who_supervises_sees_the_listeners(self):
        self.sound.with_user(self.constable)._note_heard("listen")
        for user in (self.desk_user, self.superintendent):
            [line] = self.sound.with_user(user).get_listeners()
            self.assertEqual((line["who"], line["what"]), (self.constable.name, "Heard or seen"))
        self.assertFalse(self.sound.with_user(self.constable).get_listeners())
        elsewhere = "police_force.group_station_staff"
        stranger = new_test_user(self.env, "test_listener_elsewhere", groups=elsewhere)
        with self.assertRaises(AccessError):
            self.sound.with_user(stranger).get_listeners()

    def test_nobody_writes_or_deletes_a_line(self):
        self.sound.with_user(self.constable)._note_heard("listen")
        line = self._lines()
        for user in (self.constable, self.desk_user, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                line.with_user(user).write({"user_id": self.desk_user.id})
            with self.assertRaises(AccessError):
                line.with_user(user).unlink()

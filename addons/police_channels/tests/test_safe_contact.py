from datetime import datetime, timedelta

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from odoo.addons.police_grievance.tools.envelope import EnvelopeFile
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase

# Ten in the evening in India.
NIGHT = datetime(2026, 5, 4, 16, 30)
MORNING = datetime(2026, 5, 5, 4, 30)


@tagged("post_install", "-at_install")
class TestSafeContact(ChannelCase):
    """Notices to somebody whose phone others read, and who may be reached at some hours only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel.sender_name = "Police Grievance Cell"

    def setUp(self):
        super().setUp()
        self.complaint = self._arrive().message_ids.complaint_id
        self.address = self.complaint.party_ids.complainant_id.address_ids
        self.channel.invalidate_recordset()

    def _send(self, messages):
        with self._mail_server() as server:
            for message in messages:
                message._work()
        return server.mails

    def _assert_neutral(self, mail):
        said = "\n".join(
            [
                mail["From"].addresses[0].display_name,
                mail["Subject"],
                mail["In-Reply-To"] or "",
                *(part.get_content() for part in mail.walk() if not part.is_multipart()),
            ]
        ).casefold()
        for telling in (
            "police", "पुलिस", "complaint", "शिकायत", "grievance", "112", "http", "/follow",
            self.complaint.number, "rampurwa", "lost", "station", "थाना",
        ):  # fmt: skip
            self.assertNotIn(telling, said)

    def test_every_occasion_is_neutral_where_others_read(self):
        self.address.is_shared = True
        complaint = self.complaint.sudo()
        complaint.write(complaint._unit_values(self.station))
        with trap_jobs():
            complaint._move_to("with_station")
            complaint._send_to_citizen(
                "Come to the station about your complaint.",
                [EnvelopeFile("police.txt", "text/plain", b"Complaint to the police")],
            )
            complaint._move_to("action_taken")
            complaint._move_to("verification")
            complaint._announce("escalated")
            complaint._announce("closed", text="Closed.")
            complaint._announce("reopened")
        notices = self._notices(complaint)
        self.assertGreaterEqual(len(notices), 6)
        self.channel.rate_limit = 50
        mails = self._send(notices)
        self.assertEqual(len(mails), len(notices))
        for mail in mails:
            self._assert_neutral(mail)
            self.assertFalse(list(mail.iter_attachments()))

    def test_in_the_language_of_the_citizen(self):
        for language, word in (("hi_IN", "सुरक्षित"), ("en_US", "safe")):
            self.complaint.party_ids.complainant_id.language = language
            self.address.is_shared = True
            with trap_jobs():
                self.complaint.sudo()._send_to_citizen("Come.")
            notice = self._notices(self.complaint, "message").sorted("id")[-1]
            [mail] = self._send(notice)
            self._assert_neutral(mail)
            self.assertIn(word, mail.get_body(("plain",)).get_content())

    def test_said_while_a_notice_waits(self):
        notice = self._notices(self.complaint)
        self.assertIn(self.complaint.number, notice.text)
        self.address.is_shared = True
        [mail] = self._send(notice)
        self._assert_neutral(mail)

    def test_without_a_template_still_neutral(self):
        self.env["police.notification.template"].search([("event", "=", "neutral")]).active = False
        self.address.is_shared = True
        [mail] = self._send(self._notices(self.complaint))
        self._assert_neutral(mail)

    def test_the_other_person_at_the_same_address_gets_the_usual_words(self):
        other = self.env["police.complainant"].create(
            {
                "name": "Other",
                "address_ids": [(0, 0, {"kind": "email", "value": self.address.value})],
            }
        )
        other.address_ids.is_shared = True
        [mail] = self._send(self._notices(self.complaint))
        self.assertIn(self.complaint.number, mail["Subject"])

    def test_waits_for_the_hours(self):
        self.address.write({"contact_from": 10, "contact_to": 16})
        notice = self._notices(self.complaint)
        with freeze_time(NIGHT):
            self.assertFalse(self._send(notice))
        self.assertEqual((notice.state, notice.next_attempt_at), ("queued", MORNING))
        with freeze_time(MORNING - timedelta(minutes=1)):
            self.assertFalse(self._send(notice))
        # No job is left: the sweep finds it when the hours begin.
        self.env["queue.job"].search([]).unlink()
        with freeze_time(MORNING), self.enter_registry_test_mode(), trap_jobs() as trap:
            self.env.ref("police_channels.cron_sweep_messages").method_direct_trigger()
            self.assertIn(notice, [job.recordset for job in trap.enqueued_jobs])
        with freeze_time(MORNING):
            self.assertEqual(len(self._send(notice)), 1)

    def test_no_hours_of_an_emergency(self):
        self.complaint.sudo().priority = "2"
        self.address.write({"contact_from": 10, "contact_to": 16})
        with freeze_time(NIGHT):
            self.assertFalse(self._send(self._notices(self.complaint)))

    def test_a_call_task_says_so_large(self):
        self.address.write({"do_not_call": True, "contact_from": 10, "contact_to": 16.5})
        self.complaint.sudo()._ask_desk_to_call()
        task = self.complaint.activity_ids
        self.assertIn("फ़ोन न करें", task.summary, "in the language of the force")
        self.assertIn("<h2>", task.note)
        self.assertIn("10:00", task.note)
        self.assertIn("16:30", task.note)

    def test_a_neutral_notice_stays_neutral(self):
        template = self.env.ref("police_channels.notice_neutral_en")
        for body in ("Complaint {number}", "Call 112", "See {link}"):
            with self.assertRaises(ValidationError):
                template.body = body

    def test_the_ledger_of_an_anonymous_complaint(self):
        message = self.complaint.sudo() and self.messages.search(
            [("complaint_id", "=", self.complaint.id)], limit=1
        )
        self.assertTrue(message.with_user(self.desk_user).has_access("read"))
        self.complaint.sudo()._set_confidentiality("anonymous")
        self.assertFalse(message.with_user(self.desk_user).has_access("read"))
        correspondents = self.env["police.channel.correspondent"].with_user(self.desk_user)
        self.assertNotIn("asha", str(correspondents.search_read([])))

import hashlib
import itertools
from base64 import b64encode
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.police_grievance.tests.media_samples import AMR, HEIC
from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.whatsapp.graph import Graph
from .whatsapp_common import WhatsAppCase, body, contact_of, said

WORDS = "Thana Kalyanpur: raat ko do baje tak gana bajta hai, koi sunta nahi"
VOICE, PHOTO, SAID = "voice", "photo", "words"
OTHER_SIM = {"from": "910000077999"}


@tagged("post_install", "-at_install")
class TestCitizenWays(WhatsAppCase):
    """What citizens do that no plan foresees, as Meta posts it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.district.name, cls.station.name = "Kanpur Nagar", "Kalyanpur"
        cls.env.registry.clear_cache()

    def _bring(self, what, phone):
        """:return: the ledger row of a voice note, a photo or words"""
        sender = {"from": phone.lstrip("+")}
        if what == SAID:
            message = said(content=WORDS, serial=next(self._serial), **sender)
            return self._arrive(body(message, **contact_of(phone))).message_ids
        kind, content, mimetype = {
            VOICE: ("audio", AMR, "audio/amr"),
            PHOTO: ("image", HEIC, "image/heic"),
        }[what]
        digest = b64encode(hashlib.sha256(content).digest()).decode()
        media = {"id": what, "mime_type": mimetype, "sha256": digest, "voice": what == VOICE}
        message = said(kind, media, f"{what}{next(self._serial)}", **sender)
        return self._arrive(body(message, **contact_of(phone))).message_ids

    def _fetch(self, *rows):
        """What Meta keeps of these is fetched; in which order is the queue's to say."""
        kept = {VOICE: AMR, PHOTO: HEIC}
        with (
            patch.object(Graph, "download", lambda _graph, name, *_limits: kept[name]),
            trap_jobs(),
        ):
            for row in rows:
                for file in row.file_ids:
                    file._work()

    def _asked(self, *rows):
        names = [row.external_id for row in rows]
        answers = self.messages.search([("in_reply_to", "in", names)], order="id")
        return [code for code in answers.mapped("reply_code") if code]

    def _later(self, **delta):
        for row in self.messages.search([]):
            row.happened_at -= timedelta(**delta)
        waiting = self.messages.search([("state", "=", "queued")])
        waiting.write({"state": "sent", "next_attempt_at": False, "sent_at": "2026-01-01 00:00:00"})
        for talk in self.env["police.conversation"].sudo().search([]):
            talk.asked_at -= timedelta(**delta)

    def _close(self, complaint):
        with trap_jobs():
            complaint._move_to("action_taken")
            complaint._keep_feedback("resolved", 0, "")
            complaint._move_to("closed", outcome=self.env.ref("police_grievance.outcome_resolved"))

    def test_voice_photo_and_words_in_any_order_are_one_complaint(self):
        phones = (f"+9100000772{number:02}" for number in itertools.count())
        for order in itertools.permutations((VOICE, PHOTO, SAID)):
            for fetched in ("at once", "at last"):
                with self.subTest(order=order, fetched=fetched):
                    rows, phone = self.messages, next(phones)
                    for what in order:
                        row = self._bring(what, phone)
                        if fetched == "at once":
                            self._fetch(row)
                        rows += row
                    if fetched == "at last":
                        self._fetch(*reversed(rows))
                    [complaint] = rows.complaint_id
                    self.assertEqual(len(complaint.evidence_ids), 2)
                    told = [
                        complaint.description or "",
                        *complaint.sudo().message_ids.mapped("body"),
                    ]
                    self.assertIn(WORDS, "".join(told))
                    found = complaint.unit_id | complaint.proposed_unit_id
                    self.assertIn(self.station, found, "the words say where")
                    asked = self._asked(*rows)
                    self.assertEqual(len(asked), len(set(asked)), "nothing is asked twice")

    def test_all_of_it_in_one_post_is_one_complaint(self):
        digest = b64encode(hashlib.sha256(HEIC).digest()).decode()
        media = {"id": PHOTO, "mime_type": "image/heic", "sha256": digest}
        event = self._arrive(
            body(
                said("image", media, "p1"),
                said(content=WORDS, serial="p2"),
                said("image", media, "p3"),
            )
        )
        self.assertEqual(len(event.message_ids), 3)
        self.assertEqual(len(event.message_ids.complaint_id), 1)

    def test_the_other_number_of_the_same_phone_is_somebody_else(self):
        complaint = self._say(WORDS).complaint_id
        for text, told in (
            ("STATUS", "status_none"),
            (f"STATUS {complaint.number}", "not_yours"),
            (f"REOPEN {complaint.number}", "not_yours"),
        ):
            self._later(minutes=30)
            self.assertEqual(self._asked(self._say(text, **OTHER_SIM)), [told], text)
        words = self._say(f"{complaint.number}: aaj phir gana baja", **OTHER_SIM)
        other = words.complaint_id
        self.assertEqual(words.action, "opened", "whoever knows a number may write it")
        self.assertEqual(other.sudo().perhaps_of_id, complaint)
        self.assertFalse(complaint.has_unread_reply)
        with trap_jobs():
            other.with_user(self.desk_user).action_join_perhaps()
        self.assertEqual(other.merged_into_id, complaint)

    def test_a_group_is_answered_to_who_wrote_alone(self):
        row = self._say(WORDS, group_id="Y2FwaV9ncm91cDox", context={"forwarded": True})
        self.assertEqual(row.action, "opened")
        answers = self.messages.search([("direction", "=", "out")])
        self.assertEqual(set(answers.mapped("address")), {row.address})

    def test_an_edit_after_the_end_is_read_by_a_person(self):
        first = self._say(WORDS)
        complaint = first.complaint_id
        self._close(complaint)
        self._later(days=21)
        inner = {"type": "text", "text": {"body": "Thana Kalyanpur: ab DJ bhi bajta hai"}}
        edit = {"original_message_id": first.external_id, "message": inner}
        row = self._arrive(body(said("edit", edit, serial="edit"))).message_ids
        self.assertEqual((row.action, row.complaint_id), ("attached", complaint))
        self.assertTrue(complaint.has_unread_reply)
        self.assertFalse(complaint.is_open)
        self.assertEqual(complaint.description, WORDS, "what was said stays")

    def test_what_is_taken_back_after_the_end_stays(self):
        first = self._say(WORDS)
        complaint = first.complaint_id
        self._close(complaint)
        revoke = {"original_message_id": first.external_id}
        row = self._arrive(body(said("revoke", revoke, serial="revoke"))).message_ids
        self.assertEqual((row.state, row.complaint_id), ("set_aside", complaint))
        self.assertTrue(complaint.has_unread_reply)
        self.assertEqual((complaint.is_open, complaint.description), (False, WORDS))
        self.assertEqual(first.text, WORDS)

    def test_an_edited_command_is_a_command(self):
        complaint = self._say(WORDS).complaint_id
        self._later(days=1)
        wrong = self._say("stts")
        inner = {"type": "text", "text": {"body": "STATUS"}}
        edit = {"original_message_id": wrong.external_id, "message": inner}
        row = self._arrive(body(said("edit", edit, serial="stts"))).message_ids
        self.assertEqual((row.action, self._asked(row)), ("answered", ["status_open"]))
        self.assertTrue(complaint.is_open)

    def test_after_three_weeks(self):
        complaint = self._say(WORDS).complaint_id
        notice = self._notices(complaint, "received")
        notice.provider_id = "wamid.NOTICE"
        self._later(days=21)
        quoted = self._say("aaj phir gana baja", context={"id": "wamid.NOTICE"})
        self.assertEqual((quoted.action, quoted.complaint_id), ("joined", complaint))
        waits = self._say("Abhi tak koi nahi aaya")
        self.assertEqual((waits.action, waits.complaint_id), ("joined", complaint))
        self.assertEqual(self._asked(waits), ["status_open"])
        self._close(complaint)
        late = self._say("wahi baat phir se", context={"id": "wamid.NOTICE"})
        self.assertEqual((late.action, late.complaint_id), ("attached", complaint))
        thanks = self._say("dhanyawad sir 🙏")
        self.assertEqual((thanks.action, self._asked(thanks)), ("answered", []))
        self.assertEqual(self._say("Meri cycle chori ho gayi").action, "opened")

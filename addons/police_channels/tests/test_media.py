import hashlib
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.police_grievance.tests.document_samples import petition_docx
from odoo.addons.police_grievance.tests.media_samples import AMR
from odoo.addons.police_grievance.tests.test_tools_documents import READ, TYPED
from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.base import DENIED, EXPIRED, OTHER_CONTENT, TOO_BIG, FileGone
from ..models.police_channel_file import ASKED_AGAIN, FETCH_PAUSES
from .media_common import PHONE, PHOTO, MediaAdapter, MediaCase

ASKED = "Please send it once more"


@tagged("post_install", "-at_install")
class TestMedia(MediaCase):
    """Files that a provider keeps for us: from the message to the evidence."""

    def _said(self, message):
        """What waits to be sent about the complaint of a message, beside its acknowledgement."""
        return self._notices(message.complaint_id, "message").mapped("text")

    def test_the_complaint_waits_for_no_file(self):
        message = self._receive("Loud music in Kalyanpur", self._told_of(PHOTO, name="a.png"))
        self.assertEqual((message.state, message.action), ("done", "opened"))
        self.assertFalse(message.complaint_id.evidence_ids)
        self.assertEqual(message.file_ids.state, "waiting")
        self.assertFalse(MediaAdapter.asked)
        self.jobs.assert_enqueued_job(message.file_ids._work)

    def test_a_file_becomes_evidence_as_it_came(self):
        message = self._receive("Loud music", self._told_of(PHOTO, name="a.png"))
        evidence = self._fetch(message)
        self.assertEqual((evidence.name, evidence.attachment_id.raw), ("a.png", PHOTO))
        self.assertEqual(evidence.received_at, message.event_id.received_at)
        self.assertEqual(evidence.sha256, hashlib.sha256(PHOTO).hexdigest())
        file = message.file_ids
        self.assertEqual((file.state, file.evidence_id, file.reason), ("fetched", evidence, False))
        self.assertFalse(file.next_attempt_at)

    def test_a_job_twice_makes_one_file(self):
        message = self._receive("Loud music", self._told_of(PHOTO))
        self._fetch(message)
        self.assertEqual(len(self._fetch(message)), 1)
        self.assertEqual(len(MediaAdapter.asked), 1)

    def test_a_job_that_dies_while_it_stores_leaves_nothing(self):
        message = self._receive("Loud music", self._told_of(PHOTO))
        self.patch(self.registry["police.channel.file"], "_finish", lambda *_, **__: 1 / 0)
        self.assertFalse(self._fetch(message))
        self.assertTrue(message.file_ids.next_attempt_at)

    def test_files_keep_their_places_however_they_come(self):
        files = [self._told_of(PHOTO + bytes([n]), external_id=f"f{n}") for n in range(3)]
        message = self._receive("Loud music", *files)
        with trap_jobs():
            for file in message.file_ids.sorted("position", reverse=True):
                file._work()
        self.env.invalidate_all()
        names = message.complaint_id.evidence_ids.mapped("name")
        self.assertEqual(names, ["photo-1.png", "photo-2.png", "photo-3.png"])

    def test_a_message_of_files_alone_names_them(self):
        first = self._receive("Loud music")
        voice = self._told_of(b"OggS", "audio/ogg; codecs=opus", is_voice=True)
        number = first.complaint_id.number
        self.patch(MediaAdapter, "parse", _addressed_to(number, MediaAdapter.parse))
        reply = self._receive("", voice)
        self.assertEqual(reply.complaint_id, first.complaint_id)
        said = [str(message.body) for message in first.complaint_id.message_ids]
        self.assertTrue(any("voice-note-1.ogg" in body for body in said), said)

    def test_what_is_gone_is_noted_and_asked_for_again_once(self):
        files = [{"external_id": f"no{n}", "mimetype": "image/png"} for n in range(2)]
        message = self._receive("Loud music", *files)
        self.assertFalse(self._fetch(message))
        self.assertEqual(message.file_ids.mapped("state"), ["gone", "gone"])
        self.assertEqual(set(message.file_ids.mapped("reason")), {EXPIRED})
        notes = [str(row.body) for row in message.complaint_id.message_ids]
        self.assertEqual(sum("सेवा ने उसे मिटा दिया है" in note for note in notes), 2)
        [said] = self._said(message)
        self.assertIn(ASKED, said)

    def test_the_words_of_asking_are_in_the_citizens_language(self):
        words = "कल्याणपुर में हर रात तेज़ गाना बजता है"
        message = self._receive(words, {"external_id": "no", "mimetype": "a"})
        self._fetch(message)
        [said] = self._said(message)
        self.assertIn("फिर से भेज", said)

    def test_the_citizens_language_counts_more_than_the_complaints(self):
        message = self._receive("Loud music", {"external_id": "no", "mimetype": "a"})
        message.complaint_id._complainants().complainant_id.language = "hi_IN"
        self._fetch(message)
        self.assertIn("फिर से भेज", self._said(message)[0])

    def test_what_is_too_big_says_how_big_it_may_be(self):
        self.channel.max_megabytes = 1
        message = self._receive("Loud music", self._told_of(bytes(1024 * 1024 + 1)))
        self.assertFalse(self._fetch(message))
        self.assertEqual(message.file_ids.reason, TOO_BIG)
        self.assertIn("1 MB", self._said(message)[0])

    def test_other_bytes_are_asked_for_again_and_then_kept_with_a_mark(self):
        told = self._told_of(PHOTO)
        MediaAdapter.kept["f1"] = PHOTO[:9]
        message = self._receive("Loud music", told)
        file = message.file_ids
        for _time in range(ASKED_AGAIN):
            self.assertFalse(self._fetch(message))
            self.assertEqual((file.state, file.error), ("waiting", "broke"))
            with trap_jobs():
                file._begin_again()
        evidence = self._fetch(message)
        self.assertEqual((evidence.attachment_id.raw, file.reason), (PHOTO[:9], OTHER_CONTENT))
        notes = " ".join(str(row.body) for row in message.complaint_id.message_ids)
        self.assertIn("वह नहीं है जो उसकी सेवा ने बताई थी", notes)

    def test_an_outage_is_waited_out_without_a_word(self):
        told = self._told_of(PHOTO)
        MediaAdapter.kept["f1"] = ConnectionError("https://secret.example/token")
        message = self._receive("Loud music", told)
        file = message.file_ids
        self._fetch(message)
        self.assertEqual((file.state, file.detail), ("waiting", "ConnectionError"))
        self.assertGreater(file.next_attempt_at, fields.Datetime.now())
        self.assertFalse(self._said(message))
        MediaAdapter.kept["f1"] = PHOTO
        self.assertTrue(self._fetch(message))

    def test_an_outage_without_end_is_left_to_a_person_and_the_citizen(self):
        MediaAdapter.kept["f1"] = ConnectionError()
        message = self._receive("Loud music", {"external_id": "f1", "mimetype": "image/png"})
        file = message.file_ids
        file.attempts = len(FETCH_PAUSES)
        self._fetch(message)
        self.assertEqual((file.state, file.next_attempt_at), ("failed", False))
        self.assertIn(ASKED, self._said(message)[0])

    def test_a_file_without_a_job_gets_one(self):
        file = self._receive("Loud music", self._told_of(PHOTO)).file_ids
        file.next_attempt_at = fields.Datetime.now() - timedelta(minutes=1)
        self.env.flush_all()
        with trap_jobs() as jobs:
            for row in self.files._abandoned():
                row._begin_again()
            jobs.assert_enqueued_job(file._work)

    def test_the_desk_asks_once_more(self):
        message = self._receive("Loud music", {"external_id": "f1", "mimetype": "image/png"})
        MediaAdapter.kept["f1"] = FileGone(DENIED)
        self._fetch(message)
        with self.assertRaises(AccessError):
            message.file_ids.with_user(self.constable).action_fetch()
        MediaAdapter.kept["f1"] = PHOTO
        with trap_jobs():
            message.file_ids.with_user(self.desk_user).action_fetch()
        self.assertTrue(self._fetch(message))
        self.assertEqual(message.file_ids.state, "fetched")

    def test_a_strangers_file_is_not_the_citizens(self):
        first = self._receive("Loud music")
        complaint = first.complaint_id
        self.patch(MediaAdapter, "parse", _addressed_to(complaint.number, MediaAdapter.parse))
        message = self._receive("I saw it", self._told_of(PHOTO), sender="+910000077999")
        self.assertEqual(message.complaint_id, complaint)
        evidence = self._fetch(message)
        self.assertTrue(evidence.is_of_stranger)
        asked = complaint.stranger_words_ids
        self.assertEqual(asked.evidence_ids, evidence)
        asked.with_user(self.desk_user).action_theirs()
        self.assertFalse(evidence.is_of_stranger)

    def test_a_strangers_lost_file_is_not_asked_of_the_citizen(self):
        complaint = self._receive("Loud music").complaint_id
        self.patch(MediaAdapter, "parse", _addressed_to(complaint.number, MediaAdapter.parse))
        gone = {"external_id": "no", "mimetype": "image/png"}
        message = self._receive("I saw it", gone, sender="+910000077999")
        self._fetch(message)
        self.assertEqual(message.file_ids.state, "gone")
        self.assertFalse(self._said(message))

    def test_who_has_spoken_is_not_asked_what_happened(self):
        voice = self._told_of(AMR, "audio/amr", is_voice=True)
        self.patch(MediaAdapter, "is_chat", True)
        message = self._receive("", voice)
        asked = self.messages.search([("in_reply_to", "=", message.external_id)])
        self.assertEqual(set(asked.mapped("reply_code")), {False, "ask_where"})

    def test_a_voice_note_waits_at_the_desk_before_it_is_fetched(self):
        voice = self._told_of(AMR, "audio/amr", is_voice=True)
        complaint = self._receive("", voice).complaint_id
        self.assertEqual((complaint.unheard, complaint.stage_code), ("sound", "received"))
        self.assertFalse(self._receive("Loud music", self._told_of(AMR)).complaint_id.unheard)
        film = self._told_of(PHOTO, "video/mp4", external_id="film")
        self.assertEqual(self._receive("", film).complaint_id.unheard, "film")

    def test_a_file_beside_a_word_that_asks_for_something_is_not_lost(self):
        self.patch(MediaAdapter, "is_chat", True)
        message = self._receive("status", self._told_of(PHOTO))
        self.assertEqual(message.action, "opened")
        self.assertTrue(self._fetch(message))

    def test_a_photo_alone_is_not_to_be_listened_to(self):
        self.assertFalse(self._receive("", self._told_of(PHOTO)).complaint_id.unheard)

    def test_a_petition_that_is_fetched_later_says_what_happened(self):
        petition = self._told_of(petition_docx(TYPED), "application/msword", name="a.docx")
        message = self._receive("", petition)
        self.assertFalse(message.complaint_id.description)
        evidence = self._fetch(message)
        complaint = message.complaint_id
        self.assertEqual((complaint.description, evidence.readable), (READ, READ))
        self.assertEqual(complaint.written_from, "read")
        self.assertTrue(complaint.category_id)

    def _replied(self, text):
        """:return: (the complaint, the ledger's row of a reply with a file that is to be fetched)"""
        complaint = self._receive("My bicycle was taken in Rampurwa").complaint_id
        self.patch(MediaAdapter, "parse", _addressed_to(complaint.number, MediaAdapter.parse))
        return complaint, self._receive(text, self._told_of(PHOTO))

    def test_a_new_matter_takes_along_what_is_still_to_be_fetched(self):
        for is_fetched_first in (False, True):
            with self.subTest(is_fetched_first=is_fetched_first):
                complaint, reply = self._replied("Another complaint: my goat was taken, too")
                self.assertTrue(complaint.has_new_matter)
                if is_fetched_first:
                    self._fetch(reply)
                action = complaint.with_user(self.desk_user).action_open_new_matter()
                opened = complaint.browse(action["res_id"])
                self._fetch(reply)
                self.assertEqual(opened.evidence_ids.attachment_id.raw, PHOTO)
                self.assertFalse(complaint.evidence_ids)
                self.assertEqual(reply.file_ids.complaint_id, opened)

    def test_what_is_gone_of_a_new_matter_is_asked_for_there(self):
        complaint, reply = self._replied("Another complaint: my goat was taken, too")
        action = complaint.with_user(self.desk_user).action_open_new_matter()
        MediaAdapter.kept.clear()
        self._fetch(reply)
        [asked] = self._notices(complaint.browse(action["res_id"]), "message")
        self.assertIn(ASKED, asked.text)
        self.assertFalse(self._said(reply))

    def test_what_belongs_to_another_case_is_fetched_for_that_one(self):
        case = self._receive("Loud music in Kalyanpur").complaint_id
        for sender, is_stranger in ((PHONE, False), ("+910000077999", True)):
            with self.subTest(is_stranger=is_stranger):
                message = self._receive("It goes on", self._told_of(PHOTO), sender=sender)
                other = message.complaint_id
                other.with_user(self.desk_user)._set_aside("belongs", case)
                self._fetch(message)
                evidence = message.file_ids.evidence_id
                self.assertEqual((evidence.complaint_id, evidence.moved_from_id), (case, other))
                self.assertEqual(evidence.is_of_stranger, is_stranger)
                other.with_user(self.desk_user).action_take_up_after_all()
                self.assertEqual((evidence.complaint_id, evidence.is_of_stranger), (other, False))
                self.assertFalse(evidence.moved_from_id)

    def test_a_petition_beside_words_adds_none(self):
        petition = self._told_of(petition_docx(TYPED), "application/msword", name="a.docx")
        message = self._receive("Loud music", petition)
        self.assertEqual(self._fetch(message).readable, READ)
        self.assertEqual(message.complaint_id.description, "Loud music")

    def test_a_paused_channel_fetches_when_it_goes_on(self):
        message = self._receive("Loud music", self._told_of(PHOTO))
        self.channel.action_pause()
        self.assertFalse(self._fetch(message))
        self.channel.action_resume()
        self.env.cr.flush()
        identity = message.file_ids._job_identity()
        self.assertTrue(self.env["queue.job"].search([("identity_key", "=", identity)]))
        self.assertTrue(self._fetch(message))


def _addressed_to(number, parse):
    """A `parse` whose messages name this complaint."""

    def parse_addressed(adapter, raw, headers, received_at):
        incoming, receipts = parse(adapter, raw, headers, received_at)
        for item in incoming:
            item.envelope.complaint_numbers = [number]
        return incoming, receipts

    return parse_addressed

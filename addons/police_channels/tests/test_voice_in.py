import hashlib
from datetime import timedelta

from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.police_force.tools.phone import format_phone

from ..tools.recording import HEADER, is_silent, repaired, seconds_of
from ..tools.signature import ENVELOPE_HEADER, SIGNATURE_HEADER, sign
from .voice_common import BEGAN, PHONE, VoiceCase, call, sound


@tagged("post_install", "-at_install")
class TestVoiceIn(VoiceCase, HttpCase):
    """What callers leave behind."""

    def test_words_become_a_complaint_to_be_listened_to(self):
        recording = sound(4)
        message = self._speak(recording=recording).message_ids
        complaint = message.complaint_id
        self.assertEqual((message.state, message.action), ("done", "opened"))
        self.assertEqual((complaint.channel, complaint.unheard), ("voice", "sound"))
        self.assertEqual(complaint.received_at, BEGAN.replace(tzinfo=None))
        evidence = complaint.evidence_ids
        self.assertEqual(evidence.attachment_id.raw, recording)
        self.assertEqual(evidence.sha256, hashlib.sha256(recording).hexdigest())
        address = complaint.party_ids.complainant_id.address_ids
        self.assertEqual((address.kind, address.value), ("phone", PHONE))
        self.assertEqual(complaint.language, "hi_IN")

    def test_the_number_goes_to_the_phone_by_sms(self):
        complaint = self._speak().message_ids.complaint_id
        notice = self.messages.search(
            [("complaint_id", "=", complaint.id), ("direction", "=", "out")]
        )
        self.assertEqual((notice.channel_id, notice.address), (self.sms, PHONE))
        self.assertIn(complaint.number, notice.text)

    def test_a_call_counts_once_whatever_is_told_of_it_later(self):
        first = self._speak().message_ids
        again = self._speak("1", ("told", "number"), ("ended", "1767348090"))
        self.assertEqual(again.state, "repeat")
        self.assertEqual(self.messages.search([("event_id", "in", again.ids)]), self.messages)
        self.assertTrue(first.complaint_id)

    def test_a_withheld_number_is_nobody(self):
        for serial, more in enumerate(
            (
                {"presentation": "prohib_not_screened"},
                {"privacy": "id"},
                {"sender": "anonymous"},
                {"sender": "Unavailable"},
                {"sender": ""},
            )
        ):
            with self.subTest(**more):
                message = self._speak(f"w{serial}", **more).message_ids
                self.assertFalse(message.address)
                self.assertFalse(message.complaint_id.party_ids.complainant_id.address_ids)

    def test_callers_without_a_number_are_not_one_person(self):
        people = [
            self._speak(
                serial, sender="anonymous", recording=sound(length)
            ).message_ids.complaint_id.party_ids.complainant_id
            for serial, length in (("a", 2), ("b", 3))
        ]
        self.assertEqual(len(people[0] | people[1]), 2)

    def test_a_forged_caller_reads_and_reopens_nothing(self):
        """Whoever says that they call from the complainant's phone opens a case of their own."""
        first = self._speak("1").message_ids.complaint_id
        second = self._speak("2", recording=sound(5)).message_ids.complaint_id
        self.assertTrue(second)
        self.assertNotEqual(first, second)

    def test_nothing_said_is_no_complaint_but_a_call_to_return(self):
        message = self._speak(recording=sound(4, loudness=20)).message_ids
        self.assertEqual((message.kind, message.state), ("rang", "set_aside"))
        self.assertFalse(message.complaint_id)
        self.assertEqual(message.call_back_id.phone, PHONE)

    def test_who_was_served_is_not_called_back(self):
        for serial, (kind, step) in enumerate(
            {
                "talked": ("member", "PJSIP/taker-1"),
                "emergency": ("emergency", "ANSWER"),
                "heard": ("told", "status"),
            }.items()
        ):
            message = self._ring(f"s{serial}", step).message_ids
            self.assertEqual((message.kind, message.is_unseen), (kind, False))
        self.assertFalse(self.call_backs.search([("phone", "=", PHONE)]))

    def test_what_is_no_call_is_kept_as_unreadable(self):
        for raw in (b"", b"words", b"[]\n", b"{}\n"):
            self.assertEqual(self._arrive(raw).state, "failed")

    def test_the_door_signs(self):
        body, told = call(), "{}"
        url = "/police/channel/voice/in"
        headers = {"Content-Type": "application/octet-stream", ENVELOPE_HEADER: told}
        self.assertEqual(self.url_open(url, body, headers=headers).status_code, 403)
        headers[SIGNATURE_HEADER] = sign(self.channel.secret, told, body)
        self.assertEqual(self.url_open(url, body, headers=headers).text, "stored")


@tagged("post_install", "-at_install")
class TestCallBack(VoiceCase):
    """Who rang and reached nobody is called, once."""

    def _waiting(self):
        return self.call_backs.search([("phone", "=", PHONE), ("state", "=", "waiting")])

    def test_within_a_quarter_of_an_hour(self):
        self._ring()
        row = self._waiting()
        self.assertEqual(row.due_at, BEGAN.replace(tzinfo=None) + timedelta(minutes=15))

    def test_one_task_however_often_they_ring(self):
        for minute in (3, 0, 9):
            self._ring(f"m{minute}", began=BEGAN + timedelta(minutes=minute))
        row = self._waiting()
        self.assertEqual((len(row), row.rings, len(row.message_ids)), (1, 3, 3))
        self.assertEqual(row.last_rang_at - row.first_rang_at, timedelta(minutes=9))

    def test_the_number_is_found_as_it_is_shown_and_as_it_is_dialled(self):
        self._ring()
        row = self._waiting()
        self.assertEqual(row.phone_in_groups, format_phone(PHONE))
        for words in (PHONE, row.phone_in_groups):
            self.assertIn(row, self.call_backs.search([("phone_in_groups", "ilike", words)]), words)
        [message] = row.message_ids
        self.assertEqual(message.phone_in_groups, format_phone(PHONE))
        for words in (PHONE, message.phone_in_groups):
            self.assertIn(message, message.search([("phone_in_groups", "ilike", words)]), words)

    def test_numbers_are_sorted_as_they_are_kept(self):
        self._ring()
        self._ring("2", sender="+919876500000", began=BEGAN + timedelta(minutes=1))
        self.assertTrue(
            self.call_backs.fields_get(["phone_in_groups"])["phone_in_groups"]["sortable"]
        )
        for way, is_reverse in (("", False), (" desc", True)):
            found = self.call_backs.search([], order=f"phone_in_groups{way}").mapped("phone")
            self.assertGreater(len(found), 1)
            self.assertEqual(found, sorted(found, reverse=is_reverse))

    def test_who_asked_for_112_does_not_wait(self):
        self._ring()
        self._ring("2", ("phase", "emergency"), began=BEGAN + timedelta(minutes=2))
        self.assertEqual(str(self._waiting().due_at), "2026-01-02 10:02:00")
        calls = self._waiting().message_ids.with_context(lang="hi_IN")
        self.assertIn("ख़तरा: 112", calls.mapped("came_as_far"))

    def test_at_a_time_that_is_safe(self):
        complaint = self._speak().message_ids.complaint_id
        address = complaint.party_ids.complainant_id.address_ids
        address.write({"contact_from": 19, "contact_to": 20, "do_not_call": True})
        self._ring("2", began=BEGAN + timedelta(hours=1))
        row = self._waiting()
        # 19:00 in India.
        self.assertEqual(str(row.due_at), "2026-01-02 13:30:00")
        self.assertIn("DO NOT CALL", row.warnings)

    def test_who_got_through_since_is_not_called(self):
        self._ring()
        self._speak("2", began=BEGAN + timedelta(minutes=2))
        self.assertFalse(self._waiting())
        # The exchange hands over late, and in any order.
        self._ring("3", began=BEGAN + timedelta(minutes=1))
        self.assertFalse(self._waiting())
        self._ring("4", began=BEGAN + timedelta(minutes=5))
        self.assertTrue(self._waiting())

    def test_who_hung_up_to_read_the_code_and_heard_the_status_is_not_called(self):
        begun, heard = ("phase", "status"), ("told", "status")
        for first, second, is_called in (
            (begun, heard, False),
            (heard, begun, True),
            (("phase", "person"), heard, True),
        ):
            for minute, step in ((0, first), (2, second)):
                self._ring(f"{first}{minute}", step, began=BEGAN + timedelta(minutes=minute))
            self.assertEqual(bool(self._waiting()), is_called, (first, second))
            self._waiting().unlink()
        # Handed over late.
        self._ring("late", begun, began=BEGAN + timedelta(minutes=1))
        self.assertFalse(self._waiting())

    def test_a_withheld_number_cannot_be_called(self):
        message = self._ring(sender="anonymous").message_ids
        self.assertEqual((message.kind, message.is_unseen), ("rang", False))
        self.assertFalse(message.call_back_id)

    def test_three_tries(self):
        self._ring()
        row = self._waiting().with_user(self.desk_user)
        for _try in range(2):
            row.action_not_reached()
            self.assertEqual(row.state, "waiting")
        self.assertGreater(row.due_at, row.last_rang_at + timedelta(hours=1))
        row.action_not_reached()
        self.assertEqual((row.state, row.done_by_id), ("unreachable", self.desk_user))

    def test_reached(self):
        self._ring()
        row = self._waiting().with_user(self.desk_user)
        row.action_reached()
        self.assertEqual(row.state, "reached")
        self._ring("2", began=BEGAN + timedelta(minutes=20))
        self.assertEqual(len(self._waiting()), 1)

    def test_the_first_try_is_in_time_or_not(self):
        for serial, minutes, in_time in ((1, 15, True), (2, 16, False)):
            self._ring(f"t{serial}", sender=f"+91000007700{serial}")
            row = self.call_backs.search([("phone", "=", f"+91000007700{serial}")])
            moment = row.first_rang_at + timedelta(minutes=minutes)
            with freeze_time(moment):
                row.with_user(self.desk_user).action_not_reached()
            self.assertEqual((row.called_at, row.was_in_time), (moment, in_time))
            self.assertEqual(row.called_by_id, self.desk_user)
            with freeze_time(moment + timedelta(hours=1)):
                row.with_user(self.desk_user).action_reached()
            self.assertEqual((row.called_at, row.was_in_time), (moment, in_time))

    def test_who_got_through_was_not_called(self):
        self._ring()
        row = self._waiting()
        self._speak("2", began=BEGAN + timedelta(minutes=2))
        self.assertEqual((row.state, row.called_at), ("heard", False))

    def test_the_name_of_a_row_says_nothing(self):
        self._ring()
        self.assertNotIn(PHONE[3:], self._waiting().display_name)


@tagged("post_install", "-at_install")
class TestRecording(VoiceCase):
    """Recordings whose writer was killed."""

    def test_a_header_gets_its_lengths(self):
        whole = sound(2)
        broken = bytearray(whole)
        broken[4:8] = broken[40:44] = bytes(4)
        self.assertEqual(repaired(bytes(broken)), whole)
        self.assertEqual(repaired(whole), whole)
        self.assertEqual(seconds_of(bytes(broken)), 2)

    def test_half_a_sample_and_half_a_header(self):
        whole = sound(1)
        self.assertEqual(seconds_of(repaired(whole[:-1])), 1 - 1 / 8000)
        self.assertEqual(repaired(b""), repaired(whole[: HEADER.size]))

    def test_silence(self):
        self.assertTrue(is_silent(b""))
        self.assertTrue(is_silent(sound(5, loudness=100)))
        # A click of 40 ms.
        self.assertTrue(is_silent(repaired(sound(0.04)[44:] + bytes(16000 * 3))))
        self.assertFalse(is_silent(repaired(bytes(16000 * 3) + sound(1, loudness=600)[44:])))

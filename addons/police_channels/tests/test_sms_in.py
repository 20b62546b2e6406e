from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.police_channel_part import GAP
from ..tools.signature import ENVELOPE_HEADER, SIGNATURE_HEADER, sign
from .sms_common import PHONE, SmsCase, header

PARTS = (
    "साहब नमस्ते। हमारे मोहल्ले कल्याणपुर में रोज़ रात दो बजे तक तेज़ गाना ब",
    "जता है, मना करने पर पड़ोसी झगड़ा करता है। बच्चों की परीक्षा है, कृपया इस प",
    "र कार्रवाई करें।",
)


@tagged("post_install", "-at_install")
class TestSmsIn(SmsCase, HttpCase):
    """What citizens send by SMS."""

    def _arrive_at(self, moment, raw):
        """It was at the door at this moment of 2 January 2026."""
        headers = {"received": f"2026-01-02T{moment}:00+05:30"}
        with trap_jobs():
            event = self.events._store(self.channel, raw, headers)
            event._work()
        return event

    def _part(self, number, text=None, serial="a", reference=7, total=3):
        text = PARTS[number - 1] if text is None else text
        return self._arrive(
            self._sms(text, f"{serial}{number}", udh=header(reference, total, number))
        )

    def _later(self, **delta):
        """As if all that was parsed had come so long ago."""
        ago = timedelta(**delta)
        self.env.flush_all()
        for table, columns in (
            ("police_channel_message", ("happened_at", "next_attempt_at")),
            ("police_channel_part", ("arrived_at",)),
        ):
            for column in columns:
                self.env.cr.execute(
                    f"UPDATE {table} SET {column} = {column} - %s WHERE channel_id = %s",
                    (ago, self.channel.id),
                )
        self.env.invalidate_all()

    def _sweep(self):
        with trap_jobs():
            waiting = self.messages._abandoned()
            for message in waiting:
                message._begin_again()
                message._work()

    def test_one_message_becomes_a_complaint_and_is_answered_there(self):
        raw = self._sms("Thana Kalyanpur me padosi raat ko gana bajata hai, koi sunta nahi")
        envelope = "{}"
        signed = {
            ENVELOPE_HEADER: envelope,
            SIGNATURE_HEADER: sign(self.channel.secret, envelope, raw),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        answer = self.url_open("/police/channel/sms/in", data=raw, headers=signed)
        self.assertEqual((answer.status_code, answer.text), (200, "stored"))
        event = self.events.search([("channel_id", "=", self.channel.id)])
        with trap_jobs():
            event._work()
        complaint = event.message_ids.complaint_id
        self.assertEqual((complaint.channel, complaint.language), ("sms", "hi_IN"))
        address = complaint.party_ids.complainant_id.address_ids
        self.assertEqual((address.kind, address.value), ("phone", PHONE))
        notice = self._notices(complaint, "received")
        self.assertEqual((notice.channel_id, notice.address), (self.channel, PHONE))
        self.assertIn(complaint.number, notice.text)
        self.assertIn("112", notice.text)

    def test_nothing_is_taken_that_is_not_signed(self):
        raw = self._sms("Thana Kalyanpur")
        plain = {"Content-Type": "application/x-www-form-urlencoded"}
        for signature in ({}, {SIGNATURE_HEADER: "nonsense"}, {SIGNATURE_HEADER: b"\xe9"}):
            headers = plain | signature
            answer = self.url_open("/police/channel/sms/in", data=raw, headers=headers)
            self.assertEqual(answer.status_code, 403)
        self.assertFalse(self.events.search([("channel_id", "=", self.channel.id)]))

    def test_parts_in_reverse_order_are_one_message(self):
        for number in (3, 2):
            message = self._part(number).message_ids or self.messages.search([], limit=1)
            self.assertEqual((message.state, message.parts_left), ("received", number - 1))
        self.assertEqual(message.text, f"{GAP}{PARTS[1]}{PARTS[2]}")
        self._part(1)
        self.assertEqual(message.text, "".join(PARTS))
        self.assertEqual((message.state, message.parts_left), ("done", 0))
        self.assertEqual(message.complaint_id.description, "".join(PARTS))

    def test_a_part_twice_changes_nothing(self):
        for serial in ("a", "b"):
            for number in (1, 2, 3):
                self._part(number, serial=serial)
        self._part(2, serial="c")
        message = self.messages.search(
            [("channel_id", "=", self.channel.id), ("direction", "=", "in")]
        )
        self.assertEqual((len(message), message.text), (1, "".join(PARTS)))

    def test_a_part_with_line_ends_of_its_own_is_known_when_it_comes_again(self):
        for serial in ("a", "b"):
            self._part(1, "Kalyanpur:\r\ngana\r", serial, total=2)
        self._part(2, " raat bhar", "a", total=2)
        self.assertEqual(self._said(), ["Kalyanpur:\ngana\n raat bhar"])

    def test_a_reference_that_comes_round_begins_another_message(self):
        """A part of a message that is complete never stands in a later one."""
        for number, text in ((1, "My son "), (2, "is missing from Kalyanpur")):
            self._part(number, text, "a", total=2)
        self._part(1, "My son ", "b", total=2)
        for number, text in ((2, "was stolen in Kalyanpur"), (1, "My cycle ")):
            self._part(number, text, "c", total=2)
        said = self.messages.search([("direction", "=", "in")], order="id").mapped("text")
        self.assertEqual(
            said, ["My son is missing from Kalyanpur", "My cycle was stolen in Kalyanpur"]
        )

    def _said(self):
        said = self.messages.search([("direction", "=", "in")], order="id")
        return said.mapped("text")

    def test_an_old_part_come_late_stands_in_no_later_message(self):
        """The network repeats it while another message with the same reference waits for its own."""
        for number, text in ((1, "My son "), (2, "is missing from Kalyanpur")):
            self._part(number, text, "a", total=2)
        self._part(1, "My cycle ", "b", total=2)
        self._part(2, "is missing from Kalyanpur", "c", total=2)
        self._part(2, "was stolen in Kalyanpur", "d", total=2)
        self._sweep()
        self.assertEqual(
            self._said(), ["My son is missing from Kalyanpur", "My cycle was stolen in Kalyanpur"]
        )

    def test_a_part_with_the_words_of_an_older_one_is_not_lost(self):
        for order in ((1, 2), (2, 1)):
            with self.subTest(order=order):
                reference = 40 + order[0]
                old = {1: f"My son {reference} ", 2: "is missing from Kalyanpur"}
                new = {**old, 1: f"My daughter {reference} "}
                for number in (1, 2):
                    self._part(number, old[number], f"old{reference}", reference, 2)
                self._later(hours=2)
                for number in order:
                    self._part(number, new[number], f"new{reference}", reference, 2)
                self._later(minutes=3)
                self._sweep()
                self.assertEqual(self._said()[-1], "".join(new.values()))
                message = self.messages.search([("text", "=", "".join(new.values()))])
                self.assertEqual((message.parts_left, message.action), (0, "opened"))
                self.assertEqual(message.complaint_id.description, message.text)

    def test_another_sender_with_the_same_reference_is_another_message(self):
        self._part(1)
        other = self._arrive(self._sms(PARTS[1], "x", sender="+910000077999", udh=header(7, 3, 2)))
        self.assertEqual(other.message_ids.parts_left, 2)

    def test_what_never_comes_leaves_a_gap_and_joins_when_it_comes_late(self):
        self._part(1)
        message = self._part(3).message_ids or self.messages.search([], limit=1)
        self._sweep()
        self.assertEqual(message.state, "received")
        self._later(minutes=5)
        self._sweep()
        complaint = message.complaint_id
        self.assertEqual(complaint.description, f"{PARTS[0]}{GAP}{PARTS[2]}")
        late = self._part(2).message_ids
        self.assertEqual((late.action, late.complaint_id), ("joined", complaint))
        self.assertEqual(late.text, PARTS[1])

    def test_a_number_that_begins_in_one_part_joins_by_it(self):
        complaint = self._arrive(self._sms("Thana Kalyanpur: gana")).message_ids.complaint_id
        number = complaint.number
        words = ("Aaj phir gana bajaya, shikayat number " + number[:4], number[4:] + " hai")
        for place, text in enumerate(words, 1):
            event = self._part(place, text, total=2)
        message = self.messages.search([("text", "=", "".join(words))])
        self.assertEqual((message.action, message.complaint_id), ("joined", complaint))
        self.assertTrue(event)

    def test_a_wide_reference_and_other_elements_are_understood(self):
        udh = bytes([12, 5, 4, 0, 1, 0, 2, 8, 4, 0x12, 0x34, 2, 1])
        message = self._arrive(self._sms("Thana ", udh=udh)).message_ids
        self.assertEqual(message.parts_left, 1)

    def test_what_the_network_wrote_in_another_alphabet_is_read(self):
        event = self._arrive(self._sms(PARTS[2], charset="UTF-16BE"))
        self.assertEqual(event.message_ids.text, PARTS[2])

    def test_the_clock_starts_when_the_door_had_it(self):
        event = self._arrive_at("08:30", self._sms("Thana Kalyanpur: gana"))
        complaint = event.message_ids.complaint_id
        self.assertEqual(str(complaint.received_at), "2026-01-02 03:00:00")

    def test_the_clock_of_a_long_one_starts_with_its_first_part(self):
        for number, moment in ((2, "08:31"), (1, "08:30"), (3, "08:35")):
            raw = self._sms(PARTS[number - 1], f"a{number}", udh=header(7, 3, number))
            self._arrive_at(moment, raw)
        complaint = self.messages.search([("text", "=", "".join(PARTS))]).complaint_id
        self.assertEqual(str(complaint.received_at), "2026-01-02 03:00:00")

    def test_the_clock_of_what_was_never_brought_starts_when_the_gateway_had_it(self):
        for number, time, moment in ((1, "2026-01-02 02:40:00", "02:40"), (2, "never", "03:00")):
            words = f"Thana Kalyanpur: gana {number}"
            raw = self._sms(words, str(number)).replace(b"event=mo", b"event=missing")
            event = self._arrive_at("08:30", raw + f"&time={time}".encode())
            complaint = event.message_ids.complaint_id
            self.assertEqual(str(complaint.received_at), f"2026-01-02 {moment}:00")

    def test_what_is_no_text_is_kept_without_words(self):
        raw = self._sms("x").replace(b"charset=UTF-8", b"charset=8-BIT")
        self.assertEqual(self._arrive(raw).message_ids.text, "")

    def test_a_sign_that_no_table_takes_is_left_out(self):
        self.assertEqual(
            self._arrive(self._sms("Thana\0 Kalyanpur")).message_ids.text, "Thana Kalyanpur"
        )

    def test_a_name_as_sender_is_a_machine(self):
        message = self._arrive(self._sms("Your OTP is 1234", sender="JD-BANK")).message_ids
        self.assertEqual((message.kind, message.state), ("automatic", "set_aside"))
        self.assertEqual(message.sign, "JD-BANK")
        self.assertTrue(message.is_unseen)

    def test_a_long_message_of_a_machine_is_whole_and_opens_nothing(self):
        for number in (2, 1, 3):
            raw = self._sms(
                PARTS[number - 1], f"a{number}", sender="JD-BANK", udh=header(7, 3, number)
            )
            self._arrive(raw)
        message = self.messages.search([("address", "=", "JD-BANK")])
        self.assertEqual((message.state, message.text), ("set_aside", "".join(PARTS)))
        self.assertFalse(message.next_attempt_at or message.complaint_id or message.parts_left)
        with trap_jobs():
            message.action_retry()
            message._work()
        self.assertEqual(message.complaint_id.description, "".join(PARTS))

    def test_the_same_message_again_is_one(self):
        raw = self._sms("Thana Kalyanpur: gana")
        self._arrive(raw)
        self._arrive(raw + b"&time=later")
        self.assertEqual(
            self.messages.search_count([("direction", "=", "in"), ("address", "=", PHONE)]), 1
        )

    def test_what_cannot_be_read_is_kept(self):
        event = self.events._store(self.channel, b"nonsense", {})
        event._work()
        self.assertEqual(event.state, "failed")
        self.assertGreater(event.next_attempt_at, fields.Datetime.now())

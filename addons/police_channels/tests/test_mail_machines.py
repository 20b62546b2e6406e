from datetime import timedelta

from odoo import fields
from odoo.tests import BaseCase, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..tools.absence import is_absence_note
from .cases import case_mail
from .common import ChannelCase


@tagged("post_install", "-at_install")
class TestSetAside(ChannelCase):
    """What looks like a machine's is set aside, and a person looks whether that is right."""

    def _tile(self, code, user=None):
        sections = self.env["police.start.page"].with_user(user or self.desk_user).get_sections()
        tiles = [tile for section in sections for tile in section["tiles"]]
        return next((tile["count"] for tile in tiles if tile["code"] == code), None)

    def test_a_wish_for_no_automatic_answer_makes_nobody_a_machine(self):
        message = self._arrive(case_mail("m01"), "kamla.devi@m01.bugtest.example").message_ids
        self.assertEqual((message.kind, message.action), ("person", "opened"))

    def test_by_a_list_is_counted_until_a_person_has_looked(self):
        before = self._tile("aside")
        aside = self.messages
        for name in ("m13", "55"):
            aside |= self._arrive(case_mail(name), "list@bugtest.example").message_ids
        self.assertEqual(set(aside.mapped("state")), {"set_aside"})
        self.assertEqual(self._tile("aside"), before + 2)
        aside[0].with_user(self.desk_user).action_leave_aside()
        self.assertEqual(self._tile("aside"), before + 1)
        with trap_jobs():
            aside[1].with_user(self.desk_user).action_retry()
        self.assertEqual(self._tile("aside"), before)

    def test_the_tile_opens_its_list(self):
        self._arrive(case_mail("m13"), "list@bugtest.example")
        [tile] = [
            tile
            for section in self.env["police.start.page"].with_user(self.desk_user).get_sections()
            for tile in section["tiles"]
            if tile["code"] == "aside"
        ]
        found = self.messages.with_user(self.desk_user).search(tile["action"]["domain"])
        self.assertIn("Street fights near school Bharthana", found.mapped("subject"))

    def test_an_automatic_answer_is_set_aside_with_its_complaint(self):
        complaint = self._arrive(From="neha.test@outlook.example").message_ids.complaint_id
        swaps = {
            "<da3ce921ee92c8eafbe6667567a28cbe@police.example>": self._notices(
                complaint
            ).external_id
        }
        message = self._arrive(case_mail("53", swaps), "").message_ids
        self.assertEqual((message.state, message.complaint_id), ("set_aside", complaint))

    def test_our_own_mail_is_nothing_to_look_at(self):
        message = self._arrive(From="grievance@police.example").message_ids
        self.assertEqual((message.state, message.is_unseen), ("set_aside", False))

    def _by_list(self, number, **headers):
        return self._arrive(
            text=f"Matter {number}.",
            From=f"resident{number}@list.example",
            Message_ID=f"<{number}@list.example>",
            **headers,
        )

    def test_a_mailbox_of_which_all_is_set_aside_is_told_to_the_administrator(self):
        for number in range(30):
            self._by_list(number, List_Id="<help-desk.example>")
        self.channel.invalidate_recordset()
        self.assertTrue(self.channel.is_all_aside)
        self.assertEqual(self._tile("all_aside", self.administrator), 1)
        for number in range(30, 40):
            self._by_list(number)
        self.channel.invalidate_recordset()
        self.assertFalse(self.channel.is_all_aside)
        self.assertEqual(self._tile("all_aside", self.administrator), 0)

    def test_so_is_one_that_forwards_all_by_a_rule_in_its_own_name(self):
        for number in range(5):
            self.assertFalse(self.channel.is_all_aside)
            self._arrive(
                text=f"Matter {number}.",
                Message_ID=f"<{number}@outlook.example>",
                Auto_Submitted="auto-generated",
            )
            self.channel.invalidate_recordset()
        self.assertTrue(self.channel.is_all_aside)

    def test_machines_that_answer_our_notices_are_right(self):
        complaint = self._arrive().message_ids.complaint_id
        for number in range(30):
            self._arrive(
                Message_ID=f"<{number}@example.org>",
                Auto_Submitted="auto-replied",
                In_Reply_To=self._notices(complaint).external_id,
            )
        self.assertFalse(self.channel.is_all_aside)


@tagged("post_install", "-at_install")
class TestAbsenceNotes(ChannelCase):
    """Notes of an absence without a header: one case from one address, whatever changes in them."""

    def _note(self, name):
        return self._arrive(case_mail(name), "lalit@m16.bugtest.example").message_ids

    def test_the_second_opens_nothing(self):
        first, second = self._note("m16-vacation-1"), self._note("m16-vacation-2")
        self.assertEqual(first.action, "opened")
        self.assertEqual((second.state, second.kind), ("set_aside", "automatic"))
        self.assertEqual(second.complaint_id, first.complaint_id)
        self.assertTrue(second.is_unseen)

    def test_a_person_may_say_that_it_is_a_citizens(self):
        self._note("m16-vacation-1")
        second = self._note("m16-vacation-2")
        with trap_jobs():
            second.with_user(self.desk_user).action_retry()
        second._work()
        self.assertEqual((second.state, second.action), ("done", "opened"))
        self.assertFalse(second.is_unseen)

    def test_who_is_away_and_in_danger_is_heard(self):
        self._note("m16-vacation-1")
        swaps = {"For urgent matters call the shop.": "Thieves are in my house, save my family."}
        self.assertEqual(
            self._arrive(case_mail("m16-vacation-2", swaps)).message_ids.action, "opened"
        )

    def test_months_later_it_is_another_absence(self):
        first = self._note("m16-vacation-1")
        first.happened_at = fields.Datetime.now() - timedelta(days=90)
        self.assertEqual(self._note("m16-vacation-2").action, "opened")

    def test_who_is_on_leave_may_complain_of_two_things(self):
        for text, became in (
            ("I am on leave till Friday. The neighbour has built on my field.", "opened"),
            ("Still on leave. Somebody cut down the mango tree at the well.", "opened"),
            ("I am on leave till Sunday. The neighbour has built on my field.", False),
        ):
            message = self._arrive(text=text, Message_ID=f"<{len(text)}@x.example>").message_ids
            self.assertEqual(message.action, became, text)

    def test_another_address_is_another_person(self):
        self._note("m16-vacation-1")
        other = case_mail("m16-vacation-2").replace(b"lalit@", b"lata@")
        self.assertEqual(self._arrive(other).message_ids.action, "opened")


@tagged("post_install", "-at_install")
class TestAbsenceWords(BaseCase):
    def test_notes(self):
        for subject, text in (
            ("Lalit Mohan is out of office", "Back on Monday."),
            ("Automatic reply: Complaint", ""),
            ("Auto-reply", "Thank you for your mail."),
            ("Re: Complaint 4346344571: we have it", "I am on annual leave till 5 December."),
            ("", "I am currently away with limited access to my e-mail."),
            ("अवकाश सूचना", "मैं 5 दिसम्बर तक अवकाश पर हूँ।"),
            ("", "Main 5 tarikh tak chhutti par hoon, baad me jawab dunga."),
            ("", "This is an automatically generated message."),
        ):
            self.assertTrue(is_absence_note(subject, text), (subject, text))

    def test_complaints(self):
        for subject, text in (
            ("Theft", "They came while the house stood empty."),
            ("Chori", "Hum shaadi me gaye the, ghar me chori ho gayi."),
            ("Shop", "The office clerk asks for money."),
        ):
            self.assertFalse(is_absence_note(subject, text), (subject, text))

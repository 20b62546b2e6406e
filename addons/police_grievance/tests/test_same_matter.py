from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, tagged

from ..tools.fingerprint import fingerprint
from .common import PoliceCase

WORDS = "My cow was taken from the field behind the mill at night."
FORWARDED = f"""Please look into this.

---------- Forwarded message ---------
From: Asha <asha@example.org>
Date: Mon, 23 Nov 2026
Subject: My cow
To: <grievance@police.example>

> {WORDS}

Sent from my phone"""


@tagged("post_install", "-at_install")
class TestSameMatter(PoliceCase):
    """A complaint that perhaps belongs to another: a hint for the control room."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._said(sender_value="asha@example.org")

    @classmethod
    def _said(cls, text=WORDS, sender_value="somebody@example.org", **values):
        envelope = cls._envelope(text, sender_value=sender_value, subject="Cow", **values)
        return cls.env["police.complaint"]._intake(envelope).complaint

    def _hint(self, complaint, user=None):
        return complaint.with_user(user or self.desk_user).perhaps_id

    def test_the_same_words_from_another_address(self):
        for text in (WORDS, WORDS.upper(), FORWARDED, f"> {WORDS}"):
            with self.subTest(text=text):
                other = self._said(text)
                self.assertEqual(self._hint(other), self.first)
                self.assertEqual(other.with_user(self.desk_user).perhaps_why, "words")

    def test_other_words_or_another_week_are_another_matter(self):
        self.assertFalse(self._hint(self._said("My cow was taken from the stable in the morning.")))
        self.first.sudo().received_at -= timedelta(days=8)
        self.assertFalse(self._hint(self._said()))

    def test_what_was_merged_leads_to_where_it_belongs(self):
        target = self._said("Where is it? Nobody has told us anything about the cow.")
        self.first.with_user(self.desk_user)._set_aside("belongs", target)
        self.assertEqual(self._hint(self._said()), target)

    def test_it_costs_one_query(self):
        self.env.flush_all()
        complaints = self.env["police.complaint"].sudo()
        mark = fingerprint(WORDS)
        with self.assertQueryCount(1):
            same = complaints._with_same_words(mark, fields.Datetime.now())
        self.assertEqual(same, self.first)

    def test_by_the_number(self):
        other = self._said("What about it?", mentioned_numbers=[self.first.number])
        self.assertEqual(self._hint(other), self.first)
        self.assertEqual(other.with_user(self.desk_user).perhaps_why, "number")

    def test_the_control_room_alone_is_told(self):
        other = self._said()
        other.sudo().write(other._unit_values(self.station))
        for user in (self.station_head, self.superintendent):
            with self.assertRaises(AccessError):
                other.with_user(user).read(["perhaps_id"])
        for user in (self.station_head, self.desk_user):
            for name in ("perhaps_of_id", "words_fingerprint"):
                with self.assertRaises(AccessError):
                    other.with_user(user).read([name])

    def test_found_by_the_list_without_a_query_for_each(self):
        self._said()
        self._queries_of_list()
        one = self._queries_of_list()
        for number in range(3):
            self._said(sender_value=f"somebody{number}@example.org")
        self.assertEqual(self._queries_of_list(), one)

    def _queries_of_list(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        by_desk = self.env["police.complaint"].with_user(self.desk_user)
        found = by_desk.search([("perhaps_id", "!=", False)])
        self.assertEqual(found.mapped("perhaps_id"), self.first)
        self.assertNotIn(self.first, found)
        return self.env.cr.sql_log_count - before

    def test_who_may_not_read_the_other_one_is_told_nothing(self):
        other = self._said()
        self.first.sudo().complained_user_id = self.desk_user
        self.env.invalidate_all()
        self.assertFalse(self._hint(other))

    def test_an_anonymous_one_is_in_no_hint(self):
        hidden = self._said(confidentiality="anonymous", sender_value="")
        self.assertFalse(self._hint(hidden))
        self.assertFalse(hidden.sudo().words_fingerprint)
        self.first.sudo()._set_confidentiality("anonymous")
        self.assertFalse(self._hint(self._said()))

    def test_who_becomes_anonymous_leaves_the_hints(self):
        other = self._said()
        self.first.sudo()._set_confidentiality("anonymous")
        self.assertFalse(self._hint(other))
        self.assertFalse(self.first.sudo().words_fingerprint)

    def test_of_a_confidential_one_the_control_room_may_know(self):
        self.first.sudo()._set_confidentiality("confidential")
        self.assertEqual(self._hint(self._said()), self.first)

    def test_one_click_joins(self):
        other = self._said()
        with self.assertRaises(AccessError):
            other.with_user(self.superintendent).action_join_perhaps()
        other.with_user(self.desk_user).action_join_perhaps()
        self.assertEqual(other.merged_into_id, self.first)
        self.assertFalse(other.is_open)
        self.assertTrue(self.first.has_unread_reply)
        with self.assertRaises(UserError):
            other.with_user(self.desk_user).action_join_perhaps()

    def test_or_not(self):
        other = self._said()
        other.with_user(self.desk_user).action_not_perhaps()
        self.assertFalse(self._hint(other))
        self.assertTrue(other.is_open)

    def test_to_what_belongs_elsewhere_it_belongs_there(self):
        target = self._said("A quite different matter of five words.", sender_value="c@example.org")
        self.first.with_user(self.desk_user)._set_aside("belongs", target)
        self.assertEqual(self._hint(self._said()), target)

    def test_spam_is_nothing_to_belong_to(self):
        self.first.with_user(self.desk_user)._set_aside("spam")
        self.assertFalse(self._hint(self._said()))


@tagged("post_install", "-at_install")
class TestFingerprint(BaseCase):
    def test_what_does_not_count(self):
        mark = fingerprint(WORDS)
        self.assertEqual(len(mark), 64)
        for text in (FORWARDED, f"  {WORDS.lower()}\r\n", f"> {WORDS}", f'"{WORDS}"'):
            self.assertEqual(fingerprint(text), mark, text)
        self.assertNotEqual(fingerprint(f"{WORDS} It is found."), mark)

    def test_few_words_tell_nothing(self):
        for text in ("", "Help me please", "> Help", fields.Date.to_string(fields.Date.today())):
            self.assertEqual(fingerprint(text), "", text)

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestReplyHeld(PoliceCase):
    """A reply waits: half-written until somebody goes on, and some seconds before it is out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("police_grievance.reply_hold_seconds", "10")
        cls.complaint = cls._complaint(cls.station)
        cls.complaint.sudo().has_unread_reply = True
        cls.replies = cls.env["police.complaint.reply.wizard"]

    def _write(self, text="We are coming.", user=None, **values):
        replies = self.replies.with_user(user or self.station_head)
        return replies.create({"complaint_id": self.complaint.id, "text": text, **values})

    def _sent(self):
        subtype = self.env.ref("police_grievance.mt_to_citizen")
        return self.complaint.message_ids.filtered(lambda row: row.subtype_id == subtype)

    def _dialog(self, user=None):
        action = self.complaint.with_user(user or self.station_head).action_reply()
        return self.replies.with_user(user or self.station_head).browse(action.get("res_id"))

    # Held

    def test_it_goes_out_when_nobody_took_it_back(self):
        reply = self._write()
        action = reply.action_send()
        self.assertEqual((action["tag"], action["params"]["seconds"]), ("police_reply_held", 10))
        self.assertFalse(self._sent())
        self.assertTrue(self.complaint.has_unread_reply)
        self.assertTrue(self.replies.with_user(self.station_head).action_send_held(reply.id))
        self.assertIn("We are coming.", self._sent().body)
        self.assertEqual(self._sent().create_uid, self.station_head)
        self.assertFalse(self.complaint.has_unread_reply)
        self.assertFalse(reply.exists(), "nothing of the words stays in the dialogue")

    def test_once(self):
        reply = self._write()
        reply.action_send()
        replies = self.replies.with_user(self.station_head)
        replies.action_send_held(reply.id)
        self.assertFalse(replies.action_send_held(reply.id))
        self.assertEqual(len(self._sent()), 1)

    def test_taken_back_it_is_a_draft_again(self):
        upload = {"name": "plan.txt", "raw": b"plan", "res_model": "police.complaint.reply.wizard"}
        file = self.env["ir.attachment"].with_user(self.station_head).create(upload)
        reply = self._write(attachment_ids=file.ids)
        reply.action_send()
        action = self.replies.with_user(self.station_head).action_take_back(reply.id)
        self.assertEqual(action["res_id"], reply.id)
        self.assertEqual((reply.text, reply.attachment_ids), ("We are coming.", file))
        self.assertFalse(self._sent())
        reply.action_send()
        with freeze_time(fields.Datetime.now() + timedelta(seconds=11)):
            self._run_scheduled()
        self.assertEqual(len(self._sent()), 1)
        self.assertEqual(self.complaint.evidence_ids.name, "plan.txt")
        with self.assertRaises(UserError):
            self.replies.with_user(self.station_head).action_take_back(reply.id)

    def test_the_scheduled_action_sends_what_no_page_sent(self):
        self._write().action_send()
        self._run_scheduled()
        self.assertFalse(self._sent())
        with freeze_time(fields.Datetime.now() + timedelta(seconds=11)):
            self._run_scheduled()
        self.assertEqual(self._sent().create_uid, self.station_head)

    def test_one_that_fails_holds_up_no_other_and_is_tried_again(self):
        first = self._write("First.")
        first.action_send()
        second = self._write("Second.", self.desk_user)
        second.action_send()
        if second.exists() and not second.sudo().send_at:
            second.action_send()
        sending = type(self.complaint)._send_to_citizen

        def failing(complaint, text, files=()):
            if text == "First.":
                raise ValueError(text)
            return sending(complaint, text, files)

        late = fields.Datetime.now() + timedelta(seconds=20)
        with (
            freeze_time(late),
            patch.object(type(self.complaint), "_send_to_citizen", failing),
            self.assertLogs("odoo.addons.police_grievance", "ERROR"),
        ):
            self._run_scheduled()
        self.assertIn("Second.", self._sent().body)
        self.assertGreater(first.sudo().send_at, late)

    def test_what_is_taken_back_while_others_are_sent_stays_here(self):
        replies = [self._write(text) for text in ("First.", "Second.")]
        for reply in replies:
            reply.sudo().send_at = fields.Datetime.now() - timedelta(minutes=1)
        first, second = self.replies.sudo().search([("send_at", "!=", False)])

        def meanwhile(*_, **_said):
            second.exists().send_at = False
            return True

        self.patch(self.registry["ir.cron"], "_commit_progress", meanwhile)
        self.replies.sudo()._send_due()
        self.assertFalse(first.exists())
        self.assertEqual(len(self._sent()), 1)
        self.assertTrue(second.exists())

    def test_only_its_writer_takes_it_back_or_sends_it(self):
        reply = self._write()
        reply.action_send()
        others = self.replies.with_user(self.superintendent)
        self.assertFalse(others.action_send_held(reply.id))
        with self.assertRaises(UserError):
            others.action_take_back(reply.id)
        self.assertFalse(self._sent())

    def test_what_was_sent_stays_as_it_was(self):
        reply = self._write()
        reply.action_send()
        for forbidden in (
            lambda: reply.write({"text": "Something else."}),
            reply.action_throw_away,
            lambda: self._write(send_at="2020-01-01 00:00:00"),
        ):
            with self.assertRaises(AccessError):
                forbidden()

    def test_no_context_says_that_it_was_sent(self):
        due = self.replies.with_user(self.station_head).with_context(
            default_send_at="2020-01-01 00:00:00"
        )
        reply = due.create({"complaint_id": self.complaint.id, "text": "We are coming."})
        self.assertFalse(reply.sudo().send_at)

    def _run_scheduled(self):
        with self.enter_registry_test_mode():
            self.env.ref("police_grievance.ir_cron_send_replies").method_direct_trigger()
        self.env.invalidate_all()

    # Half-written

    def test_it_opens_with_the_words_that_were_begun(self):
        self.assertFalse(self._dialog())
        reply = self._write("We are")
        self.assertEqual(self._dialog(), reply)
        self.assertFalse(self._dialog(self.superintendent), "it is the writer's alone")
        reply.action_throw_away()
        self.assertFalse(self._dialog())

    def test_it_is_kept_for_days(self):
        reply = self._write("We are")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE police_complaint_reply_wizard SET write_date = now() AT TIME ZONE 'UTC' - interval '2 days'"
        )
        self.replies._transient_vacuum()
        self.assertTrue(reply.exists())

    # Answered meanwhile

    def test_who_answered_a_minute_ago_is_said(self):
        self.complaint.with_user(self.desk_user)._send_to_citizen("Please wait.")
        reply = self._write()
        self.assertIn(self.desk_user.name, reply.answered_before)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=20)):
            reply.invalidate_recordset()
            self.assertFalse(reply.answered_before)

    def test_one_that_came_meanwhile_stops_it_once(self):
        reply = self._write()
        self.complaint.with_user(self.desk_user)._send_to_citizen("Please wait.")
        self.assertEqual(reply.action_send()["res_id"], reply.id)
        self.assertFalse(reply.sudo().send_at)
        self.assertEqual(reply.action_send()["tag"], "police_reply_held")

    def test_so_does_one_that_is_about_to_go_out(self):
        self._write(user=self.desk_user).action_send()
        reply = self._write()
        self.assertIn(self.desk_user.name, reply.answered_before)
        other = self._write(user=self.superintendent)
        reply.action_send()
        self.assertEqual(other.action_send()["res_id"], other.id)

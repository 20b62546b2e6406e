import json

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .identity_common import IdentityCase

OLD = "2020-01-01 10:00:00"


@tagged("post_install", "-at_install")
class TestForgedHistory(IdentityCase):
    """What stands in a complaint's history was said by who it names, when it says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)
        cls.office = cls.env.ref("police_force.partner_office")
        cls.own = cls.constable.partner_id
        cls.messages = cls.env["mail.message"].with_user(cls.constable)
        cls.constable.password = "forged-history-test"
        cls.env.flush_all()
        cls.env.cr.precommit.run()

    def _vals(self, **values):
        return {
            "model": "police.complaint",
            "res_id": self.complaint.id,
            "body": "I was there.",
            **values,
        }

    def _forgeries(self):
        subtype, tracked = self.env.ref, self.env["ir.model.fields"]._get
        stage = tracked("police.complaint", "stage_id").id
        other = self._complaint(self.station, sender_value="other@example.org").message_post(
            body="Elsewhere"
        )
        return {
            "author": {"author_id": self.station_head.partner_id.id},
            "nobody": {"author_id": False, "email_from": "nobody@example.org"},
            "address": {"email_from": self.office.email_formatted or "office@example.org"},
            "date": {"date": OLD},
            "created": {"create_date": OLD},
            "kind": {"message_type": "notification"},
            "mail": {"message_type": "email"},
            "of an activity": {"subtype_id": subtype("mail.mt_activities").id},
            "of the citizen": {"subtype_id": subtype("police_grievance.mt_from_citizen").id},
            "of the office": {"subtype_id": subtype("police_grievance.mt_to_citizen").id},
            "change": {
                "tracking_value_ids": [
                    (0, 0, {"field_id": stage, "old_value_char": "A", "new_value_char": "B"})
                ]
            },
            "answer to another": {"parent_id": other.id},
            "told": {"notification_ids": [(0, 0, {"res_partner_id": self.own.id})]},
            "to somebody outside": {"outgoing_email_to": "somebody@example.org"},
            "came in": {"incoming_email_to": "somebody@example.org"},
            "id": {"message_id": "<1@example.org>"},
            "guest": {"author_guest_id": self.env["mail.guest"].create({"name": "Guest"}).id},
            "with another below": {"child_ids": [(0, 0, self._vals(date=OLD))]},
        }

    def test_by_hand_only_own_words_now(self):
        message = self.messages.create(self._vals())
        self.assertEqual(message.author_id, self.own)
        self.assertEqual(message.message_type, "comment")
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_note"))
        for what, forged in self._forgeries().items():
            with self.subTest(what=what), self.assertRaises(AccessError):
                self.messages.create(self._vals(**forged))

    def test_no_default_forges(self):
        for what, forged in self._forgeries().items():
            defaults = {f"default_{name}": value for name, value in forged.items()}
            with self.subTest(what=what):
                message = self.messages.with_context(**defaults).create(self._vals())
                self.assertEqual(message.author_id, self.own)
                self.assertEqual(message.email_from, self.own.email_formatted)
                self.assertEqual(message.message_type, "comment")
                self.assertEqual(message.subtype_id, self.env.ref("mail.mt_note"))
                self.assertGreater(message.date, fields.Datetime.to_datetime(OLD))
                self.assertFalse(message.parent_id - self.complaint.message_ids)
                said = message.sudo()
                self.assertFalse(said.tracking_value_ids)
                self.assertFalse(said.child_ids or said.outgoing_email_to)
        hidden = self.messages.with_context(
            default_model="police.complaint", default_res_id=self.complaint.id
        )
        with self.assertRaises(AccessError):
            hidden.create({"body": "x", "author_id": self.station_head.partner_id.id})

    def test_an_answer_goes_elsewhere_by_nobodys_hand(self):
        message = self.messages.create(self._vals(reply_to="elsewhere@example.org"))
        self.assertNotIn("elsewhere", message.reply_to or "")

    def test_no_model_of_the_service_takes_forged_messages(self):
        follow_up = self._follow_up(self.complaint.with_user(self.desk_user), "call")
        values = {"model": follow_up._name, "res_id": follow_up.id, "body": "x"}
        for forged in ({"date": OLD}, {"author_id": self.station_head.partner_id.id}):
            with self.assertRaises(AccessError):
                self.env["mail.message"].with_user(self.desk_user).create({**values, **forged})

    def test_posting_is_no_way_around(self):
        complaint = self.complaint.with_user(self.constable)
        for forged in (
            {"date": OLD},
            {"author_id": self.station_head.partner_id.id},
            {"email_from": "office@example.org"},
            {"tracking_value_ids": [(0, 0, {"field_id": 1, "new_value_char": "B"})]},
            {"message_id": "<1@example.org>"},
            {"outgoing_email_to": "somebody@example.org"},
            {"mail_activity_type_id": self.env.ref("mail.mail_activity_data_todo").id},
            {"mail_headers": {"From": "office@example.org"}},
        ):
            for post in (complaint.message_post, complaint.message_notify):
                given = {"body": "x", "partner_ids": self.own.ids, **forged}
                with self.subTest(forged=forged), self.assertRaises(AccessError):
                    post(**given)
        for kind in ("email", "auto_comment", "out_of_office", "email_outgoing"):
            with self.subTest(kind=kind), self.assertRaises(AccessError):
                complaint.message_post(body="Moved.", message_type=kind)
        message = complaint.message_post(body="Moved.", message_type="notification")
        self.assertEqual(message.message_type, "comment")
        activity = complaint.message_post(body="Done.", subtype_xmlid="mail.mt_activities")
        self.assertEqual(activity.subtype_id, self.env.ref("mail.mt_note"))

    def test_no_view_speaks_for_the_service(self):
        """Core renders any view into a message, for whoever may post."""
        complaint = self.complaint.with_user(self.constable)
        for post in (complaint.message_post_with_source, complaint.message_mail_with_source):
            with self.assertRaises(AccessError):
                post("mail.message_activity_done", render_values={"feedback": "Done."})

    def test_the_conversations_own_routes(self):
        self.authenticate(self.constable.login, "forged-history-test")
        thread = {"thread_model": "police.complaint", "thread_id": self.complaint.id}
        answer = self._route(
            "/mail/message/post",
            **thread,
            post_data={
                "body": "By the screen.",
                "message_type": "notification",
                "subtype_xmlid": "mail.mt_activities",
                "date": OLD,
                "author_id": self.station_head.partner_id.id,
                "email_from": "office@example.org",
                "outgoing_email_to": "somebody@example.org",
            },
            context={"default_author_id": self.office.id, "default_date": OLD},
        )
        message = self.env["mail.message"].browse(json.loads(answer)["result"]["message_id"])
        self.assertEqual(message.author_id, self.own)
        self.assertEqual(message.message_type, "comment")
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_note"))
        self.assertFalse(message.outgoing_email_to)
        self.assertGreater(message.date, fields.Datetime.to_datetime(OLD))
        with mute_logger("odoo.http"):
            self._route(
                "/mail/message/update_content",
                message_id=message.id,
                update_data={"body": "Something else."},
            )
        self.assertIn("By the screen.", message.body)

    def test_what_was_said_stays_and_moves_nowhere(self):
        own = self.messages.create(self._vals())
        free = self.messages.create({"body": "Free."})
        system = self.env.ref("base.group_system").id
        self.constable.sudo().write({"group_ids": [(4, system)]})
        for write in ({"body": "x"}, {"date": OLD}, {"res_id": self.complaint.id}):
            with self.assertRaises(AccessError):
                own.write(write)
        with self.assertRaises(AccessError):
            own.unlink()
        with self.assertRaises(AccessError):
            free.write(self._vals())
        with self.assertRaises(AccessError):
            own.copy({"body": "x"})

    def test_no_part_of_a_message_is_made_by_hand(self):
        message = self.complaint.message_post(body="Said.")
        system = self.env.ref("base.group_system").id
        self.constable.sudo().write({"group_ids": [(4, system)]})
        stage = self.env["ir.model.fields"]._get("police.complaint", "stage_id").id
        for model, values in {
            "mail.tracking.value": {
                "mail_message_id": message.id,
                "field_id": stage,
                "new_value_char": "B",
            },
            "mail.notification": {"mail_message_id": message.id, "res_partner_id": self.own.id},
            "mail.message.reaction": {
                "message_id": message.id,
                "content": "x",
                "partner_id": self.office.id,
            },
        }.items():
            by_hand = self.env[model].with_user(self.constable)
            with self.subTest(model=model):
                with self.assertRaises(AccessError):
                    by_hand.create(values)
                row = self.env[model].sudo().create(values)
                with self.assertRaises(AccessError):
                    row.with_user(self.constable).write(values)
                with self.assertRaises(AccessError):
                    row.with_user(self.constable).unlink()

    def test_nothing_is_scheduled_to_be_said(self):
        with self.assertRaises(AccessError):
            self.env["mail.scheduled.message"].with_user(self.constable).create(
                {
                    "model": "police.complaint",
                    "res_id": self.complaint.id,
                    "author_id": self.own.id,
                    "body": "x",
                    "scheduled_date": fields.Datetime.add(fields.Datetime.now(), days=1),
                }
            )

    def test_the_service_and_colleagues_still_write(self):
        complaint = self.complaint.with_user(self.constable)
        message = complaint.message_post(body="I go there.", message_type="comment")
        self.assertEqual(message.create_uid, self.constable)
        self._act(complaint)
        self.env.flush_all()
        self.env.cr.precommit.run()
        changes = self.complaint.message_ids.tracking_value_ids
        self.assertIn("stage_id", changes.field_id.mapped("name"))
        told = complaint.message_notify(body="Look.", partner_ids=self.station_head.partner_id.ids)
        self.assertEqual(told.author_id, self.own)
        self.assertIn(self.station_head.partner_id, told.notified_partner_ids)

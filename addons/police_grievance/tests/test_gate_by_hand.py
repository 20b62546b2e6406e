from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.complaint.police_complaint_rights import CREATABLE_FIELDS, WRITABLE_FIELDS
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestGateByHand(PoliceCase):
    """What a user can alter around the methods of a complaint: what the table says, and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._complaint(cls.station)

    def test_each_role_writes_the_fields_of_the_table_only(self):
        users = {
            "police_force.group_station_staff": self.constable,
            "police_force.group_station_head": self.station_head,
            "police_force.group_supervisor": self.circle_officer,
            "police_force.group_control_room": self.desk_user,
        }
        for group, user in users.items():
            complaint = self.complaint.with_user(user)
            for name in complaint._fields:
                with self.subTest(group=group, field=name):
                    if name in WRITABLE_FIELDS[group]:
                        self.assertIn(name, complaint._fields_by_hand(WRITABLE_FIELDS))
                        continue
                    with self.assertRaises(AccessError):
                        complaint.write({name: False})

    def test_the_tables_name_real_fields(self):
        named = frozenset().union(*WRITABLE_FIELDS.values(), *CREATABLE_FIELDS.values())
        self.assertLessEqual(named, set(self.env["police.complaint"]._fields))

    def test_a_correction_of_the_words_leaves_a_trace(self):
        self._commit()  # what was created a moment ago is not tracked
        self.complaint.with_user(self.desk_user).write({"description": "Corrected words."})
        self._commit()
        tracked = self.complaint.message_ids.tracking_value_ids
        self.assertIn("description", tracked.field_id.mapped("name"))

    def _commit(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_creating_sets_no_guarded_field_by_values_or_defaults(self):
        complaints = self.env["police.complaint"].with_user(self.desk_user)
        for name in (
            "number",
            "stage_id",
            "deadline",
            "unit_id",
            "is_open",
            "cycle",
            "milestone_ids",
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                complaints.create({"subject": "x", name: False})
        outcome = self.env["police.outcome"].search([], limit=1)
        complaint = complaints.with_context(
            default_outcome_id=outcome.id,
            default_cycle=9,
            default_gross_hours=1,
            tracking_disable=True,
        ).create({"subject": "By hand"})
        self.assertFalse(complaint.outcome_id)
        self.assertEqual(complaint.cycle, 1)
        self.assertFalse(complaint.gross_hours)

    def test_history_cannot_be_reached_through_the_complaint(self):
        complaint = self.complaint.with_user(self.desk_user)
        milestone = self.complaint.milestone_ids[0]
        for command in (Command.delete(milestone.id), Command.update(milestone.id, {"text": "x"})):
            with self.assertRaises(AccessError):
                complaint.write({"milestone_ids": [command]})
            with self.assertRaises(AccessError):
                complaint.web_save({"milestone_ids": [command]}, {})

    def test_messages_are_not_altered_or_forged(self):
        self.complaint._log_words("I said this.", "police_grievance.mt_from_citizen")
        message = self.complaint.message_ids[0]
        for user in (self.constable, self.station_head, self.desk_user, self.circle_officer):
            own = self.complaint.with_user(user).message_post(body="My remark.")
            for target in (message.with_user(user), own):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    target.write({"body": "Other words."})
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    target.unlink()
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self.complaint.with_user(user)._message_update_content(
                        target, body="Other words."
                    )

    def test_nobody_speaks_for_the_citizen_or_the_office(self):
        office = self.env.ref("police_force.partner_office")
        subtype = self.env.ref("police_grievance.mt_from_citizen")
        complaint = self.complaint.with_user(self.constable)
        for values in (
            {"subtype_xmlid": "police_grievance.mt_from_citizen"},
            {"subtype_id": subtype.id},
            {"author_id": office.id},
            {"email_from": "someone@example.org"},
            {"outgoing_email_to": "someone@example.org"},
            {"message_type": "email"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                complaint.message_post(body="Forged.", **values)
        with self.assertRaises(AccessError):
            complaint.sudo().message_post(body="x", subtype_xmlid="police_grievance.mt_to_citizen")
        for values in ({"author_id": office.id}, {"subtype_id": subtype.id}):
            with self.assertRaises(AccessError):
                self.env["mail.message"].with_user(self.constable).create(
                    {
                        "model": "police.complaint",
                        "res_id": self.complaint.id,
                        "body": "x",
                        **values,
                    }
                )

    def test_cores_mail_gateway_does_not_reach_a_complaint(self):
        for method in ("message_new", "message_update"):
            with self.assertRaises(AccessError):
                getattr(self.complaint, method)({})

    def test_files_on_a_complaint_stay(self):
        attachments = self.env["ir.attachment"].with_user(self.constable)
        file = attachments.create(
            {
                "name": "a.txt",
                "raw": b"a",
                "res_model": "police.complaint",
                "res_id": self.complaint.id,
            }
        )
        for user in (self.constable, self.desk_user):
            with self.assertRaises(AccessError):
                file.with_user(user).write({"raw": b"b"})
            with self.assertRaises(AccessError):
                file.with_user(user).generate_access_token()
            with self.assertRaises(AccessError):
                file.with_user(user).unlink()
            with self.assertRaises(AccessError):
                file.with_user(user).sudo()._delete_and_notify()

    def test_asking_the_citizen_is_recorded_in_ones_own_name_and_not_altered(self):
        row = (
            self.env["police.verification"]
            .with_user(self.desk_user)
            .create(
                {
                    "complaint_id": self.complaint.id,
                    "user_id": self.circle_officer.id,
                    "cycle": 7,
                    "result": "unreachable",
                }
            )
        )
        self.assertEqual(row.user_id, self.desk_user)
        self.assertEqual(row.cycle, self.complaint.cycle)
        with self.assertRaises(AccessError):
            row.write({"result": "resolved"})

    def test_business_methods_are_private(self):
        """RPC reaches each method without an underscore: what screens ask for only, and core's own names."""
        known = set(dir(self.env["mail.activity.mixin"])) | set(dir(self.env["mail.thread"]))
        # Core's own of users, which the guard of the log-in refines.
        known |= {"authenticate", "reset_password"}
        for name, model in self.env.items():
            if not name.startswith("police."):
                continue
            public = {
                method
                for method in dir(type(model))
                if not method.startswith(("_", "action_", "get_"))
                and callable(getattr(type(model), method))
            }
            with self.subTest(model=name):
                self.assertFalse(public - known - set(model._fields))

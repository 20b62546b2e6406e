import json
import logging

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..tools.envelope import EnvelopeFile
from .identity_common import EMAIL, NAME, PHONE, IdentityCase

# Rows of a model that a crawl looks at: what was planted is new.
LATEST = 500


@tagged("post_install", "-at_install")
class TestIdentity(IdentityCase):
    """A planted name, phone and e-mail are in no answer to a role that may not see them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.password = "identity-test-only"
        group = "police_grievance.group_%s"
        cls.far_district = cls._make_unit("DIST2", "district", "Other District", cls.zone)
        cls.blind = {
            "none": new_test_user(cls.env, "blind_none", groups="base.group_user"),
            "auditor": new_test_user(cls.env, "blind_auditor", groups=group % "auditor"),
            "administrator": new_test_user(
                cls.env, "blind_administrator", groups=group % "administrator"
            ),
            "district_administrator": cls._make_officer(
                "blind_district", "district_administrator", "desk", cls.district
            ),
            "station of a confidential complaint": cls.station_head,
            "circle of a confidential complaint": cls.circle_officer,
            "another station": cls.other_head,
            "supervisor of another district": cls._make_officer(
                "blind_sp", "supervisor", "sp", cls.far_district
            ),
            "portal": new_test_user(cls.env, "blind_portal", groups="base.group_portal"),
        }
        for user in cls.blind.values():
            user.password = cls.password
        with cls._captured_logs() as cls.log_lines:
            cls.complaints = cls._plant()
        cls.env.flush_all()

        cls.env.cr.precommit.run()

    @classmethod
    def _captured_logs(cls):
        return _Capture()

    @classmethod
    def _plant(cls):
        """A confidential complaint with everything that can hang on one."""
        complaint = cls._complaint(
            cls.station,
            text=f"He shouts. My name is {NAME}, {PHONE}.\n\nRegards\n{NAME}",
            subject=f"{NAME} needs help",
            place_text=f"Behind {NAME} Stores",
            identity="confidential",
            sender_value=EMAIL,
            sender_name=NAME,
            files=[EnvelopeFile(f"{NAME}.txt", "text/plain", f"I am {NAME}.".encode())],
        )
        person = complaint.party_ids.complainant_id
        person.write({"address_ids": [(0, 0, {"kind": "phone", "value": PHONE})]})
        again = cls._envelope(
            f"One more thing. Yours, {NAME}",
            sender_value=EMAIL,
            sender_name=NAME,
            complaint_numbers=[complaint.number],
            identity="confidential",
        )
        cls.env["police.complaint"]._intake(again)
        complaint._send_to_citizen(f"Dear {NAME}, we look into it.")
        complaint.message_subscribe(cls.station_head.partner_id.ids)
        complaint.message_post(body=f"{NAME} called from {PHONE}.", subtype_xmlid="mail.mt_comment")
        complaint.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=cls.station_head.id,
            summary=f"Call {NAME}",
            note=f"<p>Call {PHONE}</p>",
        )
        complaint.with_user(cls.desk_user).write({"priority": "1", "subject": f"Help for {NAME}"})
        complaint._move_to("action_taken")
        complaint._feedback_by_citizen("not_resolved", 1, f"{NAME} is not satisfied", "key")
        complaint._record_asked("call", "not_resolved", f"{NAME} says no")
        complaint._follow_up("call", answer=f"We know {NAME}")
        complaint.outcome_note = f"{NAME} was told"
        return complaint

    def setUp(self):
        super().setUp()
        # Each refusal is a line in the log.
        muted = mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
        self.enterContext(muted)

    def _as_each(self):
        for role, user in self.blind.items():
            self.authenticate(user.login, self.password)
            with self.subTest(role=role):
                yield user

    def test_no_readable_field_of_any_model_tells(self):
        for user in self._as_each():
            for model in self._readable_models(user):
                answer = self._read_all(model, LATEST)
                self._assert_clean(answer, f"{user.login}: search_read of {model}")
                if model.startswith(("police.", "mail.", "ir.attachment")):
                    self.assertIn("result", json.loads(answer), f"{user.login}: {model} was read")

    def test_no_nested_read_tells(self):
        person = {"display_name": {}, "name": {}, "address_ids": {"fields": {"value": {}}}}
        party = {"fields": {"display_name": {}, "complainant_id": {"fields": person}}}
        for user in self._as_each():
            for specification in (
                {"party_ids": party},
                {"party_ids": {"fields": {"complainant_id": {}}}},
            ):
                for method, args in (
                    ("web_read", [self.complaints.ids]),
                    ("web_search_read", [[("id", "in", self.complaints.ids)]]),
                ):
                    answer = self._rpc(
                        "police.complaint", method, *args, specification=specification
                    )
                    self._assert_clean(answer, f"{user.login}: {method}")

    def test_no_form_for_taking_down_tells_by_the_phone(self):
        person = self.complaints.sudo().party_ids.complainant_id.id
        specification = {"panel": {}, "person": {}, "name": {}}
        for user in self._as_each():
            values = {"phone": PHONE, "person": person, "description": "Noise."}
            answer = self._rpc(
                "police.registration", "onchange", [], values, ["phone"], specification
            )
            self._assert_clean(answer.replace(PHONE, ""), f"{user.login}: looked up by phone")
            self.assertNotIn('"people": [{', answer)

    def test_no_search_or_group_tells(self):
        path = "party_ids.complainant_id"
        for user in self._as_each():
            for domain in (
                [(f"{path}.name", "ilike", "quill")],
                [(f"{path}.address_ids.value", "ilike", "quill")],
                [(path, "ilike", "quill")],
            ):
                found = self._result("police.complaint", "search_count", domain)
                self.assertFalse(found, f"{user.login}: {domain}")
            for groupby in (f"{path}", f"{path}.name", "party_ids", "create_uid", "write_uid"):
                answer = self._rpc("police.complaint", "formatted_read_group", [], [groupby])
                self._assert_clean(answer, f"{user.login}: grouped by {groupby}")
            for model in (
                "police.complainant",
                "police.complainant.address",
                "police.party",
                "res.partner",
                "res.users",
                "police.complaint",
            ):
                for words in ("quill", "77123", "zubeda"):
                    answer = self._rpc(model, "name_search", words)
                    self._assert_clean(answer, f"{user.login}: name_search of {model}")

    def test_no_export_tells(self):
        paths = [
            "number",
            "party_ids/complainant_id/name",
            "party_ids/complainant_id/address_ids/value",
        ]
        for user in self._as_each():
            answer = self._rpc("police.complaint", "export_data", self.complaints.ids, paths)
            self._assert_clean(answer, f"{user.login}: export")
            self.assertIn("error", json.loads(answer), "exports are off by default")

    def test_no_refusal_tells_in_developer_mode(self):
        person = self.complaints.party_ids.complainant_id
        secrets = (person, person.address_ids, self.complaints.party_ids)
        for user in self._as_each():
            self.url_open("/odoo?debug=1")
            for records in secrets:
                for method in ("read", "web_read"):
                    kwargs = {"specification": {"display_name": {}}} if method == "web_read" else {}
                    args = [records.ids] if kwargs else [records.ids, ["display_name"]]
                    answer = self._rpc(records._name, method, *args, **kwargs)
                    self._assert_clean(answer, f"{user.login}: {method} of {records}")
                    self.assertIn("error", json.loads(answer))

    def test_no_conversation_tells(self):
        thread = {"thread_model": "police.complaint", "thread_id": self.complaints.id}
        for user in self._as_each():
            for route, params in (
                ("/mail/thread/messages", thread),
                ("/mail/thread/recipients", thread),
                (
                    "/mail/data",
                    {
                        "fetch_params": [
                            [
                                "mail.thread",
                                {
                                    **thread,
                                    "request_list": [
                                        "followers",
                                        "suggestedRecipients",
                                        "messages",
                                    ],
                                },
                            ]
                        ]
                    },
                ),
                ("/mail/inbox/messages", {}),
                ("/mail/partner/from_email", {**thread, "emails": [EMAIL]}),
            ):
                answer = self._route(route, **params)
                if route == "/mail/partner/from_email":
                    continue  # echoes what it was asked
                self._assert_clean(answer, f"{user.login}: {route}")

    def test_no_log_line_tells(self):
        for line in self.log_lines:
            self._assert_clean(line, "log")

    def test_the_citizen_created_nothing(self):
        for records in (
            self.complaints,
            self.complaints.message_ids,
            self.complaints.milestone_ids,
        ):
            self.assertEqual(
                (records.create_uid | records.write_uid) - self.desk_user,
                self.env.ref("base.user_root"),
            )

    def test_who_may_know_is_told(self):
        """The crawl finds what it looks for where it may stand."""
        self.desk_user.password = self.password
        self.authenticate(self.desk_user.login, self.password)
        answer = self._rpc("police.complainant", "search_read", [], ["name", "address_ids"])
        self.assertIn(NAME, answer)


class _Capture(logging.Handler):
    """All log lines of a block, from INFO up."""

    def __enter__(self):
        self.lines, self.level_before = [], logging.getLogger().level
        logging.getLogger().setLevel(logging.INFO)
        logging.getLogger().addHandler(self)
        return self.lines

    def emit(self, record):
        self.lines.append(record.getMessage())

    def __exit__(self, *_exception):
        logging.getLogger().removeHandler(self)
        logging.getLogger().setLevel(self.level_before)

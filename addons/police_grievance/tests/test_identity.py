import json

from odoo.tests import new_test_user, tagged

from odoo.addons.police_force.tools.phone import format_phone

from .identity_common import EMAIL, NAME, PHONE, PlantedCase

# Rows of a model that a crawl looks at: what was planted is new.
LATEST = 500


@tagged("post_install", "-at_install")
class TestIdentity(PlantedCase):
    """A planted name, phone and e-mail are in no answer to a role that may not see them."""

    def test_no_readable_field_of_any_model_tells(self):
        for user in self._as_each():
            for model in self._readable_models(user):
                answer = self._read_all(model, LATEST)
                self._assert_clean(answer, f"{user.login}: search_read of {model}")
                if model.startswith(("police.", "mail.", "ir.attachment")):
                    self.assertIn("result", json.loads(answer), f"{user.login}: {model} was read")

    def test_no_mail_or_change_tells_technical_administrators(self):
        """Core lets them read both tables whole: notices with the words of their moment."""
        technical = new_test_user(self.env, "blind_technical", groups="base.group_system")
        self.complaints.with_user(self.desk_user).subject = "Noise at night"
        self.env.flush_all()
        self.env.cr.precommit.run()
        for model, path in (
            ("mail.mail", "model"),
            ("mail.tracking.value", "mail_message_id.model"),
        ):
            rows = self.env[model].search([(path, "=", "police.complaint")])
            self.assertTrue(rows, model)
            self.assertFalse(rows.with_user(technical)._filtered_access("read"), model)

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
            # What was typed comes back in groups.
            found = answer.replace(PHONE, "").replace(format_phone(PHONE), "")
            self._assert_clean(found, f"{user.login}: looked up by phone")
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

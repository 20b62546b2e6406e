import json

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from . import test_identity, test_nested_attacks
from .identity_common import EMAIL, NAME, PHONE, PlantedCase

ROLES = ("auditor", "administrator")
NEAR = (
    "police.",
    "mail.",
    "ir.attachment",
    "bus.",
    "discuss.",
    "queue.",
    "res.partner",
    "res.users",
)
WORDS = {
    "police.complaint": ("subject", "description", "place_text", "outcome_note", "search_text"),
    "police.action.report": ("text",),
    "police.milestone": ("text",),
    "police.follow.up": ("answer", "contact", "direction"),
    "police.verification": ("note",),
    "police.feedback": ("comment",),
    "police.evidence": ("name",),
}


class OpenCase:
    """A complaint that hides from nobody, and who looks at the work and not at the citizen."""

    confidentiality = "open"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What was made in this transaction has no history of changes before it is flushed.
        cls.complaints.with_user(cls.desk_user).subject = f"Call {NAME} at once"
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        cls.env.invalidate_all()

    @classmethod
    def _make_blind(cls):
        group = "police_force.group_%s"
        users = {
            role: new_test_user(cls.env, f"masked_{role}", groups=group % role) for role in ROLES
        }
        users["district_administrator"] = cls._make_officer(
            "masked_district", "district_administrator", "desk", cls.district
        )
        users["system"] = new_test_user(cls.env, "masked_system", groups="base.group_system")
        users["both"] = new_test_user(
            cls.env, "masked_both", groups="base.group_system,police_force.group_administrator"
        )
        return users


@tagged("post_install", "-at_install")
class TestMaskedRoles(OpenCase, test_identity.TestIdentity):
    """The crawl of `TestIdentity` on an open complaint, and what these roles are to read of it."""

    def _readable_models(self, user):
        """Those that may hold words of complaints: technical administrators read all others, too."""
        return [model for model in super()._readable_models(user) if model.startswith(NEAR)]

    def _readers(self):
        return [self.blind[role] for role in (*ROLES, "both")]

    def test_masked_words_are_read(self):
        for user in self._readers():
            complaint = self.complaints.with_user(user)
            [row] = complaint.read(["masked_subject", "masked_description", "masked_conversation"])
            self.assertIn("Call •••", row["masked_subject"])
            self.assertIn("He shouts.", row["masked_description"])
            for said in ("One more thing.", "called from", "we look into it", "Call •••"):
                self.assertIn(said, row["masked_conversation"])
            self.assertIn(self.desk_user.name, row["masked_conversation"], "who changed it")
            self.assertIn("is not satisfied", complaint.feedback_ids.masked_comment)
            self.assertIn("••• ••• says no", complaint.verification_ids.mapped("masked_note"))
            self.assertIn("We know ••• •••", complaint.follow_up_ids.mapped("masked_answer"))
            self.assertEqual(complaint.stage_id.code, "with_station")
            self.assertTrue(complaint.evidence_ids.mapped("sha256"))

    def test_words_as_written_are_for_those_who_work_on_them(self):
        head = self.complaints.with_user(self.station_head)
        self.assertIn(NAME, head.description)
        self.assertIn(NAME, head.evidence_ids.name)
        for user in self._readers():
            for model, names in WORDS.items():
                for name in names:
                    self._check_refused(self.env[model].with_user(user), name)

    def _check_refused(self, records, name):
        row = records.sudo().search([], order="id desc", limit=1).sudo(False)
        self.assertNotIn(name, records.fields_get([name]))
        for attempt in (
            lambda: row[name],
            lambda: row.read([name]),
            lambda: records.search_count([(name, "ilike", "quill")]),
            lambda: records.search([], order=name, limit=1),
            lambda: records.formatted_read_group([], [name]),
            lambda: records.formatted_read_group([], [], [f"{name}:array_agg"]),
        ):
            with self.assertRaises(AccessError, msg=f"{records.env.user.login}: {row}.{name}"):
                attempt()

    def test_search_is_by_number_alone(self):
        for user in self._readers():
            complaints = self.env["police.complaint"].with_user(user)
            for words in ("quill", "77123", NAME, EMAIL, "shouts", PHONE):
                self.assertFalse(complaints.search([("search_words", "ilike", words)]), words)
            found = complaints.search([("search_words", "ilike", self.complaints.number)])
            self.assertEqual(found, self.complaints)
            station = [("unit_id", "=", self.station.id), ("received_at", ">", "2020-01-01")]
            self.assertIn(self.complaints, complaints.search(station))

    def test_no_file_is_opened(self):
        evidence = self.complaints.evidence_ids
        for user in self._as_each():
            for route in (
                f"/web/content/{evidence.attachment_id.id}",
                f"/web/content/{evidence.attachment_id.id}?download=true",
                f"/web/image/{evidence.attachment_id.id}",
                f"/web/content/police.evidence/{evidence.id}/attachment_id",
            ):
                answer = self.url_open(route)
                self._assert_clean(f"{answer.text} {answer.headers}", f"{user.login}: {route}")
            for method in ("action_download", "action_verify", "action_show"):
                answer = self._rpc("police.evidence", method, evidence.ids)
                self.assertIn("error", json.loads(answer), f"{user.login}: {method}")
                self._assert_clean(answer, f"{user.login}: {method}")
            answer = self._rpc("ir.attachment", "search_read", [["res_model", "=like", "police.%"]])
            self._assert_clean(answer, f"{user.login}: attachments")

    def test_copies_in_the_models_of_mail_are_not_read(self):
        """Technical administrators may read these tables: not what they hold of complaints."""
        message = self.complaints.message_ids[-1]
        mail = self.env["mail.mail"].create(
            {"mail_message_id": message.id, "body_html": NAME, "auto_delete": False}
        )
        translation = self.env["mail.message.translation"].create(
            {"message_id": message.id, "source_lang": "en", "target_lang": "hi", "body": NAME}
        )
        tracking = self.complaints.message_ids.tracking_value_ids
        activities = self.env["mail.activity"].search([("res_model", "=", "police.complaint")])
        self.assertTrue(tracking and activities)
        for user in self.blind.values():
            for rows in (message, mail, translation, tracking, activities):
                mine = rows.with_user(user)
                self.assertFalse(mine.has_access("read"), f"{user.login}: {rows}")
                if mine.browse().has_access("read"):
                    self.assertFalse(mine.search([("id", "in", rows.ids)]))

    def test_other_messages_are_read_as_before(self):
        partner = self.env["res.partner"].create({"name": "Supplier Example"})
        note = partner.message_post(body="Toner has come.")
        for user in self.blind.values():
            self.assertIn("Toner", note.with_user(user).body)

    def test_following_tells_an_auditor_nothing(self):
        auditor = self.blind["auditor"]
        self.complaints.message_subscribe((auditor | self.station_head).partner_id.ids)
        message = self.complaints.message_post(
            body=f"{NAME} called once more.", subtype_xmlid="mail.mt_comment"
        )
        told = message.notified_partner_ids
        self.assertIn(self.station_head.partner_id, told)
        self.assertNotIn(auditor.partner_id, told)

    def test_papers_are_masked(self):
        sheets = self.env["report.police_grievance.case_sheet"]
        lists = self.env["report.police_desk.daily_list"]
        for user in self._readers():
            paper = str(sheets.with_user(user)._get_report_values(self.complaints.ids))
            self._assert_clean(paper, f"{user.login}: case sheet")
            self.assertIn("He shouts.", paper)
            asked = (
                self.env["police.daily.list.wizard"]
                .with_user(user)
                .create({"unit_id": self.station.id})
            )
            paper = str(lists.with_user(user)._get_report_values(asked.ids))
            self._assert_clean(paper, f"{user.login}: daily list")
            self.assertIn("Call •••", paper)

    def test_a_list_of_many_costs_no_query_for_each(self):
        for number in range(6):
            complaint = self._complaint(
                self.station, sender_value=f"p{number}@example.org", text=f"I, {NAME}"
            )
            complaint.message_post(body=f"{NAME} called.")
        complaints = self.env["police.complaint"].with_user(self.blind["auditor"])
        names = ["masked_subject", "masked_conversation"]
        counts = []
        for limit in (2, 2, 6):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            complaints.search_read([], names, limit=limit, order="id desc")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestMaskedRolesNested(OpenCase, test_nested_attacks.TestNestedAttacks):
    """The roundabout ways of `TestNestedAttacks`, to an open complaint."""

    # For others than these roles.
    test_no_search_elsewhere_finds_what_is_about_the_station = None
    test_who_may_know_finds_it = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.searching = [cls.blind["auditor"], cls.blind["both"]]
        heads = cls.station_head | cls.other_head
        heads.group_ids += cls.env.ref("base.group_allow_export")

    @classmethod
    def _curious(cls):
        return [cls.blind[role] for role in ("both", "auditor", "system", "district_administrator")]


@tagged("post_install", "-at_install")
class TestMaskedRolesTour(OpenCase, PlantedCase):
    """The screens of an auditor in a browser."""

    def test_an_auditor_reads_a_complaint(self):
        self.start_tour("/odoo/complaints", "police_auditor_reads", login="masked_auditor")

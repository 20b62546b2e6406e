from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools.translate import code_translations

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestInUse(PoliceCase):
    """What records point to is not deleted; what is needed now is not archived either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = new_test_user(
            cls.env, "test_administrator", groups="police_force.group_administrator"
        )
        cls.category = cls.env["police.category"].create({"name": "Kites", "code": "kites"})
        cls.group = cls.env["police.vulnerability"].create({"name": "Sailor", "code": "sailor"})
        cls.complaint = cls._complaint(cls.station)
        cls.complaint.sudo().write(
            {"category_id": cls.category.id, "vulnerability_ids": [Command.link(cls.group.id)]}
        )

    def _refused(self, act, *words):
        """What is said when it is refused, which has all these words."""
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            act()
            self.env.flush_all()
        told = str(refused.exception)
        for word in words:
            self.assertIn(word, told)
        return told

    def test_rows_that_a_complaint_has_are_kept(self):
        closed = self._complaint(self.other_station)
        outcome = self.env["police.outcome"].create(
            {"name": "Flown", "code": "flown", "citizen_text": "Flown.", "needs_answer": False}
        )
        closed.sudo()._move_to("closed", outcome)
        place = self.env["police.place"].create({"name": "Patangpur", "unit_id": self.station.id})
        closed.sudo().place_id = place
        for row in (self.category, self.group, outcome, place):
            with self.subTest(row=row._name):
                self._refused(row.unlink, row.display_name, "Complaint: 1", "Archive it instead")
                row.active = False
        self.assertEqual((closed.outcome_id, closed.place_id), (outcome, place))

    def test_in_hindi_the_refusals_name_what_stands_in_the_menu(self):
        menu = {
            term["id"]: term["string"]
            for term in code_translations.get_web_translations("web", "hi_IN")["messages"]
        }
        self.assertEqual((menu["Archive"], menu["Delete"]), ("संग्रहित करें", "हटाएँ"))
        in_hindi = self.category.with_context(lang="hi_IN")
        told = self._refused(in_hindi.unlink, "हटा नहीं सकते", menu["Archive"])
        self.assertNotIn("Archive", told)
        posts = self.station.post_ids.with_context(lang="hi_IN")
        self._refused(posts.action_archive, "संग्रहित नहीं कर सकते")

    def test_units_are_kept(self):
        told = self._refused(self.station.unlink, "Rampurwa", "Post: 2", "Complaint: 1")
        self.assertIn("Archive it instead", told)

    def test_archived_rows_still_stand_on_old_complaints_and_are_found(self):
        self.category.active = self.group.active = False
        self.env.flush_all()
        self.env.invalidate_all()
        seen = self.complaint.with_user(self.station_head)
        self.assertEqual(seen.category_id.display_name, "Kites")
        self.assertEqual(seen.vulnerability_ids, self.group)
        self.assertTrue(seen.is_vulnerable)
        shown = seen.web_read({"vulnerability_ids": {"fields": {"display_name": {}}}})
        self.assertEqual(shown[0]["vulnerability_ids"][0]["display_name"], "Sailor")
        for name, word in (("category_id", "Kites"), ("vulnerability_ids", "Sailor")):
            self.assertIn(seen, seen.search([(name, "ilike", word)]))
        seen.sudo().vulnerability_ids = [Command.unlink(self.group.id)]
        self.assertFalse(seen.is_vulnerable)

    def test_what_is_used_nowhere_is_deleted(self):
        self.complaint.sudo().write({"category_id": False, "vulnerability_ids": False})
        self.category.with_user(self.administrator).unlink()
        self.group.with_user(self.administrator).unlink()

    def test_a_count_is_of_what_the_user_may_see(self):
        """Who looks after the posts of a district reads none of its complaints."""
        keeper = self._make_officer(
            "test_keeper", "district_administrator", "addl_sp", self.district
        )
        rank = self.env.ref("police_force.rank_head_constable")
        post = self.env["police.post"].create({"rank_id": rank.id, "unit_id": self.station.id})
        self.complaint.sudo().post_id = post
        told = self._refused(post.with_user(keeper).action_archive, "where you may not look")
        self.assertNotIn("1", told.replace("STN1", ""))
        self.assertIn("Complaint: 1", self._refused(post.with_user(self.administrator).unlink))

    def test_a_post_that_is_held_is_neither_deleted_nor_archived(self):
        post = self.station_head.police_posting_ids.post_id
        told = self._refused(post.unlink, "Rampurwa", "Posting: 1", "pass on what it has now")
        self.assertNotIn("Archive it instead", told)
        self._refused(post.action_archive, "Rampurwa", "Posting: 1", "End these first")
        posting = post.posting_ids
        posting.date_to = fields.Datetime.now()
        post.active = False
        self._refused(post.unlink, "Posting: 1")
        self.assertTrue(posting.exists())

    def test_each_of_several_names_has_its_own_quotes(self):
        posts = (self.station_head | self.constable).police_posting_ids.post_id
        names = ", ".join(f"“{post.display_name}”" for post in posts)
        for act in (posts.action_archive, posts.unlink):
            self._refused(act, names)

    def test_a_post_with_complaints_or_tasks_is_not_archived(self):
        rank = self.env.ref("police_force.rank_head_constable")
        post = self.env["police.post"].create({"rank_id": rank.id, "unit_id": self.station.id})
        self.complaint.sudo().post_id = post
        self._refused(lambda: post.write({"active": False}), "Complaint: 1")
        self.complaint.sudo().post_id = False
        task = self.complaint.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.constable.id
        )
        task.sudo().police_post_id = post
        self._refused(post.action_archive, "Activity: 1")
        self._refused(post.unlink, "Activity: 1")
        task.sudo().unlink()
        post.active = False

    def test_a_policy_is_kept_with_what_it_promised(self):
        policy = self.env["police.sla.policy"].create(
            {"name": "Kites", "version_ids": [Command.create({"date_from": "2020-01-01"})]}
        )
        self.complaint.sudo().sla_version_id = policy.version_ids
        self._refused(policy.unlink)
        self.assertTrue(self.complaint.sla_version_id)

    def test_what_the_code_names_stays_and_keeps_its_code(self):
        outcome = self.env.ref("police_grievance.outcome_not_a_complaint")
        reasons = self.env["police.pause.reason"].with_context(active_test=False).search([])
        for row in (
            outcome,
            *reasons.filtered(lambda reason: reason.code != "court"),
            *self.env["police.stage"].search([]),
            self.env.ref("police_force.rank_desk"),
        ):
            with self.subTest(row=row.display_name):
                # Nobody sees whether addons are unloaded from what a caller says.
                self._refused(row.with_context(_force_unlink=True).unlink)
                other = "closed" if row.code != "closed" else "received"
                self._refused(lambda row=row, code=other: row.write({"code": code}), "by its code")
                row.write({"code": row.code, "name": f"{row.name}, as we say it"})
        outcome.active = False
        self.complaint.with_user(self.desk_user)._set_aside("spam")
        self.assertEqual(self.complaint.outcome_id, outcome)

    def test_what_the_code_names_of_core_stays_with_its_external_id(self):
        for xmlid in (
            "police_force.partner_office",
            "police_force.ir_cron_reset_passwords",
            "police_grievance.ir_cron_escalate",
            "police_grievance.mail_activity_type_escalation",
            "police_grievance.mt_to_citizen",
        ):
            record = self.env.ref(xmlid)
            data = self.env["ir.model.data"].search(
                [("model", "=", record._name), ("res_id", "=", record.id)]
            )
            with self.subTest(xmlid=xmlid):
                self._refused(record.unlink, "The service itself")
                self._refused(data.unlink, xmlid)
                self._refused(lambda data=data: data.write({"name": "elsewhere"}), xmlid)
                data.noupdate = True

    def test_a_citizen_asked_after_a_reason_was_archived(self):
        self.env.ref("police_grievance.pause_reason_verification").active = False
        complaint = self.complaint.sudo()
        complaint._move_to("action_taken")
        complaint._move_to("verification")
        self.assertTrue(complaint.pause_ids.filtered(lambda pause: not pause.end))

    def test_who_may_not_delete_is_told_so(self):
        with self.assertRaises(AccessError):
            self.category.with_user(self.station_head).unlink()

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.police_force.models.res_lang import DEFAULT_PARAMETER

from .common import PoliceCase

TODO = "mail.mail_activity_data_todo"


@tagged("post_install", "-at_install")
class TestTasksByHand(PoliceCase):
    """What colleagues give each other passes on with the post, and is in somebody's list always."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "en_US")
        cls.complaint = cls._complaint(cls.station)
        cls.post = cls.constable.police_posting_ids.post_id
        cls.newcomer = cls._make_officer(
            "test_newcomer", "station_staff", "constable", cls.other_station
        )

    def test_only_what_a_colleague_gives_is_offered(self):
        types = self.env["mail.activity.type"]
        for model in ("mail.activity", "mail.activity.schedule"):
            domain = self.env[model]._fields["activity_type_id"].domain
            offered = types.search(safe_eval(domain, {"res_model": "police.complaint"}))
            shipped = offered.filtered(lambda kind: kind.get_external_id()[kind.id])
            self.assertEqual(
                set(shipped.get_external_id().values()),
                {
                    f"mail.mail_activity_data_{name}"
                    for name in ("todo", "call", "meeting", "upload_document")
                },
                model,
            )
            elsewhere = types.search(safe_eval(domain, {"res_model": "res.partner"}))
            self.assertIn(self.env.ref("mail.mail_activity_data_email"), elsewhere)
        self.assertFalse(
            self.env.ref("police_grievance.mail_activity_type_escalation").is_given_by_hand
        )

    def _give(self, to, by=None, **values):
        """Schedule an activity as the screen does."""
        kind = self.env.ref(TODO)
        model = self.env["ir.model"]._get_id("police.complaint")
        return (
            self.env["mail.activity"]
            .with_user(by or self.station_head)
            .create(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model,
                    "res_id": self.complaint.id,
                    "user_id": to.id,
                    "summary": "Look at the site",
                    **values,
                }
            )
            .sudo()
        )

    def _list_of(self, user):
        return self.env["mail.activity"].with_user(user).search([("user_id", "=", user.id)]).sudo()

    def _transfer(self, user, post, by=None):
        self.env["police.posting.transfer.wizard"].with_user(by or self.superintendent).create(
            {"user_id": user.id, "post_id": post.id}
        ).action_transfer()

    def _said(self):
        return "\n".join(self.complaint.message_ids.mapped("body"))

    def test_posted_away_it_goes_to_whoever_comes(self):
        task = self._give(self.station_head, self.circle_officer)
        post = self.station_head.police_posting_ids.post_id
        self.assertEqual(task.police_post_id, post)
        self.assertFalse(task.police_is_kept, "giver and receiver may change it")
        old = self.station_head
        self._transfer(self.other_head, post)
        self.assertEqual(task.user_id, self.other_head)
        self.assertIn(task, self._list_of(self.other_head))
        self.assertNotIn(task, self._list_of(old))
        said = self._said()
        self.assertIn(f"“Look at the site” passed on with the post: from {old.name}", said)
        self.assertEqual(said.count("passed on"), 1, "from whoever goes to whoever comes, at once")
        task.with_user(self.other_head).action_feedback(feedback="Seen.")

    def test_of_a_task_that_waited_for_anybody_nobody_is_named(self):
        activities = self.env["mail.activity"]
        for user, is_named in ((self.newcomer, True), (self.env["res.users"], False)):
            activities._give_to_posts(TODO, [(self.complaint, self.post, user)])
            self.complaint.activity_ids.with_user(self.constable).action_feedback(feedback="Seen.")
            said = self.complaint.message_ids[:1].body
            self.assertIn("Seen.", said)
            self.assertEqual("originally assigned" in said, is_named, user.login)

    def test_the_history_says_so_in_the_language_of_the_force(self):
        self.env["ir.config_parameter"].set_param(DEFAULT_PARAMETER, "hi_IN")
        self._give(self.station_head, self.circle_officer)
        self._transfer(self.other_head, self.station_head.police_posting_ids.post_id)
        self.assertIn("पद के साथ आगे गया", self._said())

    def test_of_a_vacant_post_the_next_rank_up_has_it_until_somebody_comes(self):
        task = self._give(self.station_head, self.circle_officer)
        posting = self.station_head.police_posting_ids
        posting.date_to = fields.Datetime.now()
        self.assertEqual(task.user_id, self.circle_officer)
        self.assertIn(task, self._list_of(self.circle_officer))
        self.env["police.posting"].create(
            {"post_id": posting.post_id.id, "user_id": self.newcomer.id}
        )
        self.assertEqual(task.user_id, self.newcomer)

    def test_a_leaver_leaves_nothing_to_nobody(self):
        task = self._give(self.constable)
        keeper = self._make_officer(
            "test_keeper", "district_administrator", "addl_sp", self.district
        )
        self.env["police.officer"].with_user(keeper).browse(self.constable.id).action_leave()
        self.assertEqual(task.user_id, self.station_head)

    def test_what_somebody_has_by_no_post_goes_to_the_head(self):
        task = self._give(self.constable)
        task.write({"police_post_id": False, "police_acting_post_id": False})
        self.constable.action_archive()
        self.assertEqual((task.user_id, task.police_by_hand), (self.station_head, True))

    def test_with_colleagues_in_one_post_it_is_one_persons(self):
        colleague = self._second_constable()
        task = self._give(self.constable)
        self.assertEqual(task.police_post_id, self.post)
        self.assertNotIn(task, self._list_of(colleague))
        with self.assertRaises(AccessError):
            task.with_user(colleague).action_done()
        self.env["police.posting.leave.wizard"].with_user(self.superintendent).create(
            {
                "user_id": self.constable.id,
                "substitute_id": self.newcomer.id,
                "date_from": fields.Datetime.now() - timedelta(minutes=1),
                "date_to": fields.Datetime.now() + timedelta(days=3),
            }
        ).action_leave()
        self.assertEqual(task.user_id, self.newcomer, "the substitute, not the colleague")
        self.newcomer.police_posting_ids.filtered(
            "stands_in_for_id"
        ).date_to = fields.Datetime.now()
        self.assertEqual(task.user_id, self.constable, "back from leave")
        self.constable.police_posting_ids.date_to = fields.Datetime.now()
        self.assertEqual(task.user_id, colleague)

    def _second_constable(self):
        colleague = self._make_officer(
            "test_second", "station_staff", "head_constable", self.station
        )
        colleague.police_posting_ids.post_id = self.post
        return colleague

    def test_given_to_another_it_belongs_to_that_persons_post(self):
        task = self._give(self.constable)
        task.with_user(self.station_head).write({"user_id": self.circle_officer.id})
        self.assertEqual(task.police_post_id, self.circle_officer.police_posting_ids.post_id)
        task.with_user(self.station_head).write({"user_id": False})
        self.assertFalse(task.police_post_id or task.police_by_hand)

    def test_nobody_gets_what_they_do_not_see(self):
        with self.assertRaises(UserError):
            self._give(self.other_head)
        task = self._give(self.constable)
        with self.assertRaises(UserError):
            task.with_user(self.station_head).write({"user_id": self.other_head.id})
        with self.assertRaises(AccessError):
            task.with_user(self.station_head).write({"police_by_hand": False})

    def test_a_list_of_tasks_belongs_to_posts_too(self):
        model_id = str(self.env["ir.model"]._get_id("police.complaint"))
        rows = [["To-Do", model_id, str(self.complaint.id), self.constable.name]]
        columns = ["activity_type_id", "res_model_id/.id", "res_id", "user_id"]
        result = self.env["mail.activity"].with_user(self.station_head).load(columns, rows)
        self.assertTrue(result["ids"], result["messages"])
        task = self.env["mail.activity"].browse(result["ids"])
        self.assertEqual((task.police_post_id, task.police_by_hand), (self.post, True))

    def test_what_follows_a_task_belongs_to_a_post_too(self):
        follows = self.env["mail.activity.type"].create(
            {"name": "Write it down", "default_user_id": self.station_head.id}
        )
        first = self.env["mail.activity.type"].create(
            {
                "name": "Go there",
                "chaining_type": "trigger",
                "triggered_next_type_id": follows.id,
            }
        )
        task = self._give(self.constable, activity_type_id=first.id)
        task.with_user(self.constable).action_done()
        after = self.complaint.activity_ids
        self.assertEqual(after.activity_type_id, follows)
        self.assertEqual(after.police_post_id, after.user_id.police_posting_ids.post_id)

    def test_of_an_archived_post_the_next_rank_up_has_it(self):
        task = self._give(self.constable)
        self.constable.police_posting_ids.date_to = fields.Datetime.now()
        with self.assertRaisesRegex(UserError, "cannot be archived"):
            self.post.active = False
        # As one may be that was archived before that was refused.
        self.env.flush_all()
        self.env.cr.execute("UPDATE police_post SET active = FALSE WHERE id = %s", (self.post.id,))
        self.env.invalidate_all()
        self.env["mail.activity"]._pass_on()
        self.assertEqual(task.user_id, self.station_head)
        self.station_head.police_posting_ids.date_to = fields.Datetime.now()
        self.assertEqual(task.user_id, self.circle_officer)

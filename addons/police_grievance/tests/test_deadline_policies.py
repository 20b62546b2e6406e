from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from .deadline_common import DeadlineCase


@tagged("post_install", "-at_install")
class TestDeadlinePolicies(DeadlineCase):
    def test_a_level_tells_its_hours_in_the_language_of_who_reads(self):
        level = self.default.version_ids.level_ids[:1]
        for lang, hours in (("en_US", "hours"), ("hi_IN", "घंटे")):
            self.assertEqual(level.with_context(lang=lang).display_name.split()[-1], hours)

    def test_the_default_is_not_put_away(self):
        for change in ({"active": False}, {"is_default": False}):
            with self.subTest(change), self.assertRaisesRegex(UserError, "another one the default"):
                self.default.write(change)
        with self.assertRaisesRegex(UserError, "another one the default"):
            self.default.unlink()
        self.assertTrue(self._complaint().deadline)

    def test_another_default_takes_its_place_in_one_step(self):
        other = self._policy()
        other.action_make_default()
        self.assertEqual((other.is_default, self.default.is_default), (True, False))
        self.assertEqual(self._complaint().promised_hours, 10)
        # As an import or a call writes it.
        self.default.write({"is_default": True})
        self.assertEqual(self._complaint().promised_hours, 24)
        self.default.action_make_default()
        self.assertTrue(self.default.is_default)
        self.assertFalse(other.copy().is_default)
        self.assertFalse(self.default.copy().is_default)

    def test_what_promises_nothing_is_no_default(self):
        draft = self._policy(put=False)
        later = self._policy("Later", date_from=fields.Datetime.now() + timedelta(days=1))
        put_away = self._policy("Old")
        put_away.active = False
        for policy in (draft, later, put_away):
            with (
                self.subTest(policy.name),
                self.assertRaisesRegex(UserError, "no version in force"),
            ):
                policy.action_make_default()
        with self.assertRaisesRegex(UserError, "no version in force"):
            self.policies.create({"name": "Empty", "is_default": True})
        self.assertTrue(self.default.is_default)

    def test_a_deadline_that_categories_name_is_not_put_away(self):
        policy = self._policy()
        category = self._category(policy)
        with self.assertRaisesRegex(UserError, "Paper"):
            policy.active = False
        with self.assertRaisesRegex(UserError, "promise nothing any more"):
            policy.version_ids.unlink()
        category.active = False
        policy.active = False
        self.assertFalse(policy.active)

    def test_what_was_promised_is_not_deleted_with_its_policy(self):
        policy = self._policy()
        category = self._category(policy)
        complaint = self._complaint(category_code="paper")
        category.sla_policy_id = False
        with self.assertRaisesRegex(UserError, "cannot be deleted, it is in use"):
            policy.unlink()
        self.assertEqual(complaint.sla_version_id.policy_id, policy)

    def test_the_last_version_of_the_default_stays(self):
        self._policy().action_make_default()
        used = self.policies.search([("is_default", "=", True)])
        with self.assertRaisesRegex(UserError, "promise nothing any more"):
            used.version_ids.unlink()
        with self.assertRaisesRegex(UserError, "What has begun stays"):
            used.version_ids.date_from = fields.Datetime.now() + timedelta(days=1)

    def test_the_built_in_deadline_is_nobodys_to_change(self):
        built_in = self.env.ref("police_grievance.sla_policy_last_resort").with_user(self.admin)
        version = built_in.version_ids
        tries = (
            lambda: built_in.write({"active": True}),
            built_in.unlink,
            version.unlink,
            version.level_ids.unlink,
            lambda: version.write({"hours": 1}),
            lambda: version.level_ids[0].write({"hours": 1}),
            lambda: version.copy().action_put_in_force(),
        )
        for number, attempt in enumerate(tries):
            with self.subTest(number), self.assertRaises(UserError):
                attempt()


@tagged("post_install", "-at_install")
class TestAlwaysAPromise(DeadlineCase):
    """Whatever became of the lists by other ways: what a citizen sends is taken in."""

    def _is_promised_a_day(self, **values):
        complaint = self._complaint(**values)
        self.assertEqual(complaint.promised_hours, 24)
        self.assertEqual(complaint.deadline, complaint.received_at + timedelta(hours=24))
        self.assertEqual(complaint.next_escalation_at, complaint.received_at + timedelta(hours=12))
        return complaint

    def _by_sql(self, statement, *values):
        self.env.flush_all()
        self.env.cr.execute(SQL(statement, *values))
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def test_no_default_at_all(self):
        self._policy().action_make_default()
        self._by_sql("UPDATE police_sla_policy SET is_default = false")
        complaint = self._is_promised_a_day()
        built_in = self.env.ref("police_grievance.sla_policy_last_resort")
        self.assertEqual(complaint.sla_version_id.policy_id, built_in)
        self._told(built_in)
        # Its levels fire, and it is closed and opened like any other.
        with freeze_time(complaint.deadline + timedelta(hours=13)):
            self.env["police.escalation"]._run_batch(complaint)
        self.assertEqual(len(complaint.escalation_ids), 4)

    def test_a_default_without_a_version_in_force(self):
        self._policy().action_make_default()
        used = self.policies.search([("is_default", "=", True)])
        self._by_sql(
            "UPDATE police_sla_version SET date_from = now() + interval '1 day'"
            " WHERE policy_id = %s",
            used.id,
        )
        self._is_promised_a_day()
        self._told(used)
        self._by_sql("DELETE FROM police_sla_version WHERE policy_id = %s", used.id)
        self._is_promised_a_day()
        self._told(used)

    def test_the_policy_of_a_category_without_a_version_or_put_away(self):
        empty = self._policy(put=False)
        self._category(empty)
        self._is_promised_a_day(category_code="paper")
        self._told(empty)
        other = self._policy("Other")
        self._category(other, "ration_card")
        self._by_sql("UPDATE police_sla_policy SET active = false WHERE id = %s", other.id)
        self._is_promised_a_day(category_code="ration_card")
        self._told(empty | other)

    def test_nothing_is_left_at_all(self):
        self._by_sql("UPDATE police_sla_policy SET is_default = false")
        self._by_sql("DELETE FROM ir_model_data WHERE name = 'sla_policy_last_resort'")
        complaint = self._complaint()
        self.assertEqual(complaint.deadline, complaint.received_at + timedelta(hours=24))
        complaint._pause(self.env.ref("police_grievance.pause_reason_citizen"))
        complaint._resume()

    def _told(self, policies):
        found = self.policies.search(
            [("promises_nothing", "=", True), ("active", "in", [True, False])]
        )
        self.assertEqual(found, policies)
        self.assertTrue(all(found.mapped("promises_nothing")))

    def test_nothing_is_to_be_mended_as_shipped(self):
        self._told(self.policies.browse())

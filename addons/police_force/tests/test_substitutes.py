import base64
import importlib.util
from datetime import timedelta
from pathlib import Path

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import ForceCase

MIGRATIONS = Path(__file__).parent.parent / "migrations" / "19.0.1.2.0"


@tagged("post_install", "-at_install")
class TestSubstitutes(ForceCase):
    """Whoever acts for an officer on leave acts in the place of that posting, and of no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        cls.posting = cls.station_head.police_posting_ids
        cls.post = cls.posting.post_id
        cls.until = cls.now + timedelta(days=10)
        cls.new_head = cls._make_officer(
            "test_new", "station_head", "sub_inspector", cls.other_station
        )
        cls.keeper = cls._make_officer(
            "test_keeper", "district_administrator", "addl_sp", cls.district
        )

    def _leave(self, user=None, by=None, **values):
        """Arrange a leave as a supervisor does; the substitution."""
        before = self.env["police.posting"].search([])
        self.env["police.posting.leave.wizard"].with_user(by or self.circle_officer).create(
            {
                "user_id": (user or self.station_head).id,
                "substitute_id": self.constable.id,
                "date_from": self.now - timedelta(days=1),
                "date_to": self.until,
                **values,
            }
        ).action_leave()
        return self.env["police.posting"].search([]) - before

    def _post(self, user, **values):
        return self.env["police.posting"].create(
            {
                "post_id": self.post.id,
                "user_id": user.id,
                "date_from": self.now - timedelta(days=2),
                **values,
            }
        )

    def _holders_at(self, **later):
        moment = fields.Datetime.now() + timedelta(**later)
        return self.post._holders(moment).get(self.post, self.env["res.users"])

    def test_the_order_says_so_before_it_is_given(self):
        order = self.env["police.posting.transfer.wizard"]
        for lang, words in (("en_US", "leave substitute"), ("hi_IN", "छुट्टी में इनकी जगह")):
            arch = order.with_context(lang=lang).get_view(view_type="form")["arch"]
            self.assertIn(words, arch)

    def test_a_new_head_by_order_is_not_shadowed(self):
        substitution = self._leave()
        self.assertEqual(substitution.stands_in_for_id, self.posting)
        self.assertEqual(self.post.holder_ids, self.constable)
        self.env["police.posting.transfer.wizard"].with_user(self.superintendent).create(
            {"user_id": self.new_head.id, "post_id": self.post.id}
        ).action_transfer()
        self.assertEqual(self.post.holder_ids, self.new_head)
        self.assertEqual(substitution.date_to, self.posting.date_to)
        acting = self.env["police.post"]._answered_by(self.constable.id)
        self.assertNotIn(self.post.id, acting, "nobody keeps what is no longer theirs")

    def test_an_order_for_later_ends_it_then(self):
        substitution = self._leave()
        moment = self.now + timedelta(days=2)
        self.env["police.posting.transfer.wizard"].with_user(self.superintendent).create(
            {"user_id": self.new_head.id, "post_id": self.post.id, "moment": moment}
        ).action_transfer()
        self.assertEqual(substitution.date_to, moment)
        self.assertEqual(self._holders_at(days=1), self.constable)
        self.assertEqual(self._holders_at(days=3), self.new_head)

    def test_it_ends_with_a_leaver_and_by_the_form(self):
        for end in (
            lambda: (
                self.env["police.officer"]
                .with_user(self.keeper)
                .browse(self.station_head.id)
                .action_leave()
            ),
            lambda: self.posting.with_user(self.keeper).write({"date_to": fields.Datetime.now()}),
            lambda: self.posting.with_user(self.keeper).write({"user_id": self.new_head.id}),
            lambda: self.posting.with_user(self.keeper).write({"kind": "substitute"}),
            lambda: self.posting.unlink(),
        ):
            with self.env.cr.savepoint() as savepoint:
                substitution = self._leave()
                end()
                self.assertNotIn(self.constable, self._holders_at())
                self.assertLessEqual(substitution.date_to, fields.Datetime.now())
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    def test_a_posting_that_lasts_longer_is_substituted_for_longer(self):
        end = self.now + timedelta(days=3)
        self.posting.date_to = end
        substitution = self._leave()
        self.assertEqual(substitution.date_to, end, "the leave outlasts the posting")
        self.posting.date_to = end - timedelta(days=1)
        self.assertEqual(substitution.date_to, end - timedelta(days=1))
        self.posting.date_to = end + timedelta(days=4)
        self.assertEqual(substitution.date_to, end + timedelta(days=4))
        self.posting.date_to = False
        self.assertEqual(substitution.date_to, self.until)
        substitution.date_to = self.until - timedelta(days=5)
        self.posting.date_to = self.until
        self.assertEqual(substitution.date_to, self.until - timedelta(days=5))

    def test_a_leave_to_come_goes_with_the_posting(self):
        substitution = self._leave(date_from=self.now + timedelta(days=5))
        self.posting.date_to = self.now + timedelta(days=4)
        self.assertFalse(substitution.exists())
        with self.assertRaises(ValidationError):
            self._leave(date_from=self.now + timedelta(days=5))

    def test_each_stands_in_for_one_posting_only(self):
        additional = self._post(self.other_head, kind="additional")
        self.assertEqual(self.post.holder_ids, self.station_head + self.other_head)
        # Of an additional charge: the regular head is not on leave.
        charge = self._leave(self.other_head, posting_ids=additional.ids)
        self.assertEqual(charge.stands_in_for_id, additional)
        self.assertEqual(self._holders_at(), self.station_head + self.constable)
        regular = self._leave(substitute_id=self.new_head.id)
        self.assertEqual(self._holders_at(), self.new_head + self.constable)
        self.posting.date_to = fields.Datetime.now()
        self.assertEqual(self._holders_at(), self.constable, "the other one goes on")
        self.assertTrue(regular.date_to <= fields.Datetime.now() < charge.date_to)

    def test_by_rpc_it_stands_in_for_the_regular_holder(self):
        self._post(self.other_head, kind="additional")
        substitution = self._post(self.constable, kind="substitute", date_to=self.until)
        self.assertEqual(substitution.stands_in_for_id, self.posting)
        elsewhere = self.other_head.police_posting_ids.filtered(lambda row: row.kind == "regular")
        for wrong in (elsewhere, substitution):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                substitution.stands_in_for_id = wrong

    def test_of_a_vacant_post_it_ends_when_somebody_comes(self):
        self.posting.date_to = self.now - timedelta(days=3)
        substitution = self._post(self.constable, kind="substitute", date_to=self.until)
        self.assertEqual(self.post.holder_ids, self.constable)
        coming = self.now + timedelta(days=1)
        self._post(self.new_head, date_from=coming)
        self.assertEqual(substitution.date_to, coming)
        self.assertEqual(self._holders_at(days=2), self.new_head)

    def test_the_list_of_staff_posts_a_head_and_the_substitute(self):
        self.posting.date_to = self.now
        rows = (
            ("Ravi Example", "regular", "98765 11041"),
            ("Sita Example", "leave substitute", "98765 11042"),
        )
        lines = ["Name,Rank,Code of the unit,Kind of posting,Mobile"]
        lines += [f"{name},SHO,STN1,{kind},{phone}" for name, kind, phone in rows]
        self._import("staff", "\n".join(lines))
        holder = self.post.holder_ids
        self.assertEqual(holder.name, "Sita Example")
        substitution = holder.police_posting_ids
        substitution.stands_in_for_id.date_to = self.until
        self.assertEqual(substitution.date_to, self.until)

    def _import(self, kind, text):
        self.env["police.import"].create(
            {"kind": kind, "file_name": "list.csv", "file": self._base64(text)}
        ).action_import()

    def _base64(self, text):
        return base64.b64encode(text.encode())

    def test_an_upgrade_says_for_whom_and_ends_what_outlasted_it(self):
        standing = self._leave(self.other_head)
        other_posting = standing.stands_in_for_id
        over = self._post(self.new_head, kind="substitute", date_to=self.until)
        ended = self.now - timedelta(days=1)
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE police_posting SET stands_in_for_id = NULL, ordered_to = NULL,
                   date_from = %(before)s WHERE id IN %(substitutes)s;
               UPDATE police_posting SET date_to = %(ended)s WHERE id = %(posting)s""",
            {
                "before": self.now - timedelta(days=5),
                "ended": ended,
                "substitutes": (standing | over)._ids,
                "posting": self.posting.id,
            },
        )
        self.env.invalidate_all()
        self._upgrade()
        self.assertTrue(ended < over.date_to <= fields.Datetime.now(), "the past stays as it was")
        self.assertFalse(self.post.holder_ids)
        self.assertEqual(standing.stands_in_for_id, other_posting)
        self.assertEqual(standing.date_to, self.until)

    def test_an_upgrade_ends_each_of_two_today_though_somebody_came_since(self):
        """Neither acted for a vacancy: the past stays as it was."""
        charge = self._post(self.other_head, kind="additional")
        substitutes = self._post(self.station_head, kind="substitute")
        substitutes |= self._post(self.constable, kind="substitute")
        came = self.now - timedelta(hours=9)
        self._post(self.keeper, kind="additional", date_from=came)
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE police_posting SET stands_in_for_id = NULL, ordered_to = NULL,
                   date_to = NULL WHERE id IN %s;
               UPDATE police_posting SET date_to = %s WHERE id IN %s""",
            [substitutes._ids, self.now - timedelta(days=1), (charge | self.posting)._ids],
        )
        self.env.invalidate_all()
        self._upgrade()
        self.assertEqual(substitutes.stands_in_for_id, charge | self.posting)
        for substitute in substitutes:
            self.assertGreater(substitute.date_to, came)
            self.assertLessEqual(substitute.date_to, fields.Datetime.now())

    def _upgrade(self):
        spec = importlib.util.spec_from_file_location("it", MIGRATIONS / "post-substitutes.py")
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import tagged

from .taker_common import TakerCase

THERE = {"duty": "on", "is_there": True}


@tagged("post_install", "-at_install")
class TestPhone(TakerCase):
    """Who sits at which phone, and is on duty there."""

    def _as(self, user):
        return self.env["police.phone"].with_user(user)

    def test_the_exchange_says_who_is_on_duty(self):
        """Also whoever dialled *1 at the phone; unknown phones and lines are none of ours."""
        self._tell(phones={"taker-1": THERE, "trunk": {"duty": "off", "is_there": True}})
        self.assertEqual((self.phone.duty, self.phone.is_there), ("on", True))
        self.assertEqual(self._hears(self.desk_user), [{}])
        self._tell(phones={"taker-1": THERE})
        self.assertEqual(self._hears(self.desk_user), [])
        self._tell(phones={"taker-1": {"duty": "lunch", "is_there": True}})
        self.assertEqual(self.phone.duty, "break")

    def test_duty_from_the_screen(self):
        self._tell(phones={"taker-1": {"duty": "off", "is_there": True}})
        with self._orders() as asked:
            for duty in ("on", "busy", "break", "off"):
                self._as(self.desk_user).action_duty(duty)
        self.assertEqual(
            asked,
            [
                ("duty", {"phone": "taker-1", "duty": duty})
                for duty in ("on", "busy", "break", "off")
            ],
        )

    def test_what_is_refused(self):
        with self._orders() as asked:
            with self.assertRaises(UserError, msg="not logged in"):
                self._as(self.desk_user).action_duty("on")
            with self.assertRaises(UserError, msg="no such duty"):
                self._as(self.desk_user).action_duty("asleep")
            with self.assertRaises(AccessError):
                self._as(self.constable).action_duty("on")
            self.phone.user_id = False
            with self.assertRaises(UserError, msg="no phone"):
                self._as(self.desk_user).action_duty("on")
        self.assertFalse(asked)

    def test_the_exchange_is_away(self):
        self._tell(phones={"taker-1": THERE})
        with self.assertRaisesRegex(UserError, "does not answer"):
            self._as(self.desk_user).action_duty("off")
        self.assertEqual(self.phone.duty, "on")

    def test_sitting_down_at_a_phone_of_one_s_post(self):
        """At a free one; the one before is free then, and nobody is rung there for nothing."""
        post = self.env["police.post"].create(
            {"rank_id": self.env["police.rank"].search([], limit=1).id, "unit_id": self.zone.id}
        )
        self.env["police.posting"].create(
            {"user_id": self.desk_user.id, "post_id": post.id, "date_from": "2026-01-01"}
        )
        self.phone.post_id = self.other_phone.post_id = post
        free = self.env["police.phone"].create({"sip_name": "taker-3", "post_id": post.id})
        self._tell(phones={"taker-1": THERE, "taker-2": THERE})
        mine = self._as(self.desk_user).action_mine()
        self.assertEqual([one["id"] for one in mine["free"]], free.ids)
        with self._orders() as asked:
            self._as(self.desk_user).action_sit(free.id)
        self.assertEqual(asked, [("duty", {"phone": "taker-1", "duty": "off"})])
        self.assertEqual((free.user_id, self.phone.user_id.id), (self.desk_user, False))
        with self.assertRaises(UserError, msg="somebody is on duty there"):
            self._as(self.desk_user).action_sit(self.other_phone.id)

    def test_a_phone_of_one_s_own_is_kept(self):
        self.other_phone.post_id = self.env["police.post"].search([], limit=1)
        self.assertFalse(self._as(self.desk_user).action_mine()["free"])

    def test_names_and_users(self):
        for name in ("a b", "a\nb", "PJSIP/a", "é", "-a", "x" * 41):
            with self.assertRaises(ValidationError):
                self.env["police.phone"].create({"sip_name": name})
        with self.assertRaises(ValidationError):
            self.phone.user_id = self.constable

    def test_a_copy_of_the_database_has_nothing_done(self):
        self._tell()
        self.assertTrue(self.exchange.sudo().door_address)
        self.env.flush_all()
        for query in get_neutralization_queries(["police_voice"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.assertFalse(self.exchange.sudo().door_address)

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.police_channels.tests.voice_common import PHONE
from odoo.addons.police_force.tools.phone import format_phone

from .taker_common import BEGAN, NAME, TakerCase


@tagged("post_install", "-at_install")
class TestCallLead(TakerCase):
    """What a call taker has the exchange do, and what comes of calls that they make."""

    def setUp(self):
        super().setUp()
        self._tell(
            phones={
                name: {"duty": "on", "is_there": True} for name in ("taker-1", "taker-2", "trunk")
            }
        )

    def test_the_call_at_one_s_phone(self):
        row = self._talks().with_user(self.desk_user)
        with self._orders() as asked:
            row.action_answer()
            row.action_hold()
            row.action_resume()
            row.action_end()
        orders = [order for order, _more in asked]
        self.assertEqual(orders, ["answer", "hold", "resume", "end"])
        self.assertTrue(all(more == {"call": NAME, "phone": "taker-1"} for _o, more in asked))

    def test_a_call_at_another_phone_is_not_one_s_own(self):
        row = self._talks()
        with self._orders() as asked:
            for user, error in ((self.other_user, UserError), (self.constable, AccessError)):
                for method in ("action_answer", "action_hold", "action_resume", "action_end"):
                    with self.assertRaises(error):
                        getattr(row.with_user(user), method)()
        self.assertFalse(asked)

    def test_put_through(self):
        self.station.phone = "0512-2310512"
        self.channel.address = "0512 2300000"
        row = self._talks().with_user(self.desk_user)
        targets = row.action_targets()
        self.assertEqual([one["id"] for one in targets["phones"]], self.other_phone.ids)
        found = row.action_targets(self.station.name)["units"]
        self.assertIn(self.station.id, [one["id"] for one in found])
        with self._orders() as asked:
            row.action_transfer("police.phone", self.other_phone.id)
            row.action_transfer("police.unit", self.station.id)
        own = "+915122300000"
        same = {"call": NAME, "phone": "taker-1", "own_number": own}
        self.assertEqual(
            asked,
            [
                ("transfer", {**same, "to_phone": "taker-2"}),
                ("transfer", {**same, "to_number": "+915122310512"}),
            ],
        )

    def test_nobody_there_to_put_through_to(self):
        """Neither to who is off duty or in a call, nor to a unit without a telephone."""
        row = self._talks().with_user(self.desk_user)
        self._rings("taker-2", name=f"{BEGAN}.2")
        self.assertFalse(row.action_targets()["phones"])
        with self._orders() as asked:
            for target in (("police.phone", self.other_phone.id), ("police.unit", self.station.id)):
                with self.assertRaises(UserError):
                    row.action_transfer(*target)
        self.assertFalse(asked)

    def _return(self):
        """Somebody rang, and is called back by the user of the first phone."""
        self._ring("9")
        back = self.call_backs.search([("phone", "=", PHONE)])
        with self._orders() as asked:
            action = back.with_user(self.desk_user).action_call()
            # As the commit does.
            with patch("odoo.modules.registry.Registry.cursor", return_value=_Same(self.env.cr)):
                self.env.cr.postcommit.run()
        return back, self.calls.search([("direction", "=", "out")]), action, asked

    def test_a_call_is_returned(self):
        self.channel.address = "+915122300000"
        back, row, action, asked = self._return()
        same = {"call": row.exchange_call, "number": PHONE, "own_number": "+915122300000"}
        self.assertEqual(asked, [("place", {**same, "phone": "taker-1"})])
        self.assertEqual((row.state, row.taker_id, row.phone), ("ringing", self.desk_user, PHONE))
        draft = self.env["police.registration"].browse(action["res_id"])
        self.assertEqual(draft.phone, format_phone(PHONE))
        placed = [["began", str(BEGAN)], ["called", str(BEGAN + 3)], ["reached", str(BEGAN + 9)]]
        told = self._told(name=row.exchange_call, talking=["taker-1", "trunk"])
        self._tell({**told, "steps": placed})
        self.assertEqual((row.state, row.at_phone_id), ("talking", self.phone))
        ended = [*placed, ["ended", str(BEGAN + 90)]]
        self._tell({**told, "steps": ended, "talking": [], "over": True})
        self.assertEqual((row.outcome, back.state), ("talked", "reached"))
        self.assertEqual(back.done_by_id, self.desk_user)

    def test_their_screen_says_at_once_that_they_call(self):
        """The exchange tells only of what changes: that the phone rings is known before it does."""
        self._hears(self.desk_user)
        _back, row, _action, _asked = self._return()
        self.assertEqual(len(self._hears(self.desk_user)), 1)
        mine = self.env["police.phone"].with_user(self.desk_user).action_mine()
        self.assertEqual((mine["call"]["id"], mine["call"]["direction"]), (row.id, "out"))

    def test_the_form_is_in_the_language_in_which_they_rang(self):
        self._ring("9")
        self.calls.search([("phone", "=", PHONE)]).language = "en_US"
        back = self.call_backs.search([("phone", "=", PHONE)])
        with self._orders():
            action = back.with_user(self.desk_user).action_call()
        draft = self.env["police.registration"].browse(action["res_id"])
        self.assertEqual(draft.language, "en_US")

    def test_nobody_answers(self):
        back, row, _action, _asked = self._return()
        steps = [["began", str(BEGAN)], ["called", str(BEGAN + 3)], ["ended", str(BEGAN + 50)]]
        told = self._told(name=row.exchange_call, over=True)
        self._tell({**told, "steps": steps})
        self.assertEqual((row.outcome, back.state, back.tries), ("no_answer", "waiting", 1))

    def test_the_own_phone_is_not_picked_up(self):
        """Nobody was called: that is no try."""
        back, row, _action, _asked = self._return()
        told = self._told(name=row.exchange_call, over=True)
        self._tell({**told, "steps": [["began", str(BEGAN)], ["ended", str(BEGAN + 30)]]})
        self.assertEqual((row.outcome, back.tries), ("not_made", 0))

    def test_one_call_at_a_time(self):
        self._ring("9")
        back = self.call_backs.search([("phone", "=", PHONE)]).with_user(self.desk_user)
        self._rings()
        with self.assertRaises(UserError):
            back.action_call()
        self.phone.is_there = False
        self._tell(is_all=True)
        with self.assertRaises(UserError):
            back.action_call()
        with self.assertRaises(AccessError):
            back.with_user(self.constable).action_call()

    def test_a_citizen_is_called_from_the_complaint(self):
        complaint = self._complain(PHONE)
        with self._orders():
            complaint.with_user(self.desk_user).action_call()
        row = self.calls.search([("direction", "=", "out")])
        self.assertEqual((row.phone, row.complaint_id), (PHONE, complaint))
        self.assertFalse(row.registration_id)
        steps = [["called", str(BEGAN)], ["reached", str(BEGAN)], ["ended", str(BEGAN + 125)]]
        told = self._told(name=row.exchange_call, over=True)
        self._tell({**told, "steps": steps})
        note = complaint.message_ids[0]
        self.assertIn("2 मिनट", note.body, "in the language of the force")
        self.assertNotIn(PHONE, note.body)
        self.assertEqual(note.author_id, self.desk_user.partner_id)

    def test_without_a_known_phone(self):
        """No button, and nothing behind it."""
        complaint, other = self._complain(""), self._complain(PHONE)
        both = (complaint | other).with_user(self.desk_user)
        self.assertEqual(both.mapped("has_phone"), [False, True])
        with self.assertRaises(UserError):
            complaint.with_user(self.desk_user).action_call()


class _Same:
    """In place of a cursor of its own: the transaction of the test."""

    def __init__(self, cr):
        self.cr = cr

    def __enter__(self):
        return self.cr

    def __exit__(self, *_raised):
        return False

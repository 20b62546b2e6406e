from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users

from odoo.addons.police_channels.tests.voice_common import PHONE, call
from odoo.addons.police_force.tools.phone import format_phone

from .taker_common import BEGAN, TakerCase


@tagged("post_install", "-at_install")
class TestCallScreen(TakerCase):
    """The form that opens by itself."""

    def _mine(self, user):
        return self.env["police.phone"].with_user(user).action_mine()

    def _open(self, row, user=None, window="one", **more):
        action = row.with_user(user or self.desk_user).action_open_form(window, **more)
        return action and self.env["police.registration"].browse(action["res_id"])

    def test_whose_phone_rings_sees_the_call(self):
        row = self._rings()
        mine = self._mine(self.desk_user)["call"]
        self.assertEqual((mine["id"], mine["state"]), (row.id, "ringing"))
        self.assertEqual(mine["phone"], format_phone(PHONE), "as it is read out")
        self.assertTrue(mine["opens"])
        for words in (PHONE, format_phone(PHONE), format_phone(PHONE)[-5:]):
            found = self.calls.with_user(self.desk_user).search(
                [("phone_in_groups", "ilike", words)]
            )
            self.assertEqual(found, row, words)
        described = self.calls.with_user(self.desk_user).fields_get(["phone_in_groups"])
        self.assertTrue(described["phone_in_groups"]["sortable"])
        self.assertIn(row, self.calls.search([], order="phone_in_groups desc, id"))
        self.assertFalse(self._mine(self.other_user)["call"])

    def test_the_form_knows_the_caller_and_their_cases(self):
        """What the user may know anyway, looked up by the number that the network says."""
        complaint = self._complain(PHONE)
        draft = self._open(self._rings())
        self.assertEqual(
            (draft.user_id, draft.phone, draft.channel),
            (self.desk_user, format_phone(PHONE), "voice"),
        )
        cases = draft.with_user(self.desk_user).panel["cases"]
        self.assertEqual([case["id"] for case in cases], complaint.ids)

    def test_one_window_takes_the_form(self):
        row = self._rings()
        draft = self._open(row, window="one")
        self.assertFalse(self._open(row, window="two"))
        self.assertEqual(self._open(row, window="one"), draft)
        self.assertEqual(self._mine(self.desk_user)["call"]["window"], "one")
        self.assertEqual(self._open(row, window="two", is_asked=True), draft)
        self.assertFalse(self._open(row, window="one"))

    def test_nobody_else_opens_it(self):
        row = self._rings()
        self.assertFalse(self._open(row, self.other_user))
        with self.assertRaises(UserError):
            self._open(row, self.other_user, is_asked=True)
        with self.assertRaises(AccessError):
            self._open(row, self.constable)
        with self.assertRaises(AccessError):
            self._mine(self.constable)

    def test_what_was_typed_goes_with_the_call(self):
        """To whoever gets it next; who had it is told, and no longer reads it."""
        row = self._rings()
        draft = self._open(row)
        draft.with_user(self.desk_user).description = "Since yesterday"
        self._hears(self.desk_user)
        self._rings("taker-2")
        mine = self._mine(self.other_user)["call"]
        self.assertEqual((mine["form"], mine["window"]), (False, ""))
        self.assertEqual(self._open(row, self.other_user), draft)
        self.assertEqual(draft.user_id, self.other_user)
        self.assertIn({"left": draft.id}, self._hears(self.desk_user))

    def test_after_it_is_a_complaint_the_next_one_gets_a_new_form(self):
        row = self._talks()
        draft = self._open(row)
        draft.with_user(self.desk_user).description = "Since yesterday"
        draft.with_user(self.desk_user).action_no_danger()
        self.assertTrue(row.complaint_id)
        self.assertEqual(row.complaint_id, draft.complaint_id)
        self._rings("taker-2")
        self.assertNotEqual(self._open(row, self.other_user), draft)

    def test_an_untouched_form_of_who_gave_up_goes_away(self):
        row = self._rings()
        draft = self._open(row)
        self._hears(self.desk_user)
        ended = (("queued", str(BEGAN + 9)), ("ended", str(BEGAN + 60)))
        self._tell(self._told(*ended, over=True))
        self.assertFalse(draft.exists())
        self.assertIn({"left": draft.id}, self._hears(self.desk_user))

    def test_words_in_it_stay(self):
        row = self._rings()
        draft = self._open(row)
        draft.with_user(self.desk_user).description = "Since yesterday"
        self._tell(self._told(("ended", str(BEGAN + 60)), over=True))
        self.assertTrue(draft.exists())

    def test_the_language_that_was_pressed(self):
        self._tell(self._told(("language", "en"), ringing=["taker-1"]))
        self.assertEqual(self._open(self._call()).language, "en_US")

    def test_of_an_anonymous_complaint_nothing_leads_to_who_called(self):
        """Not on the call, nor in what the exchange hands over when it is over."""
        row = self._talks()
        draft = self._open(row).with_user(self.desk_user)
        draft.write({"description": "They take money", "confidentiality": "anonymous"})
        draft.action_no_danger()
        ended = (("taker", "taker-1"), ("member", "PJSIP/taker-1"), ("ended", str(BEGAN + 80)))
        self._talks("taker-1", ended[-1], over=True)
        message = self._arrive(call("1", *ended)).message_ids
        self.assertFalse(row.phone or row.complaint_id or message.address)
        self.assertTrue(row.is_hidden)
        self.assertEqual(message.event_id.purge_on, message.event_id.received_at.date())

    @users("test_call_desk")
    def test_names_say_nothing(self):
        row = self._rings().with_user(self.env.user)
        self.assertEqual(row.display_name, f"#{row.id}")

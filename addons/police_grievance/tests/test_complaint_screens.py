from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestComplaintScreens(PoliceCase):
    """What a screen of complaints shows and offers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaints = cls.env["police.complaint"]
        cls.resolved = cls.env.ref("police_grievance.outcome_resolved")

    def test_a_page_of_cards_asks_for_holders_once(self):
        post = self.env["police.post"].search([("unit_id", "=", self.station.id)], limit=1)
        many = self.complaints.union(*(self._complaint(self.station) for _index in range(5)))
        many.sudo().post_id = post
        self.assertEqual(many[0].holder_ids, post.holder_ids)
        self._queries_for_holders(many)
        self.assertEqual(self._queries_for_holders(many), self._queries_for_holders(many[:1]))

    def _queries_for_holders(self, complaints):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        complaints.with_user(self.constable).mapped("holder_ids.name")
        return self.env.cr.sql_log_count - before

    def test_next_stages_are_those_of_the_role(self):
        complaint = self._complaint(self.station)
        self.assertEqual(complaint.with_user(self.constable).next_stages, "action_taken")
        self.assertEqual(complaint.with_user(self.desk_user).next_stages, "triage closed")

    def test_only_a_move_that_asks_for_more_opens_a_dialogue(self):
        complaint = self._complaint(self.station)
        closed = self.env.ref("police_grievance.stage_closed").id
        taken = self.env.ref("police_grievance.stage_action_taken").id
        as_supervisor = complaint.with_user(self.circle_officer)
        self.assertEqual(
            as_supervisor.get_stage_dialog(closed)["res_model"], "police.complaint.close.wizard"
        )
        self.assertEqual(as_supervisor.get_stage_dialog(taken)["res_model"], "police.action.wizard")
        self.assertFalse(complaint.with_user(self.constable).get_stage_dialog(closed))

    def test_closing_asks_the_citizen_and_says_the_words(self):
        complaint = self._complaint(self.station)
        self._act(complaint.with_user(self.constable))
        wizard = self._wizard("close", complaint, self.circle_officer)
        wizard.outcome_id = self.resolved
        unanswered = wizard.save()
        with self.assertRaises(UserError):
            unanswered.action_close()
        self.assertEqual(complaint.stage_code, "action_taken")
        unanswered.write({"result": "resolved", "note": "The papers are at the station."})
        unanswered.action_close()
        self.assertEqual((complaint.stage_code, complaint.outcome_id), ("closed", self.resolved))
        self.assertEqual(complaint.verification_ids.mapped("result"), ["resolved"])
        complaint.closing_ids._tell()
        self.assertIn("The papers are at the station.", complaint.milestone_ids[-1].text)

    def test_an_answer_counts_for_the_current_cycle_only(self):
        complaint = self._complaint(self.station)
        complaint.sudo().cycle = 2
        asked = (
            self.env["police.verification"]
            .with_user(self.desk_user)
            .create({"complaint_id": complaint.id, "cycle": 1, "result": "resolved"})
        )
        self.assertEqual(asked.cycle, 2)

    def test_the_desk_confirms_and_corrects_a_proposal(self):
        first, second = self._complaint(), self._complaint()
        for complaint in (first, second):
            complaint.sudo().write(
                {"routing_state": "proposed", "proposed_unit_id": self.station.id}
            )
        first.with_user(self.desk_user).action_confirm_routing()
        self.assertEqual((first.unit_id, first.stage_code), (self.station, "with_station"))
        wizard = self._wizard("route", second, self.desk_user)
        self.assertEqual(wizard.unit_id, self.station)
        wizard.unit_id = self.other_station
        wizard.save().action_send()
        self.assertEqual(second.unit_id, self.other_station)
        self.assertEqual((second.routing_state, second.district_id), ("certain", self.district))
        self.assertFalse(second.proposed_unit_id)

    def test_no_proposal_no_confirmation(self):
        complaint = self._complaint()
        with self.assertRaises(UserError):
            complaint.with_user(self.desk_user).action_confirm_routing()
        self.assertEqual(complaint.unit_id, self.zone)

    def test_the_dialogue_says_why_and_what_else(self):
        complaint = self._complaint(text="thana Rampurwa or thana Shyamgarh?")
        wizard = self._wizard("route", complaint, self.desk_user)
        self.assertEqual(wizard.routing_reason, "The words name several stations.")
        suggested = wizard.unit_id + complaint.alternative_unit_ids
        self.assertEqual(suggested, self.station + self.other_station)

    def test_others_cannot_route(self):
        complaint = self._complaint()
        complaint.sudo().write({"routing_state": "proposed", "proposed_unit_id": self.station.id})
        with self.assertRaises(AccessError):
            complaint.with_user(self.zone_head).action_confirm_routing()

    def test_a_reply_goes_out_and_takes_the_mark_away(self):
        complaint = self._complaint(self.station)
        self.complaints._intake(self._envelope("Still no answer.", references=[complaint.id]))
        wizard = self._wizard("reply", complaint, self.station_head)
        self.assertIn("Still no answer.", wizard.last_words)
        wizard.text = "Please <b>come</b> on Monday."
        wizard.save().action_send()
        self.assertFalse(complaint.has_unread_reply)
        self.assertEqual(complaint.milestone_ids[-1].text, "Please <b>come</b> on Monday.")
        self.assertIn("&lt;b&gt;", complaint.message_ids[0].body)

    def test_the_clock_stops_for_a_reason_and_runs_again(self):
        complaint = self._complaint(self.station)
        wizard = self._wizard("pause", complaint, self.desk_user)
        wizard.reason_id = self.env["police.pause.reason"].search([], limit=1)
        wizard.save().action_pause()
        self.assertTrue(complaint.paused_since)
        complaint.with_user(self.desk_user).action_resume()
        self.assertFalse(complaint.paused_since)
        with self.assertRaises(AccessError):
            complaint.with_user(self.constable).action_resume()

    def test_a_supervisor_reopens(self):
        complaint = self._complaint(self.station)
        complaint.sudo()._move_to(
            "closed",
            self.env.ref("police_grievance.outcome_resolved").copy(
                {"code": "x", "needs_answer": False}
            ),
        )
        wizard = self._wizard("reopen", complaint, self.circle_officer)
        wizard.reason = "The noise began again."
        wizard.save().action_reopen()
        self.assertEqual((complaint.stage_code, complaint.cycle), ("with_station", 2))

    def test_each_role_that_sees_complaints_opens_their_form(self):
        """A list on the form that somebody may not read would refuse the form whole."""
        complaint = self._complaint(self.station)
        others = [
            new_test_user(self.env, f"opens_{role}", groups=f"police_force.group_{role}")
            for role in ("auditor", "administrator")
        ]
        for user in (self.constable, self.station_head, self.zone_head, self.desk_user, *others):
            theirs = complaint.with_user(user)
            form = etree.fromstring(theirs.get_view(view_type="form")["arch"])
            names = {
                node.get("name")
                for node in form.iter("field")
                if not next(node.iterancestors("field"), None)
            }
            lists = {
                name: {"fields": {"display_name": {}}}
                for name in names & set(theirs._fields)
                if theirs._fields[name].type in ("one2many", "many2many")
            }
            self.env.invalidate_all()
            with self.subTest(user=user.login):
                self.assertTrue(theirs.web_read({**lists, "number": {}})[0]["number"])

    def _wizard(self, name, complaint, user):
        wizards = self.env[f"police.complaint.{name}.wizard"].with_user(user)
        return Form(wizards.with_context(default_complaint_id=complaint.id))

    def test_a_station_has_no_empty_columns_before_it(self):
        self._complaint(self.station)
        board = self.complaints.with_user(self.constable).with_context(read_group_expand=True)
        shown = board.web_read_group([("is_open", "=", True)], ["stage_id"], ["__count"])["groups"]
        before = [
            self.env.ref(f"police_grievance.stage_{code}").id for code in ("received", "triage")
        ]
        self.assertEqual(len(shown), 4)
        self.assertFalse({group["stage_id"][0] for group in shown}.intersection(before))

    def test_a_screen_offers_to_edit_only_what_the_role_may(self):
        names = ["description", "category_id", "stage_id", "deadline"]
        editable = {}
        for user in (self.desk_user, self.circle_officer, self.constable):
            described = self.complaints.with_user(user).fields_get(names, ["readonly"])
            editable[user] = {name for name in names if not described[name]["readonly"]}
        self.assertEqual(editable[self.desk_user], {"description", "category_id", "stage_id"})
        self.assertEqual(editable[self.circle_officer], {"category_id", "stage_id"})
        self.assertEqual(editable[self.constable], {"stage_id"})

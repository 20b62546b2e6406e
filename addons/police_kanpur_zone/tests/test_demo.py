import csv
from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo day, played in the test where the database has none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = [*cls._rows("log_ins"), *cls._rows("officers")]
        if not cls._user("desk"):
            cls.env["police.demo.people"]._load("demo/log_ins.csv", "demo/officers.csv")
        complaints = cls.env["police.complaint"]
        before = complaints.search([])
        cls.env["police.demo.day"]._play("demo/complaints.csv")
        cls.complaints = complaints.search([]) - before
        cls.now = fields.Datetime.now()
        cls.open = cls.complaints.filtered("is_open")
        cls.bharthana = cls.env.ref("police_kanpur_zone.unit_etw_bharthana")

    @classmethod
    def _rows(cls, name):
        with file_open(f"police_kanpur_zone/demo/{name}.csv") as table:
            return list(csv.DictReader(table))

    @classmethod
    def _user(cls, login):
        return cls.env["res.users"].search([("login", "=", login)])

    def test_a_petition_typed_in_kruti_dev_is_at_its_station(self):
        typed = self.complaints.filtered("as_arrived")
        self.assertEqual(typed.subject, "मोटर साइकिल चोरी")
        self.assertIn("मोटर साइकिल चौकी के सामने से चोरी हो गयी", typed.description)
        self.assertEqual((typed.unit_id.code, typed.language), ("ETW-JASWANTNAGAR", "hi_IN"))

    def test_the_day_shows_conversations_with_question_and_answer(self):
        if "police.channel.message" not in self.env:
            self.skipTest("There are no channels.")
        for sender, kind, asked in (
            (
                "+910000000141",
                "whatsapp",
                {"ask_where", "ask_which", "ask_proof", "ask_who", "ask_confirm"},
            ),
            ("+910000000142", "sms", {"ask_where"}),
        ):
            people = self.env["police.complainant.address"].search([("value", "=", sender)])
            complaint = self.complaints.filtered(
                lambda one, people=people: one.party_ids.complainant_id & people.complainant_id
            )
            self.assertEqual((len(complaint), complaint.unit_id), (1, self.bharthana), kind)
            said = self.env["police.channel.message"].search([("address", "=", sender)])
            self.assertEqual(set(said.channel_id.mapped("kind")), {kind})
            codes = set(said.mapped("reply_code")) - {False}
            self.assertEqual(codes, asked | {"noted", "status_open"})
            self.assertIn("received", said.mapped("event_code"))
            answers = said.filtered("reply_code")
            self.assertEqual(set(answers.mapped("state")), {"sent"})
            self.assertEqual(set((said - answers).mapped("state")) - {"sent"}, {"done"})

    def test_every_log_in_works(self):
        for row in self._rows("log_ins"):
            credential = {"type": "password", "login": row["login"], "password": row["password"]}
            # At the screen: by programs a password alone opens no account with a second factor.
            info = self._user(row["login"])._login(credential, {"interactive": True})
            self.assertEqual(info["uid"], self._user(row["login"]).id, row["login"])

    def test_everybody_with_a_rank_holds_a_post(self):
        for row in self.people:
            posts = self._user(row["login"]).police_posting_ids.post_id
            self.assertEqual(posts.unit_id.code or "", row["unit"], row["login"])
            for post in posts:
                self.assertEqual(post.holder_ids, self._user(row["login"]))

    def test_people_of_the_demo_are_plainly_made_up(self):
        for row in self.people:
            self.assertRegex(self._user(row["login"]).email, r"@demo\.example$")
        addresses = self.complaints.party_ids.complainant_id.address_ids
        self.assertGreater(len(addresses), 30)
        for address in addresses:
            made_up = {"email": r"@(example\.org|demo\.example)$", "portal": r"."}.get(
                address.kind, r"^\+91000000\d+$"
            )
            self.assertRegex(address.value, made_up)

    def test_the_day_shows_every_colour_of_the_countdown(self):
        left = [complaint.deadline - self.now for complaint in self.open]
        self.assertGreater(len([hours for hours in left if hours > timedelta(hours=4)]), 8)
        soon = [hours for hours in left if timedelta(0) < hours <= timedelta(hours=4)]
        self.assertGreater(len(soon), 2)
        self.assertGreater(len([hours for hours in left if hours <= timedelta(0)]), 2)

    def test_the_day_shows_a_direction_and_what_a_shift_left(self):
        direction = self.open.follow_up_ids.filtered(lambda row: row.method == "direction")
        self.assertEqual(direction.unit_id, self.bharthana)
        self.assertEqual(direction.user_id, self._user("district"))
        self.assertFalse(direction.answered_at)
        self.assertGreater(direction.next_due_at, self.now)
        head = self.env["police.handover"].with_user(self._user("head"))
        left = [note for note in head.get_waiting() if "रात की पाली" in note["note"]]
        self.assertTrue(left)
        self.assertTrue(left[-1]["tiles"], "what was open is counted beside the words")

    def test_a_station_does_not_read_which_woman_asked_to_stay_unknown(self):
        hidden = self.complaints.filtered(
            lambda one: one.unit_id == self.bharthana and "किराना दुकान" in (one.description or "")
        )
        self.assertEqual(hidden.confidentiality, "confidential")
        self.assertEqual(hidden.vulnerability_ids.code, "woman")
        head = self._user("head")
        for secret in ("कमला", "0000000131"):
            self.assertNotIn(secret, hidden.with_user(head).description)
        parties = self.env["police.party"].with_user(head)
        self.assertFalse(parties.search([("complaint_id", "=", hidden.id)]))
        self.assertIn("कमला", hidden.with_user(self._user("desk")).original_description)

    def test_what_is_closed_was_closed_in_time_with_an_outcome(self):
        closed = self.complaints - self.open
        self.assertGreater(len(closed), 7)
        for complaint in closed:
            self.assertLess(complaint.closed_at, complaint.deadline, complaint.subject)
            self.assertTrue(complaint.outcome_id)
        self.assertGreater(len(closed.outcome_id), 3)

    def test_every_level_that_was_due_fired_once_and_on_time(self):
        for complaint in self.open:
            due = [level for level in complaint._levels_left() if level.due_at <= self.now]
            self.assertFalse(due, complaint.subject)
        fired = self.complaints.escalation_ids
        self.assertGreater(len(fired.rank_id), 3)
        for escalation in fired:
            self.assertEqual(escalation.fired_at, escalation.due_at)

    def test_the_day_uses_every_stage_channel_and_kind_of_identity(self):
        complaint = self.env["police.complaint"]
        for field in ("stage_code", "channel", "confidentiality", "routing_state"):
            possible = set(complaint._fields[field].get_values(self.env))
            missing = possible - set(self.complaints.mapped(field))
            self.assertLessEqual(missing, {"other_office", "unknown"}, field)

    def test_hindi_in_latin_letters_counts_as_hindi(self):
        lost = self.complaints.filtered(
            lambda complaint: "Sim band kara di" in complaint.description
        )
        self.assertEqual(lost.language, "hi_IN")
        examination = self.complaints.filtered(
            lambda complaint: "marriage hall" in complaint.description
        )
        self.assertEqual(examination.language, "en_US")

    def test_nothing_happened_before_the_first_contact_or_after_now(self):
        for milestone in self.complaints.milestone_ids:
            self.assertGreaterEqual(milestone.happened_at, milestone.complaint_id.received_at)
            self.assertLessEqual(milestone.happened_at, self.now)

    def test_the_station_sees_its_own_and_not_the_one_about_itself(self):
        complaint = self.env["police.complaint"]
        seen = complaint.with_user(self._user("station")).search(
            [("id", "in", self.complaints.ids)]
        )
        self.assertEqual(seen.unit_id, self.bharthana)
        self.assertGreater(len(seen), 10)
        self.assertGreater(len(seen.post_id), 1)
        about = self.complaints.filtered("complained_unit_id")
        self.assertEqual(len(about), 2)
        zone = complaint.with_user(self._user("zone")).search([("id", "in", about.ids)])
        self.assertEqual(zone, about)

    def test_the_citizen_finds_the_complaint_in_the_portal(self):
        citizen = self._user("citizen").partner_id
        mine = self.env["police.complaint"]._portal_complaints(citizen) & self.complaints
        self.assertEqual(mine.channel, "portal")

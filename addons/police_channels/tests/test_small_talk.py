from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .conversation_common import OTHER, WHAT, ConversationCase

TOLD = f"Thana Kalyanpur: {WHAT}"


class SmallTalkCase(ConversationCase):
    def _answered(self, message):
        """Codes of what a message was answered, which told nothing new."""
        self.assertEqual((message.state, message.action), ("done", "answered"), message.text)
        return self._asked(message)

    def _three_weeks_later(self, complaint):
        self._later(days=21)
        self.messages.search([("direction", "=", "out")]).write(
            {"state": "sent", "sent_at": complaint.received_at - timedelta(days=1)}
        )

    def _to_verification(self, complaint):
        with trap_jobs():
            complaint._move_to("action_taken")
            complaint._move_to("verification")


@tagged("post_install", "-at_install")
class TestSmallTalkBySms(SmallTalkCase):
    """What tells nothing new opens nothing for who has complained before."""

    def test_thanks_and_the_like_are_no_complaint(self):
        complaint = self._say(TOLD).complaint_id
        self._three_weeks_later(complaint)
        for text in (
            "ok",
            "2",
            "१",
            "Thank you sir",
            "dhanyawad",
            "ठीक है",
            "👍🏽",
            "🙏🙏",
            "haan ji",
            "नहीं",
            "no",
        ):
            self.assertEqual(self._answered(self._say(text)), [], text)
        for text in ("🆘", "ok lekin aaj phir gana baja"):
            self.assertEqual(self._say(text).action, "opened", text)
            self.talks.search([])._end("done")
            self._later(days=1)
        self.assertFalse(complaint.has_unread_reply)

    def test_the_first_that_somebody_says_is_heard_all_the_same(self):
        for place, text in enumerate(("ok", "haan", "👍", "🙏🙏", "1", "gm sir", "Namaste sir ji")):
            message = self._say(text, f"+9100000{place:05}")
            self.assertEqual((message.action, self._asked(message)), ("opened", ["ask_what"]), text)

    def test_who_only_says_that_they_complain_is_asked_what_happened(self):
        for place, text in enumerate(
            (
                *("Sir mujhe shikayat karni hai", "शिकायत करनी है", "complaint"),
                *("I want to file a complaint", "kya mai yaha shikayat kar sakta hu?"),
            )
        ):
            sender = f"+9100000{place:05}"
            message = self._say(text, sender)
            self.assertEqual((message.action, self._asked(message)), ("opened", ["ask_what"]), text)
            told = self._say(f"{WHAT}, thana kalyanpur", sender)
            self.assertEqual(self._asked(told), ["noted"], text)
            self.assertIn(WHAT, told.complaint_id.description)
        again = self._say("mujhe shikayat karni hai", sender)
        self.assertEqual(self._answered(again), ["help"], "of one that is open")
        more = self._say("I want to file a complaint about the noise at night", OTHER)
        self.assertEqual(self._asked(more), ["ask_where"])

    def test_a_greeting_makes_no_second_complaint(self):
        self._say(TOLD)
        self._later(days=2)
        self.assertEqual(self._answered(self._say("Namaste")), ["help"])
        self.assertEqual(self._say("Namaste", OTHER).action, "opened")

    def test_how_it_stands_in_the_words_that_people_use(self):
        complaint = self._say(TOLD).complaint_id
        self._later(days=2)
        number = complaint.number
        for text in (
            *("status kya hai", "sir mera complaint ka status batao", "STAUTS", "sttus", "?"),
            *("meri shikayat ka kya hua", "स्थिति क्या है", f"{number} ka status kya hai"),
        ):
            self._three_weeks_later(complaint)
            self.assertEqual(self._answered(self._say(text)), ["status_open"], text)

    def test_who_waits_is_heard_and_told(self):
        complaint = self._say(TOLD).complaint_id
        self._three_weeks_later(complaint)
        message = self._say("Abhi tak koi karyawahi nahi hui")
        self.assertEqual((message.action, message.complaint_id), ("joined", complaint))
        self.assertEqual(self._asked(message), ["status_open"])
        self.assertTrue(complaint.has_unread_reply)
        self.assertIn("karyawahi", "".join(complaint.sudo().message_ids.mapped("body")))
        with trap_jobs():
            complaint._move_to("action_taken")
            complaint._keep_feedback("resolved", 0, "")
            complaint._move_to("closed", outcome=self.env.ref("police_grievance.outcome_resolved"))
        late = self._say("abhi tak kuch nahi hua")
        self.assertEqual((late.action, late.complaint_id), ("attached", complaint))
        self.assertEqual(self._asked(late), ["status_closed"])
        self.assertFalse(complaint.is_open)
        other = self._say("Abhi tak mera beta ghar nahi aaya")
        self.assertEqual(other.action, "opened", "that is another matter")
        self.assertEqual(self._say("abhi tak kuch nahi hua", OTHER).action, "opened")

    def test_yes_and_no_say_whether_it_is_settled_where_that_is_asked(self):
        complaint = self._say(TOLD).complaint_id
        self._to_verification(complaint)
        answer = self._say("nahi")
        self.assertEqual(self._answered(answer), ["code"], "a number can be forged")
        self.assertTrue(complaint.has_unread_reply)
        self.assertFalse(complaint.feedback_ids)
        phrase = self.env["police.conversation.command"]._phrase_for("not_settled", "hi_IN")
        self.assertIn(f"{phrase.upper()} {complaint.number} {{code}}", self._last("code").text)

    def test_the_name_is_kept_secret_whenever_they_ask(self):
        complaint = self._say(TOLD).complaint_id
        self._later(days=1)
        self.assertEqual(self._answered(self._say("gupt rakhe")), [])
        self.assertEqual(complaint.confidentiality, "confidential")
        self.assertTrue(self._notices(complaint, "protected"))
        self.assertEqual(self._say("gupt rakhe", OTHER).action, "opened")

    def test_who_wrote_stop_and_complains_is_told_of_start(self):
        self._say(TOLD)
        self._say("STOP")
        self._later(days=1)
        again = self._say("Thana Kalyanpur me meri cycle chori ho gayi")
        self.assertEqual((again.action, self._asked(again)), ("opened", ["stopped"]))
        self.assertIn("START", self._last("stopped").text)

    def test_another_language_in_the_middle(self):
        message = self._say(WHAT)
        self.assertEqual(self._last("ask_where").language, "hi_IN")
        self.assertEqual(self._asked(self._say("ENGLISH")), ["language", "ask_where"])
        self.assertEqual(self._last("ask_where").language, "en_US")
        answer = self._say("thana kalyanpur")
        self.assertEqual(answer.complaint_id, message.complaint_id)
        self.assertEqual(self._last("noted").language, "en_US")

    def test_who_chooses_a_language_first_gets_it(self):
        self._say("english me likho", OTHER)
        message = self._say(f"Thana Kalyanpur: {WHAT}", OTHER)
        self.assertEqual(message.complaint_id.party_ids.complainant_id.language, "en_US")
        self.assertEqual(self._notices(message.complaint_id, "received").language, "en_US")


@tagged("post_install", "-at_install")
class TestSmallTalkWithButtons(SmallTalkCase):
    """Buttons are shown, and people type all the same."""

    has_buttons = True

    def test_no_to_the_station_means_no(self):
        for proof, who, confidentiality in (
            ("nahi hai", "No", "confidential"),
            ("none", "नहीं", "confidential"),
            ("photo nahi hai", "gupt rakho", "confidential"),
            ("no", "haan ji", "open"),
            ("no", "ok", "open"),
        ):
            with self.subTest(who=who):
                complaint = self._say(TOLD).complaint_id
                self.assertEqual(self._answered(self._say(proof)), ["ask_who"])
                self.assertEqual(self._answered(self._say(who)), ["ask_confirm"])
                self.assertEqual(complaint.confidentiality, confidentiality)
                self.assertEqual(self._answered(self._say("bas itna hi")), ["noted"])
                self.assertFalse(complaint.has_unread_reply)
                complaint.party_ids.complainant_id.address_ids.unlink()
                self._later(days=1)

    def test_buttons_speak_the_new_language(self):
        self._say(TOLD)
        self._say("ENGLISH")
        question = self._last("ask_proof")
        self.assertEqual([label for label, _sent in question.buttons], ["I have none"])
        self.assertEqual(self._asked(self._say("I have none")), ["ask_who"])

    def test_yes_settles_where_the_sender_is_proven(self):
        complaint = self._say(TOLD).complaint_id
        self.talks.search([])._end("done")
        self._to_verification(complaint)
        self.assertEqual(self._answered(self._say("haan ji")), ["settled"])
        self.assertEqual(complaint.feedback_ids.answer, "resolved")
        self.assertEqual(self._answered(self._say("haan ji")), [], "once")

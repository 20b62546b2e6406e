from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .cases import case_mail
from .common import ChannelCase


@tagged("post_install", "-at_install")
class TestMailTalk(ChannelCase):
    """Whose words a mail brings, and which complaint they belong to."""

    def _opened(self, sender, text="Every night in Kalyanpur.", **headers):
        headers = {"Message_ID": f"<first-{sender}>", **headers}
        return self._arrive(text=text, From=sender, **headers).message_ids.complaint_id

    def _case(self, name, swaps=None, sender="somebody@bugtest.example"):
        return self._arrive(case_mail(name, swaps), sender).message_ids

    def _assert_strangers(self, message, complaint):
        self.assertEqual((message.action, message.complaint_id), ("joined", complaint))
        self.assertTrue(complaint.has_stranger_words)
        self.assertFalse(complaint.has_unread_reply)
        view = complaint._citizen_view(complaint.party_ids, "en_US")
        self.assertFalse(view["conversation"])

    def test_from_an_address_that_is_not_on_it_they_are_somebody_elses(self):
        complaint = self._opened("ankit.test@gmail.example")
        for name, written in (
            ("41", "5310-347-897"),
            ("74", "5114-536-315"),
            ("m18", "NUMBER"),
        ):
            with self.subTest(name=name):
                message = self._case(name, {written: complaint.number})
                self._assert_strangers(message, complaint)

    def test_number_in_the_words_from_its_own_address_joins(self):
        complaint = self._opened("neha.test@outlook.example")
        message = self._case("43", {"3421-280-963": complaint.number})
        self.assertEqual((message.action, message.complaint_id), ("joined", complaint))
        self.assertTrue(complaint.has_unread_reply)

    def test_number_in_the_words_from_elsewhere_is_proposed(self):
        complaint = self._opened("neha.test@outlook.example")
        message = self._case("42", {"3421-280-963": complaint.number})
        opened = message.complaint_id
        self.assertEqual(message.action, "opened")
        self.assertFalse(complaint.has_stranger_words)
        by_desk = opened.with_user(self.desk_user)
        self.assertEqual((by_desk.perhaps_id, by_desk.perhaps_why), (complaint, "number"))
        with trap_jobs():
            by_desk.action_join_perhaps()
        self.assertEqual(opened.merged_into_id, complaint)
        self.assertFalse(by_desk.perhaps_id)

    def _with_a_wrong_digit(self, number, place=6):
        wrong = str((int(number[place]) + 3) % 10)
        return f"{number[:place]}{wrong}{number[place + 1 :]}"

    def test_a_wrong_digit_from_its_own_address_joins(self):
        complaint = self._opened("neha.test@outlook.example")
        number = complaint.number
        for position in (1, 6, 9):
            wrong = self._with_a_wrong_digit(number, position)
            for headers in ({"Subject": f"Complaint {wrong}"}, {"text": f"Kya hua? {wrong}"}):
                message = self._arrive(
                    From="neha.test@outlook.example", Message_ID=f"<{headers}@x.example>", **headers
                ).message_ids
                with self.subTest(position=position, **headers):
                    self.assertEqual((message.action, message.complaint_id), ("joined", complaint))

    def test_a_wrong_digit_from_elsewhere_is_proposed(self):
        complaint = self._opened("neha.test@outlook.example")
        wrong = self._with_a_wrong_digit(complaint.number)
        opened = self._case("42", {"3421-280-963": wrong}).complaint_id
        self.assertNotEqual(opened, complaint)
        self.assertEqual(opened.with_user(self.desk_user).perhaps_id, complaint)

    def test_digits_of_devanagari_join(self):
        complaint = self._opened("ramesh.test@yahoo.example")
        digits = complaint.number.translate(str.maketrans("0123456789", "०१२३४५६७८९"))
        message = self._case("45", {"४३१८-९६४-०४०": digits})
        self.assertEqual((message.action, message.complaint_id), ("joined", complaint))
        self.assertTrue(complaint.has_unread_reply)

    def test_of_several_with_one_identifier_the_senders_own_is_meant(self):
        """Programs that number their mails anew each time give two citizens the same identifier."""
        self._opened("asha@example.org", Message_ID="<same-id@localhost>")
        other = self._opened(
            "bina@example.org", "My cow was taken.", Message_ID="<same-id@localhost>"
        )
        message = self._arrive(
            text="It is still gone.",
            From="bina@example.org",
            Message_ID="<more@localhost>",
            In_Reply_To="<same-id@localhost>",
        ).message_ids
        self.assertEqual((message.action, message.complaint_id), ("joined", other))

    def test_a_known_identifier_from_another_sender_is_another_mail(self):
        first = self._opened("asha@example.org", Message_ID="<same-id@localhost>")
        with self.assertNoLogs(level="INFO"):
            message = self._case("76", sender="76.test@gmail.example")
        self.assertEqual((message.state, message.action), ("done", "opened"))
        self.assertEqual(message.original_id.complaint_id, first)
        self.assertNotEqual(message.complaint_id, first)
        self.assertEqual(message.complaint_id.priority, "2")
        again = self._arrive(b"Received: by mx2\r\n" + case_mail("76"))
        self.assertEqual((again.state, again.message_ids.ids), ("repeat", []))
        changed = case_mail("76", {"chaku": "danda"})
        self.assertEqual(self._arrive(changed).message_ids.state, "flagged")

    def test_the_same_mail_by_another_path_and_the_same_words_are_one_complaint(self):
        first = self._case("46")
        again = self._arrive(b"Received: by mx3.relay.example\r\n" + case_mail("46"))
        self.assertEqual((first.action, again.state), ("opened", "repeat"))
        first = self._case("47", sender="ramesh.test@yahoo.example")
        new_id = case_mail("47").replace(b"<m47@", b"<m48@")
        again = self._arrive(new_id).message_ids
        self.assertEqual((again.action, again.complaint_id), ("repeated", first.complaint_id))

    def test_passed_on_from_another_address_is_hinted_at(self):
        first = self._arrive(
            case_mail("16").replace(b"saurabh.test@", b"saurabh.first@")
        ).message_ids.complaint_id
        second = self._case("48", sender="saurabh.test@gmail.example").complaint_id
        self.assertNotEqual(first, second)
        by_desk = second.with_user(self.desk_user)
        self.assertEqual((by_desk.perhaps_id, by_desk.perhaps_why), (first, "words"))

    def test_a_reply_that_cries_for_help_comes_first_and_is_answered(self):
        complaint = self._opened("rptiwari.test@gmail.example", "मेरा पर्स खो गया।")
        notice = self._notices(complaint, "received")
        self.assertEqual(complaint.priority, "0")
        swaps = {"<e5b3f7868684cde72abcf296a4687330@police.example>": notice.external_id}
        message = self._case("50", swaps)
        self.assertEqual((message.action, complaint.priority), ("joined", "2"))
        answer = self._notices(complaint, "danger")
        self.assertEqual(answer.address, "rptiwari.test@gmail.example")
        self.assertIn("112", answer.text)
        self.assertEqual(answer.in_reply_to, "<m50@mail.gmail.example>")
        danger = (
            self.env["police.start.page"].with_user(self.desk_user).get_sections()[0]["tiles"][0]
        )
        self.assertEqual(danger["code"], "danger")
        found = complaint.with_user(self.desk_user).search(danger["action"]["domain"])
        self.assertIn(complaint, found)

    def test_a_reply_about_something_else_joins_and_is_shown(self):
        complaint = self._opened("ankit.test@gmail.example")
        notice = self._notices(complaint, "received")
        swaps = {"<fcfcadfb97db54cdaa7a5d342840b534@police.example>": notice.external_id}
        message = self._case("54", swaps)
        self.assertEqual((message.action, message.complaint_id), ("joined", complaint))
        self.assertTrue(complaint.has_new_matter)
        with trap_jobs():
            action = complaint.with_user(self.desk_user).action_open_new_matter()
        opened = self.env["police.complaint"].browse(action["res_id"])
        self.assertIn("Naubasta", opened.description)
        self.assertEqual(opened.channel, "email")
        self.assertEqual(opened.party_ids.complainant_id, complaint.party_ids.complainant_id)
        self.assertEqual(self._notices(opened, "received").address, "ankit.test@gmail.example")
        self.assertFalse(complaint.has_new_matter)

    def test_who_asks_for_it_stays_unknown(self):
        for name in ("57", "69"):
            complaint = self._case(name, sender=f"{name}@bugtest.example").complaint_id
            with self.subTest(name=name):
                self.assertEqual(complaint.confidentiality, "confidential")
                told = self._notices(complaint, "protected")
                self.assertEqual(len(told), 1)
                self.assertTrue(
                    complaint.milestone_ids.filtered(lambda step: step.code == "protected")
                )

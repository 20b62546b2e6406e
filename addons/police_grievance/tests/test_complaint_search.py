from odoo.tests import new_test_user, tagged

from ..tools.number import format_number
from .common import PoliceCase


@tagged("post_install", "-at_install")
class TestComplaintSearch(PoliceCase):
    """The one box finds a number, a phone, a name or words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.complaint = cls._of("+910000054321", "Zubeda Example", text="The drain overflows.")
        cls.other = cls._of("+910000099999", "Mohan Example", text="Loud music at night.")

    @classmethod
    def _of(cls, phone, name, **values):
        return cls._complaint(
            cls.station,
            subject="",
            sender_kind="phone",
            sender_value=phone,
            sender_name=name,
            **values,
        )

    def _found(self, value, user=None):
        complaints = self.env["police.complaint"].with_user(user or self.desk_user)
        return complaints.search([("search_words", "ilike", value)]) & (
            self.complaint | self.other
        ).with_user(complaints.env.user)

    def _assert_finds(self, value, user=None):
        self.assertEqual(self._found(value, user), self.complaint, value)

    def test_words_whatever_dots_and_nasals_are_written(self):
        self.complaint.description = "हिन्दी में लिखा: पड़ोसी की ज़मीन, पाँच सौ पन्ने।"
        for written in ("हिंदी", "पडोसी जमीन", "ज़मीन", "पांच", "पाँच पन्ने"):
            self._assert_finds(written)

    def test_a_mobile_in_any_form(self):
        for written in (
            "+910000054321",
            "+91 00000 54321",
            "+91-00000-54321",
            "910000054321",
            "0091 0000054321",
            "९१ ००००० ५४३२१",
            "54321",
            "५४३२१",
            "0054321",
            "00 543-21",
        ):
            with self.subTest(written=written):
                self._assert_finds(written)
        self.assertFalse(self._found("4321"))
        self.assertFalse(self._found("+910000154321"))

    def test_a_number_in_any_notation(self):
        number = self.complaint.number
        devanagari = number.translate(str.maketrans("0123456789", "०१२३४५६७८९"))
        for written in (number, format_number(number), " ".join(number), devanagari):
            with self.subTest(written=written):
                self._assert_finds(written)

    def test_a_name_in_either_script(self):
        for written in ("Zubeda", "zubaida example", "ज़ुबैदा", "जुबेदा", "ZUBEDA EXAMPLE"):
            with self.subTest(written=written):
                self._assert_finds(written)

    def test_an_email_address(self):
        found = self._complaint(self.station, sender_value="zubeda@example.org")
        complaints = self.env["police.complaint"].with_user(self.desk_user)
        value = [("search_words", "ilike", " Zubeda@Example.org")]
        self.assertEqual(complaints.search(value), found)

    def test_words(self):
        self._assert_finds("drain overflows")
        self._assert_finds("OVERFLOWS")

    def test_who_may_not_know_finds_nothing_by_the_person(self):
        auditor = new_test_user(self.env, "no_names", groups="police_force.group_auditor")
        for written in ("Zubeda", "54321", "+910000054321"):
            with self.subTest(written=written):
                self._assert_finds(written, self.constable)
                self.assertFalse(self._found(written, auditor))
        self.assertFalse(self._found("drain", auditor), "nor by the words")
        self._assert_finds(self.complaint.number, auditor)
        self.complaint.write({"confidentiality": "confidential"})
        for written in ("Zubeda", "54321", "+910000054321"):
            with self.subTest(written=written, confidentiality="confidential"):
                self.assertFalse(self._found(written, self.constable))
                self._assert_finds(written, self.superintendent)
                self._assert_finds(written)
        self._assert_finds("drain", self.constable)

    def test_a_name_of_many_is_one_query_more(self):
        value = [("search_words", "ilike", "Example")]
        complaints = self.env["police.complaint"].with_user(self.desk_user)
        complaints.search(value)
        self.env.invalidate_all()
        with self.assertQueryCount(3):
            complaints.search(value)

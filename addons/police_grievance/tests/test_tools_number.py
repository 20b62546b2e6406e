from odoo.tests import BaseCase

from odoo.addons.police_grievance.tools.number import (
    find_numbers,
    format_number,
    nearly_numbers,
    number_from_index,
)

KEY = b"the secret of one database"
TO_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


class TestNumber(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = [number_from_index(index, KEY) for index in range(5000)]

    def test_every_index_has_its_own_valid_number(self):
        self.assertEqual(len(set(self.numbers)), len(self.numbers))
        for number in self.numbers:
            self.assertRegex(number, r"^[1-5][0-9]{9}$")
            self.assertEqual(find_numbers(number), [number])

    def test_the_same_index_and_key_give_the_same_number(self):
        self.assertEqual(number_from_index(7, KEY), self.numbers[7])
        self.assertNotEqual(number_from_index(7, b"the secret of another one"), self.numbers[7])

    def test_neither_order_nor_volume_shows(self):
        rising = sum(a < b for a, b in zip(self.numbers, self.numbers[1:], strict=False))
        self.assertAlmostEqual(rising / len(self.numbers), 0.5, delta=0.05)
        for first in "12345":
            share = sum(number[0] == first for number in self.numbers) / len(self.numbers)
            self.assertAlmostEqual(share, 0.2, delta=0.03)
        gaps = {
            int(b) // 10 - int(a) // 10
            for a, b in zip(self.numbers, self.numbers[1:], strict=False)
        }
        self.assertGreater(len(gaps), 4990, "steps from one number to the next must not repeat")

    def test_the_ends_of_the_range(self):
        last = number_from_index(499_999_999, KEY)
        self.assertEqual(find_numbers(last), [last])
        for index in (-1, 500_000_000):
            with self.assertRaises(ValueError):
                number_from_index(index, KEY)
        with self.assertRaises(ValueError):
            number_from_index(1, b"short")

    def test_each_wrong_digit_is_caught(self):
        for number in self.numbers[:50]:
            for position, right in enumerate(number):
                for wrong in "0123456789":
                    mistyped = number[:position] + wrong + number[position + 1 :]
                    found = [number] if wrong == right else []
                    self.assertEqual(find_numbers(mistyped), found, mistyped)

    def test_each_swap_of_neighbours_is_caught(self):
        for number in self.numbers[:500]:
            for i in range(9):
                swapped = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
                found = [number] if swapped == number else []
                self.assertEqual(find_numbers(swapped), found, swapped)

    def test_numbers_are_read_as_people_write_them(self):
        number = self.numbers[0]
        written = format_number(number)
        self.assertEqual(written, f"{number[:4]}-{number[4:7]}-{number[7:]}")
        for text in (
            written,
            written.replace("-", " "),
            f" {number} ",
            number.translate(TO_DEVANAGARI),
        ):
            self.assertEqual(find_numbers(text), [number], text)
        for text in ("", None, "12345", "abcdefghij", number + "1", "0" + number[1:]):
            self.assertEqual(find_numbers(text), [], text)

    def test_numbers_are_found_in_free_text(self):
        first, second = self.numbers[:2]
        text = (
            f"Re: [{format_number(first)}] PIN 208001 {second}, "
            f"मेरी शिकायत {format_number(first).translate(TO_DEVANAGARI)} का क्या हुआ?"
        )
        self.assertEqual(find_numbers(text), [first, second])
        self.assertEqual(find_numbers(f"{first[:4]} {first[4:7]} {first[7:]}"), [first])

    def test_what_is_no_number_is_not_found(self):
        number = self.numbers[0]
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        for text in (wrong, f"7{number}", f"{number}7", f"+91 {number}", "9876543210", "", None):
            self.assertEqual(find_numbers(text), [], text)

    def test_one_wrong_digit_is_nearly_the_number(self):
        number = self.numbers[42]
        for place, digit in enumerate(number):
            wrong = f"{number[:place]}{(int(digit) + 1) % 10}{number[place + 1 :]}"
            for text in (wrong, f"My number is {format_number(wrong)}.", f"208001 {wrong}"):
                self.assertIn(number, nearly_numbers(text), text)

    def test_two_swapped_digits_are_nearly_the_number(self):
        number = self.numbers[43]
        place = next(place for place in range(9) if number[place] != number[place + 1])
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        self.assertIn(number, nearly_numbers(swapped.translate(TO_DEVANAGARI)))

    def test_what_is_a_number_is_nearly_no_other(self):
        for text in (self.numbers[44], "", None, "208001", "12345678901"):
            self.assertEqual(nearly_numbers(text), [])

    def test_a_table_of_numbers_takes_no_time(self):
        self.assertLessEqual(len(nearly_numbers("4000000001 " * 10_000)), 20 * 19)

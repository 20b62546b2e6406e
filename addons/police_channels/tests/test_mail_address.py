from time import process_time

from odoo.tests import BaseCase, tagged

from ..adapters.mail.address import mailboxes

CASES = {
    "asha@x.example": [("", "asha@x.example")],
    "<asha@x.example>": [("", "asha@x.example")],
    "Asha Testperson <asha@x.example>": [("Asha Testperson", "asha@x.example")],
    "asha@x.example <asha@x.example>": [("asha@x.example", "asha@x.example")],
    "asha@x.example <ravi@x.example>": [("asha@x.example", "ravi@x.example")],
    '"Testperson, Asha" <asha@x.example>': [("Testperson, Asha", "asha@x.example")],
    '"Asha \\"A\\" T" <asha@x.example>': [('Asha "A" T', "asha@x.example")],
    '"Asha" T <asha@x.example>': [("Asha T", "asha@x.example")],
    "Testperson, Asha <asha@x.example>": [("Testperson, Asha", "asha@x.example")],
    "Testperson,Asha,Dr. <asha@x.example>": [("Testperson, Asha, Dr.", "asha@x.example")],
    "b@x.example, Testperson, Asha <asha@x.example>": [
        ("", "b@x.example"),
        ("Testperson, Asha", "asha@x.example"),
    ],
    "Testperson, asha@x.example": [("", "Testperson"), ("", "asha@x.example")],
    "asha@x.example (Asha Testperson)": [("Asha Testperson", "asha@x.example")],
    "asha@x.example (Asha (of the office))": [("Asha (of the office)", "asha@x.example")],
    "Asha (office) <asha@x.example>": [("Asha (office)", "asha@x.example")],
    "(office) <asha@x.example>": [("office", "asha@x.example")],
    "a@x.example, B <b@x.example>": [("", "a@x.example"), ("B", "b@x.example")],
    "a@x.example; b@x.example": [("", "a@x.example"), ("", "b@x.example")],
    "Team: a@x.example, b@x.example;": [("", "Team"), ("", "a@x.example"), ("", "b@x.example")],
    "undisclosed-recipients:;": [("", "undisclosed-recipients")],
    "asha @ x . example": [("", "asha@x.example")],
    "Asha\n <asha@x.example\n>": [("Asha", "asha@x.example")],
    "राम <ram@x.example>": [("राम", "ram@x.example")],
    "=?utf-8?b?4KSw4KS+4KSu?= <ram@x.example>": [("=?utf-8?b?4KSw4KS+4KSu?=", "ram@x.example")],
    "Asha <asha@x.example": [("Asha", "asha@x.example")],
    # A quotation or comment that is never closed is none.
    '"Asha <asha@x.example>': [('"Asha', "asha@x.example")],
    "Asha (office <asha@x.example>": [("Asha (office", "asha@x.example")],
    "asha@x.example)ravi@x.example": [("", "asha@x.example)ravi@x.example")],
    "": [],
    " ,;: <>": [],
}


@tagged("post_install", "-at_install")
class TestMailAddress(BaseCase):
    """The same on each Python, whatever its standard library thinks of an address."""

    def test_names_and_addresses(self):
        for header, expected in CASES.items():
            with self.subTest(header):
                self.assertEqual(mailboxes(header), expected)

    def test_no_header_keeps_it_busy(self):
        for piece in (
            '"',
            "(",
            "((",
            "()",
            "<",
            "<<>",
            "\\",
            '"\\',
            " ",
            "@",
            ". ",
            "a(",
            ":",
            ",",
            "a,",
        ):
            header = piece * (10_000 // len(piece))
            started = process_time()
            mailboxes(header)
            mailboxes(header + "<a@x.example>")
            self.assertLess(process_time() - started, 1, repr(piece))

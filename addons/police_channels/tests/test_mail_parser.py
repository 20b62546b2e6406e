import base64
import random

from odoo.tests import BaseCase, tagged

from ..adapters.mail.parser import LONGEST_TEXT, parse_mail
from .samples import raw_mail

MULTIPART = b"""From: a@example.org
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=utf-8

See the picture.
--x
Content-Type: image/png; name="=?utf-8?B?4KSr4KWL4KSf4KWLLnBuZw==?="
Content-Transfer-Encoding: base64
Content-Disposition: attachment

AAEC/w==
--x
Content-Type: message/rfc822

Subject: enclosed
From: b@example.org

inner words
--x--
"""


@tagged("post_install", "-at_install")
class TestMailParser(BaseCase):
    def test_person(self):
        mail = parse_mail(raw_mail("नमस्ते"))
        self.assertEqual(mail.sender, "asha@example.org")
        self.assertEqual(mail.sender_name, "Asha Testperson")
        self.assertEqual(mail.message_id, "<one@example.org>")
        self.assertEqual(mail.text, "नमस्ते")
        self.assertEqual(mail.kind, "person")
        self.assertEqual(mail.problem, "")

    def test_character_sets(self):
        """:return: the words arrive whatever the mail declares about its bytes"""
        cases = [
            ("utf-8", "शिकायत".encode()),
            ("x-no-such-charset", "शिकायत".encode()),
            ("us-ascii", "शिकायत".encode()),
            ("utf-16le", "शिकायत".encode("utf-16le")),
        ]
        for charset, body in cases:
            head = f"From: a@example.org\r\nContent-Type: text/plain; charset={charset}\r\n"
            encoded = base64.encodebytes(body)
            raw = f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + encoded
            self.assertEqual(parse_mail(raw).text, "शिकायत", charset)
        latin = parse_mail(
            raw_mail(Content_Type="text/plain; charset=utf-8").replace(b"night", b"\xe9t\xe9")
        )
        self.assertIn("été", latin.text)

    def test_headers_in_raw_bytes_and_broken_encoded_words(self):
        raw = "Subject: थाना\nFrom: राम <ram@example.org>\n\nx".encode()
        self.assertEqual(parse_mail(raw).subject, "थाना")
        self.assertEqual(parse_mail(raw).sender_name, "राम")
        self.assertEqual(parse_mail(b"Subject: =?utf-8?B?!!?=\n\nx").text, "x")

    def test_parts(self):
        mail = parse_mail(MULTIPART)
        self.assertEqual(mail.text, "See the picture.")
        picture, enclosed = mail.files
        self.assertEqual((picture.name, picture.content), ("फोटो.png", b"\x00\x01\x02\xff"))
        self.assertEqual(enclosed.mimetype, "message/rfc822")
        self.assertIn(b"inner words", enclosed.content)

    def test_file_name_has_no_path(self):
        raw = MULTIPART.replace(b'"=?utf-8?B?4KSr4KWL4KSf4KWLLnBuZw==?="', b'"../../etc/passwd"')
        self.assertEqual(parse_mail(raw).files[0].name, ".._.._etc_passwd")

    def test_html_only(self):
        html = "<style>p{}</style><p>One</p><p>Two<br>Three</p><script>evil()</script>"
        mail = parse_mail(raw_mail(html, Content_Type="text/html; charset=utf-8"))
        self.assertEqual(mail.text, "One\n\nTwo\nThree")
        self.assertNotIn("evil", mail.html)

    def test_nothing_in_it(self):
        for raw in (b"", b"\n\n", b"Subject: x", raw_mail("", From=None, To=None, Message_ID=None)):
            mail = parse_mail(raw)
            self.assertEqual((mail.text, mail.sender, mail.message_id), ("", "", ""), raw)

    def test_body_in_base64_ends_where_it_is_padded(self):
        """Lists write their words below it, as they are."""
        cases = {
            "aGVsbG8=": "hello",
            "aGVs\r\nbG8=\r\n_______\r\nMailing list": "hello",
            "aGVsbG8=\r\n-- \r\nThis list: http://a.example": "hello",
            "aGVsbG8=\r\naGVsbG8=": "hello",
            "aGVsbA==\r\n==zz": "hell",
            "aGVsbG8": "hello",
            "!aGVsbG8=": "hello",
            "=aGVsbG8": "hello",
            "aGVsb": "hel",
            "थ": "",
        }
        for body, text in cases.items():
            mail = parse_mail(raw_mail(body, Content_Transfer_Encoding="base64"))
            self.assertEqual(mail.text, text, body)

    def test_sender_is_whose_address_stands_in_brackets(self):
        for name in ("asha@example.org", "ravi@example.org"):
            mail = parse_mail(raw_mail(From=f"{name} <asha@example.org>"), "b@example.org")
            self.assertEqual((mail.sender, mail.sender_name), ("asha@example.org", name))

    def test_sender_is_the_return_path_if_there_is_no_from(self):
        self.assertEqual(parse_mail(raw_mail(From=None), "b@example.org").sender, "b@example.org")
        mail = parse_mail(raw_mail(From="Asha of the shop"), "b@example.org")
        self.assertEqual((mail.sender_name, mail.sender), ("Asha of the shop", "b@example.org"))

    def test_broken_structure_keeps_the_words(self):
        cases = [
            b"Content-Type: multipart/mixed\n\nno boundary named",
            b"Content-Type: multipart/mixed; boundary=x\n\nnever begun",
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nnever ended",
        ]
        for raw in cases:
            mail = parse_mail(raw)
            self.assertRegex(mail.text, "no boundary named|never begun|never ended")
            self.assertTrue(mail.problem, raw)

    def test_nested_without_end(self):
        part = "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
        deep = "".join(part % (level, level) for level in range(3000)) + "\nhelp me"
        mail = parse_mail(deep.encode())
        self.assertEqual(mail.problem, "RecursionError")
        self.assertTrue(mail.files[-1].content.endswith(b"help me"))
        html = parse_mail(raw_mail("<div>" * 100_000 + "help me", Content_Type="text/html"))
        self.assertIn("help me", html.text)

    def test_long_text_goes_along_whole_as_a_file(self):
        mail = parse_mail(raw_mail("x" * (LONGEST_TEXT + 5)))
        self.assertEqual(len(mail.text), LONGEST_TEXT)
        self.assertEqual(len(mail.files[0].content), LONGEST_TEXT + 5)

    def test_content_hash_ignores_the_way_only(self):
        first = parse_mail(raw_mail())
        again = parse_mail(
            b"Received: by mx2.example.org\r\n" + raw_mail(Message_ID="<two@example.org>")
        )
        other = parse_mail(raw_mail("Other words."))
        self.assertEqual(first.content_hash(), again.content_hash())
        self.assertNotEqual(first.content_hash(), other.content_hash())

    def test_damaged_at_random(self):
        """5,000 mails damaged with a fixed seed: all are read, and what is read can be stored."""
        chance = random.Random(20261123)
        samples = [MULTIPART, raw_mail(), raw_mail("<b>x</b>", Content_Type="text/html")]
        for _round in range(5000):
            raw = bytearray(chance.choice(samples))
            for _damage in range(chance.randint(1, 20)):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            mail = parse_mail(bytes(raw))
            words = mail.text + mail.subject + mail.sender_name + mail.html + mail.sender
            self.assertNotIn("\x00", words)
            self.assertTrue(words.encode() is not None)

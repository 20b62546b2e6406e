"""Mails as people's programs really send them: what is said, by whom, and each file byte for byte."""

from base64 import b64encode
from quopri import encodestring

from odoo.tests import BaseCase, tagged

from ..adapters.mail.parser import parse_mail
from .samples import OURS, mail_bytes, mail_of_parts, raw_mail

PLAIN, HTML = ("Content-Type: text/plain; charset=utf-8", "Content-Type: text/html; charset=utf-8")
WORDS = "मेरी भैंस चोरी हो गई"
NAMED = "Content-Type: text/plain; charset=utf-8; name="


def read(name):
    """:return: ParsedMail of the sample whose name starts so"""
    return parse_mail(mail_bytes(name), "path@relay.example", OURS)


def names(mail):
    return [file.name for file in mail.files]


@tagged("post_install", "-at_install")
class TestMailForm(BaseCase):
    def test_all_parts_in_their_order(self):
        self.assertEqual(
            read("m02").text,
            "Every night until 2 am a loudspeaker plays near the Shiv temple, Bharthana.\n\n"
            "My mother is a heart patient. Please have it stopped.\n\n"
            "This e-mail was checked for viruses by the mail gateway of Etawah Cooperative Bank.",
        )
        three = mail_of_parts((HTML, "<p>first</p>"), (PLAIN, "second"), (HTML, "<p>third</p>"))
        self.assertEqual(parse_mail(three).text, "first\n\nsecond\n\nthird")

    def test_one_of_two_forms_of_the_same_words(self):
        cases = [
            ("My shop was robbed.", "<p>My <b>shop</b> was robbed.</p>", "My shop was robbed."),
            (" ", "<p>My shop was robbed.</p>", "My shop was robbed."),
            ("Cannot show HTML.", "<p>My shop was robbed.</p>", "My shop was robbed."),
            (
                "Robbed.",
                "<p>Robbed.</p><p>By three men of the market.</p>",
                "Robbed.\n\nBy three men of the market.",
            ),
            (
                "My shop was robbed.",
                "<p>Sent by a gateway</p>",
                "My shop was robbed.\n\nSent by a gateway",
            ),
        ]
        for plain, html, text in cases:
            mail = parse_mail(mail_of_parts((PLAIN, plain), (HTML, html), kind="alternative"))
            self.assertEqual(mail.text, text)
            self.assertIn("</p>", mail.html)

    def test_forms_hold_files_and_stand_among_other_parts(self):
        forms = mail_of_parts(
            (PLAIN, "Look."), (HTML, "<p>Look.</p>"), kind="alternative", boundary="in"
        )
        head, _blank, body = forms.partition(b"\r\n\r\n")
        inner = next(
            line for line in head.decode().split("\r\n") if line.startswith("Content-Type")
        )
        picture = "Content-Type: image/png; name=a.png"
        mail = parse_mail(mail_of_parts((inner, body.decode()), (picture, "x"), (PLAIN, "Thanks.")))
        self.assertEqual((mail.text, names(mail)), ("Look.\n\nThanks.", ["a.png"]))

    def test_enclosed_mail_is_the_bytes_that_were_enclosed(self):
        encoded, plain = read("m03").files
        head = b"From: threat@elsewhere.bugtest.example\r\nTo: victim@m03.bugtest.example\r\n"
        self.assertTrue(encoded.content.startswith(head))
        self.assertTrue(
            encoded.content.endswith(b"Pay by Friday.\r\nFrom tomorrow your shop stays shut.\r\n")
        )
        self.assertTrue(plain.content.startswith(head.replace(b"\r\n", b"\n")))
        self.assertTrue(
            plain.content.endswith(b"Pay by Friday.\nFrom tomorrow your shop stays shut.\n")
        )
        self.assertEqual(names(read("m03")), ["threat-base64.eml", "threat-plain.eml"])
        odd = "Subject:  two  blanks\r\nX-Long:\t folded\r\n so\r\n\r\n>From here\r\n"
        [file] = parse_mail(
            mail_of_parts((PLAIN, "See."), ("Content-Type: message/rfc822", odd))
        ).files
        self.assertEqual(file.content, odd.encode())

    def test_mail_sent_on_as_a_file_is_read_where_nothing_else_is_said(self):
        enclosed = f"From: Ravi <ravi@x.example>\r\nSubject: Threat\r\n{PLAIN}\r\n\r\n{WORDS}"
        mail = parse_mail(mail_of_parts(("Content-Type: message/rfc822", enclosed)))
        self.assertEqual(
            mail.text,
            "---------- Forwarded message ----------\nFrom: Ravi <ravi@x.example>\nSubject: Threat\n\n"
            + WORDS,
        )
        self.assertEqual(names(mail), ["attachment-1.eml"])

    def test_who_is_to_be_answered_wrote_it(self):
        mail = read("m04")
        self.assertEqual(
            (mail.sender_name, mail.sender), ("Rekha Pal", "rekha.pal@private-m04.bugtest.example")
        )
        cases = [
            ("Kiosk <noreply@k.example>", None, "Kiosk (noreply@k.example)", ""),
            ("Kiosk <no-reply@k.example>", "asha@x.example", "", "asha@x.example"),
            ("Asha <a@x.example>", "asha@y.example", "Asha", "asha@y.example"),
            ("Asha <a@x.example>", "noreply@y.example", "Asha", "a@x.example"),
            ("Asha <a@x.example>", f"Office <{OURS[0]}>", "Asha", "a@x.example"),
            ("Asha <a@x.example>", "not an address", "Asha", "a@x.example"),
        ]
        for writer, reply_to, name, address in cases:
            mail = parse_mail(raw_mail(From=writer, Reply_To=reply_to), "path@relay.example", OURS)
            self.assertEqual((mail.sender_name, mail.sender), (name, address), (writer, reply_to))

    def test_our_own_mail_is_ours_whoever_is_to_be_answered(self):
        mail = parse_mail(raw_mail(From=OURS[0], Reply_To="asha@x.example"), None, OURS)
        self.assertEqual(mail.kind, "own")

    def test_name_is_whole(self):
        for sample, name, address in (
            ("m12", "Verma, Geeta", "geeta@m12.bugtest.example"),
            ("m12b", "geeta2@m12b.bugtest.example", "geeta2@m12b.bugtest.example"),
            ("m21", "sunita@m21.bugtest.example", "sunita@m21.bugtest.example"),
        ):
            mail = read(sample)
            self.assertEqual((mail.sender_name, mail.sender), (name, address))

    def test_named_text_is_the_message(self):
        mail = read("m07")
        self.assertEqual(
            mail.text, "थाना भरथना के सामने मेरी साइकिल चोरी हो गई, काली रंग की, कृपया रिपोर्ट लिखें।"
        )
        self.assertEqual(names(mail), ["IMG_0001.jpg"])
        mail = read("66")
        self.assertEqual(
            (mail.text, names(mail)), ("Thana Maharajpur me meri bike chori ho gayi", ["a.jpg"])
        )

    def test_named_text_further_down_is_a_paper_too(self):
        mail = parse_mail(mail_of_parts((PLAIN, "See it."), (f"{NAMED}list.txt", "one\r\ntwo")))
        self.assertEqual((mail.text, names(mail)), ("See it.\n\none\ntwo", ["list.txt"]))
        self.assertEqual(mail.files[0].content, b"one\r\ntwo")
        attached = f"{NAMED}list.txt\r\nContent-Disposition: attachment"
        mail = parse_mail(mail_of_parts((PLAIN, "See it."), (attached, "one")))
        self.assertEqual((mail.text, names(mail)), ("See it.", ["list.txt"]))

    def test_files_with_their_names(self):
        mail = read("m08")
        expected = [
            ("ताला टूटा.jpg", b"\xff\xd8\xff\xe0first"),
            ("IMG.jpg", b"\xff\xd8\xff\xe0second"),
            ("IMG.jpg", b"\xff\xd8\xff\xe0third"),
            ("bill.pdf", b""),
            ("attachment-5.amr", b"#!AMR\nvoice"),
            ("ताला.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
            ("रसीद फोटो.jpg", b"abc"),
        ]
        self.assertEqual([(file.name, file.content) for file in mail.files], expected)
        self.assertEqual(names(read("65")), ["आवेदन पत्र.pdf"])

    def test_names_of_files_in_a_wrongly_declared_set(self):
        code = b64encode("आवेदन.pdf".encode()).decode()
        for name in (
            "filename*=iso-8859-1''%E0%A4%86%E0%A4%B5%E0%A5%87%E0%A4%A6%E0%A4%A8.pdf",
            "filename*=utf-8''आवेदन.pdf",
            f'filename="=?iso-8859-1?B?{code}?="',
            "filename=आवेदन.pdf",
        ):
            head = f"Content-Type: application/pdf\r\nContent-Disposition: attachment; {name}"
            self.assertEqual(
                names(parse_mail(mail_of_parts((PLAIN, "See."), (head, "x")))), ["आवेदन.pdf"]
            )

    def test_valid_utf8_wins(self):
        mail = read("m10")
        self.assertEqual(mail.text, "मेरी भैंस चोरी हो गई है। ग्राम भरथना, ज़िला इटावा।")
        self.assertEqual(mail.subject, "थाना भरथना में रिपोर्ट नहीं लिखी गई, कृपया मदद करें")
        self.assertTrue(read("26").text.startswith("महोदय कोंच जिला जालौन में"))
        for charset in (
            "windows-1252",
            "us-ascii",
            "iso-8859-15",
            "koi8-r",
            "x-no-such-set",
            "gb2312",
        ):
            mail = parse_mail(raw_mail(WORDS, Content_Type=f"text/plain; charset={charset}"))
            self.assertEqual(mail.text, WORDS, charset)
        code = b64encode(WORDS.encode()).decode()
        mail = parse_mail(
            raw_mail(
                Subject=f"=?iso-8859-1?B?{code}?=", From=f"=?windows-1252?B?{code}?= <a@x.example>"
            )
        )
        self.assertEqual((mail.subject, mail.sender_name), (WORDS, WORDS))

    def test_other_sets_are_read_as_declared(self):
        for charset, text in (
            ("iso-8859-1", "été"),
            ("koi8-r", "вор"),
            ("gbk", "小偷"),
            ("utf-16", WORDS),
        ):
            code = b64encode(text.encode(charset)).decode()
            head = {
                "Content_Type": f"text/plain; charset={charset}",
                "Content_Transfer_Encoding": "base64",
            }
            self.assertEqual(parse_mail(raw_mail(code, **head)).text, text, charset)

    def test_encoding_with_something_behind_it(self):
        self.assertTrue(read("27").text.startswith("मैं रोज कोचिंग जाती हूँ"))
        code = b64encode(WORDS.encode()).decode()
        quoted = encodestring(WORDS.encode()).decode()
        for body, encodings in (
            (
                code,
                (
                    "base64 ",
                    "base64;",
                    "BASE64 (by a gateway)",
                    "(by a gateway) base64",
                    '"base64"',
                    "b64",
                ),
            ),
            (
                quoted,
                ("quoted-printable;", "Quoted-Printable (x)", "quoted-printable; charset=x", "qp"),
            ),
        ):
            for encoding in encodings:
                mail = parse_mail(raw_mail(body, Content_Transfer_Encoding=encoding))
                self.assertEqual(mail.text, WORDS, encoding)
                head = (
                    f"Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: {encoding}"
                )
                [file] = parse_mail(mail_of_parts((PLAIN, "See."), (head, body))).files
                self.assertEqual(file.content, WORDS.encode(), encoding)

    def test_signed_mail_is_opened(self):
        mail = read("m06")
        self.assertEqual(
            mail.text,
            "सेवा में, ग्राम भरथना में सरकारी हैंडपंप तोड़ दिया गया है। The hand pump at Bharthana was broken by three men.",
        )
        self.assertEqual((names(mail), mail.is_sealed), (["smime.p7m"], False))

    def test_what_cannot_be_opened_is_told(self):
        mail = read("m05")
        self.assertEqual((names(mail), mail.is_sealed), (["winmail.dat"], True))
        locked = "-----BEGIN PGP MESSAGE-----\r\n\r\nabcd\r\n-----END PGP MESSAGE-----"
        for raw in (
            raw_mail(locked),
            raw_mail("x", Content_Type="application/pkcs7-mime; smime-type=enveloped-data"),
            raw_mail("x", Content_Type="application/octet-stream; name=winmail.dat"),
            mail_of_parts(
                ("Content-Type: application/pgp-encrypted", "Version: 1"),
                ("Content-Type: application/octet-stream", locked),
                kind="encrypted",
            ),
        ):
            self.assertTrue(parse_mail(raw).is_sealed, raw)
        self.assertFalse(parse_mail(raw_mail()).is_sealed)

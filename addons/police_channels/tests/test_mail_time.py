"""Reading a mail takes a time that grows with its length: no mail stops a worker."""

from odoo.tests import tagged

from odoo.addons.police_grievance.tests.time_common import TimeCase

from ..adapters.mail.parser import parse_mail

SHORT = 2_000
HEAD = "From: Asha Example <asha@example.org>\nSubject: Noise\n"


def _headed(text):
    return f"{text}\n\nHe shouts.".encode()


MAILS = {
    "lines": lambda count: f"{HEAD}\n".encode() + b"\n" * count + b"x",
    "blanks": lambda count: f"{HEAD}\n".encode() + b" " * count + b"x",
    "senders": lambda count: f"{HEAD}\nfrom: x".encode() + b"\n" * count + b"x",
    "quotes": lambda count: f"{HEAD}\n".encode() + b"On x wrote\n" * (count // 11),
    "encoded word without end": lambda count: _headed(
        "From: a@example.org\nSubject: " + "=?utf-8?q?x" * (count // 11)
    ),
    "encoded words": lambda count: _headed(
        "From: a@example.org\nSubject: " + "=?utf-8?q?x?= " * (count // 14)
    ),
    "parameters": lambda count: _headed(f"{HEAD}Content-Type: text/plain" + "; a=b" * (count // 5)),
    "quoted parameters": lambda count: _headed(
        f'{HEAD}Content-Type: text/plain; a="' + ";" * count
    ),
    "senders with commas": lambda count: _headed("From: " + "a," * (count // 2) + "a@example.org"),
}


@tagged("post_install", "-at_install")
class TestMailTime(TimeCase):
    def test_time_grows_with_the_length(self):
        for kind, make in MAILS.items():
            with self.subTest(kind=kind):
                self.assertGrowsWithLength(parse_mail, make, SHORT, kind)

    def test_what_is_written_stays(self):
        words = "He shouts.\n" * 5_000
        mail = parse_mail(f"{HEAD}\n{words}".encode())
        self.assertEqual(mail.text, words.strip())
        mail = parse_mail(
            b"From: a@example.org\nSubject: =?utf-8?q?a?= =?utf-8?q?b?= c =?utf-8?q?d\n\nx"
        )
        self.assertEqual(mail.subject, "ab c = ?utf-8?q?d")

    def test_a_name_of_a_file_in_many_parts(self):
        parts = "".join(f"; filename*{part}=part{part}" for part in range(30))
        head = f"{HEAD}Content-Type: text/plain\nContent-Disposition: attachment{parts}"
        name = parse_mail(_headed(head)).files[0].name
        self.assertTrue(name.startswith("part0part1") and name.endswith("part29"), name)

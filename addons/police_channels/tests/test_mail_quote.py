"""What is folded of a reply: certain quotations of our own notices, and nothing that anybody said."""

from time import process_time

from odoo.tests import BaseCase, tagged

from ..adapters.mail.parser import parse_mail
from ..adapters.mail.quote import fold_quoted
from .samples import OURS, mail_bytes, mail_of_parts

NUMBER = "2650252229"
NOTICE = f"""Complaint {NUMBER}: we have it
Your complaint has been received on 28 November 2026, 18:17.

Number: {NUMBER}
It is with: the control room
Action due by: 5 December 2026, 18:17

Follow it, add something or answer us here, without an account:
https://service.example/complaint/follow

In danger call 112 at once. This is an automatic message; you can simply answer it."""
HINDI = f"""शिकायत {NUMBER}: हमें मिल गई है
आपकी शिकायत 28 नवंबर 2026, 18:17 को मिल गई है।

नंबर: {NUMBER}
शिकायत यहाँ है: बर्रा"""
SAID_BY = f"On Sat, 28 Nov 2026 at 18:17, Grievance desk <{OURS[0]}> wrote:"
HEAD = f"From: Office <{OURS[0]}>\nSent: Saturday, November 28, 2026 6:20 PM\nTo: Asha\nSubject: Complaint"


def fold(text):
    return fold_quoted(text, [NOTICE, HINDI], OURS)


def sample(name):
    """Pieces of a sample, as they are folded."""
    raw = mail_bytes(name).replace(b"NUMBER", b"2650-252-229")
    return fold(parse_mail(raw, None, OURS).text)


def marked(text):
    return "\n".join(f"> {line}" for line in text.split("\n"))


@tagged("post_install", "-at_install")
class TestMailQuote(BaseCase):
    def _assert_own(self, text):
        self.assertEqual(fold(text), [(text, False)], text)

    def test_samples_that_quote_nothing_of_ours(self):
        for name in ("r1", "r2", "r3", "r4", "r6"):
            [(_text, is_quoted)] = sample(name)
            self.assertFalse(is_quoted, name)
        self.assertIn("पाँच हज़ार रुपये", sample("r1")[0][0])
        self.assertIn("we will burn your shop", sample("r2")[0][0])
        self.assertIn("He wore a blue shirt and had a scar", sample("r3")[0][0])
        self.assertIn("my neighbour Salim, shop no. 4", sample("r4")[0][0])
        self.assertIn("Withdraw the complaint or your water will be cut.", sample("r6")[0][0])

    def test_samples_that_do(self):
        for name, own in {
            "r7": [
                "Namaste,",
                "The man who threatens me is Rakesh; he sits at the tea stall opposite my shop every evening.",
            ],
            "r9": ["मैं कल शाम को घर पर मिलूँगी।"],
            "r11": ["पहली बात: भैंस मिल गई।\nदूसरी बात: चोर का नाम कल्लू है, वह भरथना में रहता है।"],
            "40": ["कल रात फिर 3 बजे तक डीजे बजा। वीडियो संलग्न है।"],
            "50": ["वे लोग अभी घर में घुस आए हैं, लाठी डंडे लेकर मार रहे हैं, बचाओ"],
        }.items():
            pieces = sample(name)
            self.assertEqual([text for text, is_quoted in pieces if not is_quoted], own, name)
            self.assertEqual([is_quoted for _text, is_quoted in pieces].count(True), 1, name)

    def test_sample_of_another_number(self):
        text = parse_mail(mail_bytes("52"), None, OURS).text
        own, quoted = fold_quoted(text, [NOTICE.replace(NUMBER, "5127171290")], OURS)
        self.assertEqual(own, ("She came home this morning. Thank you.", False))
        self.assertEqual(quoted[0].count("\n"), 6)

    def test_every_line_is_in_one_piece(self):
        for text in (
            f"a\n\n{SAID_BY}\n{marked(NOTICE)}\n\nb\n> c",
            f"{HEAD}\n\n{NOTICE}\nlast",
            NOTICE,
        ):
            lines = [line for piece, _is_quoted in fold(text) for line in piece.split("\n") if line]
            self.assertEqual(lines, [line for line in text.split("\n") if line])

    def test_notice_as_mail_programs_quote_it(self):
        for quoted in (
            f"{SAID_BY}\n{marked(NOTICE)}",
            f"{SAID_BY}\n\n{NOTICE}",
            f"{SAID_BY[:40]}\n{SAID_BY[40:]}\n\n{marked(NOTICE)}",
            f"{HEAD}\n\n{NOTICE}",
            f"-----Original Message-----\n{HEAD}\n\n{NOTICE}",
            f"________________________________\n{HEAD}\n\n{NOTICE}",
            f"> {SAID_BY}\n{marked(marked(NOTICE))}",
            marked(NOTICE),
            NOTICE,
            f"{SAID_BY}\n\n{marked(HINDI.replace(NUMBER, '2650-252-229'))}",
            marked(NOTICE.replace(", without", ",\nwithout").replace("follow", "follow/a1_b2-c3")),
        ):
            self.assertEqual(
                fold(f"He came again.\n\n{quoted}"), [("He came again.", False), (quoted, True)]
            )

    def test_answers_between_and_below(self):
        between = f"{SAID_BY}\n{marked(HINDI)}\nमिल गई है।\n> भैंस मिल गई है।\n> 5 लाख रुपये माँगे"
        (_quoted, is_quoted), own = fold(between)
        self.assertTrue(is_quoted)
        self.assertEqual(own, ("मिल गई है।\n> भैंस मिल गई है।\n> 5 लाख रुपये माँगे", False))
        first, second = NOTICE.split("\n\n")[0], NOTICE.split("\n\n", 1)[1]
        pieces = fold(
            f"{SAID_BY}\n{marked(first)}\nI wait since then.\n{marked(second)}\nDo call me."
        )
        own = [text for text, is_quoted in pieces if not is_quoted]
        self.assertEqual(own, ["I wait since then.", "Do call me."])

    def test_what_only_looks_like_a_quotation(self):
        for text in (
            "On the phone at 9 he wrote:\n> pay or you will see",
            "On 20 Nov 2026 my neighbour <ravi@x.example> wrote:\n> I will burn your shop",
            f"{SAID_BY}\n> He has a gun and waits at my door",
            "From: Kanpur Central\nTo: Jhansi\nDate: 20 November\nSubject: theft in the train",
            f"From: Asha\nTo: {OURS[0]}\n\nMy bag is gone.",
            f"To: {OURS[0]}\nSubject: theft of a bicycle\n\nNumber: {NUMBER}\nIt was blue.",
            f"My shop\nTo: {OURS[0]}\nDate: today\n\nNumber: {NUMBER}",
            "He said so.\n-- \nRavi, shop 4\n\nHe came back later.",
            "Name:\n__________________\nRavi\n_____\n",
            "-----Original Message-----\nFrom: Ravi <ravi@x.example>\nSent: today\nTo: Asha\n\nGo away.",
            "---------- Forwarded message ---------\nFrom: Ravi <ravi@x.example>\n\nI will come.",
            "> 5 lakh rupees\n> or your son",
            "Number: 2650-252-229",
            f"> Number: {NUMBER}",
            "उसने दीवार पर लिखा:\nयहाँ से भाग जाओ",
            "मिल गई है।",
            "In danger call 112 at once.",
            "",
        ):
            text = text.strip("\n")
            self.assertEqual(fold(text), [(text, False)] if text else [], text)

    def test_blockquote_and_what_stands_below_it(self):
        html = f"<p>First.</p><blockquote>Go or we will beat you</blockquote><p>{SAID_BY.replace('<', '&lt;')}</p>"
        html += f"<blockquote type=cite>{NOTICE.replace(chr(10), '<br>')}</blockquote><p>He is at the gate now.</p>"
        mail = parse_mail(
            mail_of_parts(("Content-Type: text/html; charset=utf-8", html)), None, OURS
        )
        own = [text for text, is_quoted in fold(mail.text) if not is_quoted]
        self.assertEqual(own, ["First.\n\nGo or we will beat you", "He is at the gate now."])

    def test_without_notices_nothing_is_ours(self):
        text = f"{SAID_BY}\n{marked(NOTICE)}"
        self.assertEqual(fold_quoted(text, [], OURS), [(text, False)])

    def test_no_text_keeps_it_busy(self):
        for line in ("> ", "your complaint ", "has ", SAID_BY, f"{HEAD}\n", "the ", "\n"):
            for end in ("", "\n"):
                started = process_time()
                fold((line + end) * (100_000 // len(line)))
                self.assertLess(process_time() - started, 3, line)

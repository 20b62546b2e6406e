from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .sms_common import SmsCase


@tagged("post_install", "-at_install")
class TestConversationLists(SmsCase):
    """The lists that an administrator keeps."""

    def test_an_answer_fits_into_an_sms(self):
        replies = self.env["police.conversation.reply"].search([])
        self.assertLessEqual(max(replies.mapped("sms_parts")), self.gateway.most_parts)
        codes = replies.grouped("code")
        self.assertEqual(set(codes), {code for code, _label in replies._fields["code"].selection})
        for code, rows in codes.items():
            self.assertEqual(set(rows.mapped("language")), {"en_US", "hi_IN"}, code)

    def test_each_answer_names_112_and_known_places(self):
        reply = self.env["police.conversation.reply"].search([], limit=1)
        for body in ("Nothing", "{name} 112"):
            with self.assertRaises(ValidationError):
                reply.body = body

    def test_a_word_asks_for_one_thing(self):
        commands = self.env["police.conversation.command"]
        stop = commands.search([("code", "=", "stop")], limit=1)
        for words in ("stop\nSTATUS", "stop 1", " \n"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                stop.words = words
                self.env.flush_all()
        stop.words = "ruko"
        self.assertEqual(commands._read("Ruko!")[1], "stop")
        stop.active = False
        self.assertIsNone(commands._read("Ruko!"))

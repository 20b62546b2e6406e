from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestWordsPreview(TransactionCase):
    """Whoever edits words sees how a citizen reads them."""

    def _reply(self, code, language):
        found = self.env["police.conversation.reply"].search([("code", "=", code)])
        return found.filtered(lambda reply: reply.language == language)

    def test_every_place_has_an_example(self):
        words = self.env["police.conversation.reply"].search([])
        previews = [*words.mapped("preview")]
        previews += self.env["police.notification.template"].search([]).mapped("preview")
        for preview in previews:
            self.assertNotRegex(preview, r"\{\w+\}")

    def test_it_shows_the_buttons_and_follows_what_is_typed(self):
        question = self._reply("ask_confirm", "en_US")
        self.assertEqual(question.preview.splitlines()[-2:], ["[That is all]", "[Add something]"])
        with self.assertRaisesRegex(Exception, "112"):
            question.body = "Is that all?"
        typed = question.new({"body": "{number} 112", "language": "hi_IN", "code": "noted"})
        self.assertEqual(typed.preview, "4712093586 112")

    def test_examples_are_in_the_language_of_the_words(self):
        self.assertIn("थाना", self._reply("status_open", "hi_IN").preview)

    def test_examples_read_as_what_is_sent(self):
        stage = self.env["police.stage"]._by_code("with_station")
        read = self._reply("status_open", "en_US").preview
        self.assertIn(f" {stage.citizen_name} With ", read)
        self.assertRegex(read, r" \d{1,2} \w+ \d{4}, \d\d:\d\d\.")

    def test_a_question_shows_its_words(self):
        steps = self.env["police.conversation.step"].with_context(lang="hi_IN").search([])
        where = steps.filtered(lambda step: step.code == "where")
        self.assertEqual(where.words, self._reply("ask_where", "hi_IN").preview)

    def test_they_are_called_after_their_occasion(self):
        self.assertEqual(self._reply("ask_where", "en_US").display_name, "Question: where, English")
        notice = self.env["police.notification.template"].search([("event", "=", "received")])
        self.assertIn("Received, E-mail, English", notice.mapped("display_name"))
        step = self.env["police.conversation.step"].search([("code", "=", "what")])
        self.assertEqual(step.display_name, "What happened")

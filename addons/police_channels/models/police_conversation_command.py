from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from ..tools.commands import loosely, phrase_of, read_asked

LANGUAGE, GREETING = "language", "greeting"
YES, NO, SECRET, THANKS = "yes", "no", "secret", "thanks"
# What does no harm where it was not meant.
LOOSE = ("status", LANGUAGE, GREETING)
COMMANDS = [
    ("status", "How a complaint stands"),
    ("help", "What can be done here"),
    ("person", "Talk to a person"),
    (LANGUAGE, "Answers in this language"),
    ("stop", "No more messages"),
    ("start", "Messages again"),
    ("by_whatsapp", "Notices first by WhatsApp"),
    ("by_sms", "Notices first by SMS"),
    ("by_email", "Notices first by e-mail"),
    ("reopen", "Reopen a complaint"),
    ("feedback", "Say how it went"),
    ("settled", "It is settled"),
    ("not_settled", "It is not settled"),
    (YES, "Yes, to a question"),
    (NO, "No, to a question"),
    (SECRET, "Keep the name secret"),
    (GREETING, "Nothing: only a greeting"),
    (THANKS, "Nothing: only thanks"),
]


class PoliceConversationCommand(models.Model):
    """Words by which a citizen asks the service for something, in a message that says nothing else."""

    _name = "police.conversation.command"
    _description = "Command Words of Citizens"
    _inherit = ["police.in.use.mixin", "police.cached.mixin", "police.channel.occasion.mixin"]
    _order = "code, language"
    _rec_name = "code"

    active = fields.Boolean(default=True)
    code = fields.Selection(COMMANDS, "Asks for", required=True)
    language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        required=True,
        help="Somebody whom we do not know yet is answered in it. The words count in any language.",
    )
    words = fields.Text(
        required=True,
        help="One on each line: a word, or a few. A message of just these words, in small or capital "
        "letters, alone or with a complaint's number, asks for this.",
    )

    _command_unique = models.UniqueIndex(
        "(code, language) WHERE active IS TRUE",
        "There are words for this in this language already.",
    )

    @api.constrains("words", "code", "language", "active")
    def _check_words(self):
        taken = {}
        for command in self.search([]):  # pylint: disable=no-search-all
            for phrase in command._phrases_of():
                meaning = (command.code, command.code == LANGUAGE and command.language)
                if taken.setdefault(phrase, meaning) != meaning:
                    raise ValidationError(
                        self.env._("“%(words)s” asks for two things.", words=phrase)
                    )
        for command in self:
            if not command._phrases_of():
                raise ValidationError(self.env._("Give at least one word."))

    @api.constrains("words")
    def _check_without_digits(self):
        for command in self:
            if any(character.isdigit() for character in command.words):
                raise ValidationError(
                    self.env._("These words have no digits: the number is the complaint's.")
                )

    @api.model
    def _add_later(self, name, phrases):
        """Add words that came to a row of ours together, after databases had it; for `migrations/`.

        Whoever has one of them has had them all, so what is missing was deleted; and what asks for
        something else by now goes on to do so.

        :param str name: external id of the row, without the addon's name
        """
        row = self.env.ref(f"police_channels.{name}", raise_if_not_found=False)
        if not row or {*map(phrase_of, phrases)} & {*row._phrases_of()}:
            return
        others = self.search([])  # pylint: disable=no-search-all
        used = {phrase for other in others for phrase in other._phrases_of()}
        new = [phrase for phrase in phrases if phrase_of(phrase) not in used]
        row.words = "\n".join([row.words.rstrip(), *new])

    def _phrases_of(self):
        return list(filter(None, map(phrase_of, (self.words or "").splitlines())))

    @api.model
    @ormcache()
    def _meanings(self):
        """:return: dict of phrase → (code, language of the words)"""
        return {
            phrase: (command.code, command.language)
            for command in reversed(self.sudo().search([]))
            for phrase in command._phrases_of()
        }

    @api.model
    def _read(self, text):
        """What a message asks for.

        :return: (Asked, code, language of the words); None if it says anything else. A number alone
            asks how that complaint stands, in no language.
        """
        meanings = self._meanings()
        asked = read_asked(text, meanings, self._loose())
        return asked and (asked, *meanings.get(asked.phrase, ("status", "")))

    @api.model
    @ormcache()
    def _loose(self):
        """:return: what counts among words that say nothing, as `loosely` gives it"""
        return loosely(
            phrase for phrase, (code, _language) in self._meanings().items() if code in LOOSE
        )

    @api.model
    def _phrase_for(self, code, language):
        """:return: words that ask for this, in a language if there are any"""
        phrases = {
            spoken: phrase for phrase, (of, spoken) in self._meanings().items() if of == code
        }
        return phrases.get(language) or next(iter(phrases.values()), "")

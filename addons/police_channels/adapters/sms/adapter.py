"""SMS: in and out through a gateway of one's own, or through a company that has one."""

import re
from dataclasses import replace

from ..base import Adapter, Settings
from ..outgoing import EMPTY, NEVER, NO_NUMBER, NO_TEMPLATE, TOO_LONG, Outcome
from .alphabet import length_of
from .provider import ADDRESS_KIND, KIND, content_hash, of_words
from .providers import PROVIDERS
from .settings import SmsSettings

# Beside the bytes: who called, and so who reads them, whoever is set by then.
PROVIDER = "provider"
# In India an operator takes 30 characters in a place of the words that it has approved: two of them.
_LONGEST_REPORT = 60
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class SmsAdapter(Adapter):
    kind = KIND
    address_kind = ADDRESS_KIND
    is_chat = True
    longest_report = _LONGEST_REPORT
    settings_model = "police.channel.sms"

    def __init__(self, settings: Settings):
        super().__init__(settings)
        self.own = settings.own or SmsSettings()
        self.provider = self._provider(self.own.provider)

    def _provider(self, name):
        return PROVIDERS[name](replace(self.settings, own=self.own))

    def verify(self, request):
        return {**self.provider.verify(request), PROVIDER: self.own.provider}

    def content(self, request):
        return self.provider.content(request)

    def answer(self, request):
        return self.provider.answer()

    def parse(self, raw, headers, received_at):
        provider = self._provider(headers.get(PROVIDER, self.own.provider))
        return provider.parse(raw, headers, received_at)

    def join(self, item, text):
        envelope = replace(item.envelope, **of_words(text))
        return replace(item, envelope=envelope, content_hash=content_hash(envelope), part=None)

    def test(self):
        self.provider.test()
        return False

    def send(self, outgoing):
        length = length_of(outgoing.text)
        refusal = self._refusal(outgoing, length.parts)
        if refusal:
            return Outcome(failure=NEVER, refusal=refusal)
        return self.provider.send(outgoing, length)

    def _refusal(self, outgoing, parts):
        """:return: why this is not to be sent, one of REFUSALS; None if it is"""
        most_characters = self.provider.most_characters
        if not outgoing.text.strip():
            return EMPTY
        if not _E164.fullmatch(outgoing.recipient):
            return NO_NUMBER
        if parts > self.own.most_parts:
            return TOO_LONG
        if most_characters and len(outgoing.text) > most_characters:
            return TOO_LONG
        if self.provider.knows_templates and self.own.entity_id and not outgoing.template:
            return NO_TEMPLATE
        return None

from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.commands import Asked
from ..tools.moment import MOMENT
from .police_conversation_reply import ASK

# The commands that our buttons are for.
JUDGED = ("settled", "not_settled")
# Nobody reads more on a phone.
MOST_TOLD = 3
MOST_LOOKED_AT = 10
# Of these a wrong number is told; the others need none.
NEED_NUMBER = ("status", "reopen", "feedback", "settled", "not_settled")
# Of what is just being closed the citizen does not know yet.
SEEN_AS_OPEN = Domain("is_open", "=", True) | Domain("closing_ids.state", "=", "held")
# Without a word the service answers in what most of its citizens read.
USUAL_LANGUAGE = "hi_IN"


class Talk(NamedTuple):
    """A message that asks for something, and who sent it.

    :ivar message: `police.channel.message`
    :ivar envelope: Envelope
    :ivar asked: Asked
    :ivar addresses: `police.complainant.address` with the sender's, of everybody who has it
    :ivar language: code of the language to answer in
    :ivar is_reply: it quotes a message, or presses a button below one
    """

    message: models.Model
    envelope: object
    asked: Asked
    addresses: models.Model
    language: str
    is_reply: bool = False


class Told(NamedTuple):
    """An answer.

    :ivar code: of `police.conversation.reply`; empty where a notice of the complaint says it
    :ivar complaint: that it tells of; empty if of none
    :ivar values: dict of what its places are filled with
    :ivar action: what became of the message that asked
    :ivar language: code, where it is not the one that the sender had
    """

    code: str
    complaint: models.Model
    values: dict
    action: str = "answered"
    language: str = ""


class PoliceConversationAskedMixin(models.AbstractModel):
    """What a citizen asks for in a message that says nothing else, and what they are answered.

    Nothing of a complaint is told but to an address that stands on it as the complainant's; for whoever
    else it is as if there were no such complaint.
    """

    _name = "police.conversation.asked.mixin"
    _description = "What Citizens Ask For"

    @api.model
    def _answer(self, message, item):
        """Answer a message that asks for something.

        :param Incoming item: what came in
        :rtype: Told, or None where it asks for nothing
        """
        read = self._read(item)
        if not read or item.envelope.files or item.remote or item.is_sealed:
            return None
        asked, code, spoken = read
        talk = self._talk(message, item.envelope, asked, spoken)
        talk = talk._replace(is_reply=bool(item.answers))
        told = self._told_wrong_number(talk, code) or self._handlers()[code](talk)
        if told:
            self._tell(talk, told)
        return told

    def _talk(self, message, envelope, asked, spoken=""):
        """
        :param str spoken: code of the language of the words
        :rtype: Talk
        """
        addresses = self._addresses_of(envelope)
        known = [person.language for person in addresses.complainant_id if person.language]
        language = (known or [spoken or USUAL_LANGUAGE])[0]
        return Talk(message, envelope, asked, addresses, language)

    def _read(self, item):
        """As `police.conversation.command` reads; a button of ours says which complaint it is about."""
        kind, _colon, rest = item.pressed.partition(":")
        code, _colon, number = rest.partition(":")
        if kind == ASK and code in JUDGED:
            return Asked("", number=number), code, ""
        return self._read_words(item.envelope.text)

    def _read_words(self, text):
        """What words ask for, that say nothing else; as `police.conversation.command` reads them."""
        return self.env["police.conversation.command"]._read(text)

    def _handlers(self):
        """:return: dict of each command to a method that takes a Talk and gives a Told, or None"""
        return {
            "status": self._told_status,
            "help": self._told_help,
            "person": self._told_person,
            "language": self._told_language,
            "stop": self._told_stop,
            "start": self._told_start,
        }

    def _tell(self, talk, told):
        """Queue the answer, and finish the message that asked."""
        if told.code:
            values = {
                "command": talk.asked.phrase.upper(),
                "number": talk.asked.number or talk.asked.wrong,
                "page": self.env["police.complaint"]._how_to_follow_url(),
                **told.values,
            }
            language, party = told.language or talk.language, self._party(talk, told.complaint)
            buttons = self.env["police.conversation.reply"]._buttons_to(
                told.code, language, told.complaint.number
            )
            talk.message._answer_to(
                talk.message, told.code, language, values, party, buttons, numbered=False
            )
        talk.message._finish_incoming(told.action, told.complaint)

    def _party(self, talk, complaint):
        """:return: `police.party` as which the sender complained; empty without a complaint"""
        return complaint._complainants().filtered(
            lambda party: party.complainant_id._is_sender_of(talk.envelope)
        )[:1]

    def _addresses_of(self, envelope):
        """:return: the rows of the sender's addresses, in sudo; a phone's WhatsApp is that phone"""
        addresses = self.env["police.complainant.address"].sudo()
        phones = addresses._phone_kinds()
        kind = envelope.sender_kind
        kinds = phones if kind in phones else (kind,)
        return addresses.search(
            [("kind", "in", kinds), ("value", "in", envelope.sender_values())]
        ).filtered(lambda row: row.complainant_id._is_sender_of(envelope))

    # Which complaint

    def _complaints_of(self, talk, more, limit):
        """The sender's own complaints, the newest first.

        :param Domain more: conditions besides
        """
        people = Domain("complainant_id", "in", talk.addresses.complainant_id.ids)
        own = Domain("party_ids", "any", people & Domain("role", "=", "complainant"))
        complaints = self.env["police.complaint"].sudo()
        return complaints.search(own & more, order="received_at desc, id desc", limit=limit)

    def _named(self, talk):
        """The complaint of the sender's whose number is named; empty if it is not theirs."""
        number = [("number", "=", talk.asked.number)]
        found = self.env["police.complaint"].sudo().search(number)
        return found.filtered(lambda one: "complainant" in one._roles_of_sender(talk.envelope))

    def _one(self, talk, more, suits):
        """The one complaint that is meant.

        :param Domain more: conditions where no number is named
        :param suits: callable that says of a complaint whether it is a candidate then
        :return: (complaint, None), or (none, Told)
        """
        if talk.asked.number:
            named = self._named(talk)
            return named, None if named else self._told("not_yours")
        found = self._complaints_of(talk, more, MOST_LOOKED_AT).filtered(suits)
        if len(found) > 1:
            return found.browse(), self._told("which", list=self._lines(talk, found[:MOST_TOLD]))
        return found, None if found else self._told("status_none")

    def _lines(self, talk, complaints):
        summaries = [one._citizen_summary() for one in complaints._for_citizen(talk.language)]
        return "\n".join(f"{summary['number']}: {summary['state']}" for summary in summaries)

    def _told(self, code, complaint=None, **values):
        none = self.env["police.complaint"].sudo()
        return Told(code, none if complaint is None else complaint, values)

    def _told_wrong_number(self, talk, code):
        """:return: Told where digits are no number of ours; help and the like need none"""
        return code in NEED_NUMBER and talk.asked.wrong and self._told("wrong_number")

    # What can be asked for

    def _told_status(self, talk):
        if talk.asked.number:
            named = self._named(talk)
            return self._told_of(talk, named) if named else self._told("not_yours")
        found = self._complaints_of(talk, SEEN_AS_OPEN, MOST_TOLD)
        if len(found) > 1:
            return self._told("status_list", list=self._lines(talk, found))
        return self._told_of(talk, found) if found else self._told("status_none")

    def _told_of(self, talk, complaint):
        """How one complaint stands, in words."""
        told = complaint._for_citizen(talk.language)
        summary = told._citizen_summary()
        values = {
            "number": summary["number"],
            "stage": summary["state"],
            "station": summary["with"] or told.env._("the control room"),
            "deadline": told.unit_id._local_words(told.deadline, MOMENT),
            "next": told._citizen_next(),
        }
        code = "status_open" if summary["is_open"] else "status_closed"
        is_asked = told.citizen_stage_id.code == "verification" and not told._waits_for_closing()
        if summary["is_open"] and is_asked:
            code = "status_asked"
        return Told(code, complaint, values)

    def _told_help(self, talk):
        return self._told("help")

    def _told_person(self, talk):
        """Who has no complaint yet gets one: a task hangs on it."""
        complaints = self.env["police.complaint"].with_context(
            police_channel_message=talk.message._answering()
        )
        complaint = self._named(talk) if talk.asked.number else complaints
        complaint = complaint or self._complaints_of(talk, Domain("is_open", "=", True), 1)
        action = "answered"
        # Digits that are no complaint's are where to call: kept as their words, masked as these are.
        if not complaint or talk.asked.wrong:
            # So few words do not tell; what follows comes as they are answered.
            talk.envelope.language = talk.language
            complaint, action = complaints._intake(talk.envelope, complaint)
        complaint._ask_desk_to_talk()
        told = self._told("person", complaint, number=complaint.number)
        return told._replace(action=action)

    def _told_language(self, talk):
        _asked, _code, language = self.env["police.conversation.command"]._read(talk.envelope.text)
        people = talk.addresses.complainant_id
        if people:
            people.language = language
        elif talk.message.address:
            # For what they tell next.
            people._find_or_create(
                talk.envelope.sender_kind, talk.message.address, language=language
            )
        return self._told("language")._replace(language=language)

    def _told_stop(self, talk):
        addresses = self._of_this_kind(talk)
        addresses |= (talk.addresses - addresses)._also_of_kind(talk.envelope.sender_kind)
        addresses.no_notices_since = fields.Datetime.now()
        return self._told("stop")

    def _told_start(self, talk):
        self._of_this_kind(talk).no_notices_since = False
        return self._told("start")

    def _of_this_kind(self, talk):
        """Where messages by this kind of channel go; a phone's WhatsApp is another way.

        All of them: a notice would go to another one of the same person else.
        """
        theirs = talk.addresses.complainant_id.address_ids
        return theirs.filtered(lambda row: row.kind == talk.envelope.sender_kind)

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.police_grievance.tools.another_matter import speaks_of_another_matter
from odoo.addons.police_grievance.tools.shown import without_shown

from ..tools.commands import phrase_of
from .police_conversation_command import NO, SECRET, THANKS, YES
from .police_conversation_reply import OPTIONS

# What is proposed with less is asked for: it may be any of several.
SURE_OF_PLACE = 0.6
# Nobody chooses from more on a phone.
MOST_OPTIONS = 3
# Letters of what says where; who writes more tells something.
LONGEST_PLACE, MOST_WORDS_OF_PLACE = 120, 3
STEP = "step"
# What plain words mean below a question, by step and command: who says no to the station's knowing the
# name means it.
SHORT_ANSWERS = {
    ("proof", NO): "none",
    ("who", YES): "open",
    ("who", THANKS): "open",
    ("who", NO): "confidential",
    ("who", SECRET): "confidential",
    ("confirm", YES): "all",
    ("confirm", THANKS): "all",
    ("confirm", NO): "more",
}


class PoliceConversationGuideMixin(models.AbstractModel):
    """Which question comes next, and what an answer does. One question at a time, each once."""

    _name = "police.conversation.guide.mixin"
    _description = "Questions of a Conversation"

    # Asking

    def _is_worth_asking(self):
        """Whether questions help: not whoever is in danger, has had enough, or is read along."""
        complaint = self.complaint_id
        return (
            complaint.is_open
            and not complaint.set_aside
            and not (complaint.priority_stays or complaint.suspected_unit_id)
            and not self._is_anybody_to_be_left_alone()
        )

    def _is_anybody_to_be_left_alone(self):
        people = self.complaint_id._complainants().complainant_id
        alone = Domain("no_notices_since", "!=", False) | Domain("is_shared", "=", True)
        addresses = self.env["police.complainant.address"].sudo()
        theirs = Domain("complainant_id", "in", people.ids)
        return bool(addresses.search_count(theirs & alone, limit=1))

    def _ask_next(self, message):
        """Ask for the next thing that is missing, or end.

        :param message: `police.channel.message` that the question answers
        """
        missing = next(filter(self._is_missing, self._still_to_ask()), None)
        if not missing or not self._is_worth_asking():
            self._end("done")
        elif missing == "where" and self._is_near_stations():
            self._ask_which(message)
        else:
            self._ask(missing, f"ask_{missing}", message)

    def _is_near_stations(self):
        """Whether a place on the map says where; one far from all stations does not."""
        complaint = self.complaint_id
        has_point = bool(complaint.latitude or complaint.longitude)
        return has_point and complaint.routing_state == "proposed"

    def _ask_which(self, message):
        """Offer the stations near a place on the map that came unasked; where it is need not be said again."""
        places = self._places_to_choose()
        if len(places) > 1 and "which" not in self._asked_for():
            self._offer(places, message)
        else:
            self.asked = [*self._asked_for(), "where"]
            self._ask_next(message)

    def _offer(self, places, message):
        """Ask once which of several stations it is."""
        self.asked = [*self._asked_for(), "which"]
        self._ask("where", "ask_which", message, places)

    def _still_to_ask(self):
        """:return: codes of the steps behind the present one; before it nothing is missing any more"""
        reader = self.channel_id._reader()
        codes = self.env["police.conversation.step"]._codes(reader.has_buttons)
        begin = codes.index(self.step) + 1 if self.step in codes else 0
        return [code for code in codes[begin:] if code not in self._asked_for()]

    def _asked_for(self):
        """:return: codes of what has been asked"""
        return self.asked or []

    def _is_missing(self, code):
        complaint = self.complaint_id
        return {
            "what": lambda: not self._has_words(),
            "where": lambda: (
                complaint.routing_state == "unknown"
                or (
                    complaint.routing_state == "proposed"
                    and complaint.routing_confidence < SURE_OF_PLACE
                )
            ),
            "proof": lambda: not complaint.evidence_ids,
            "who": lambda: complaint.confidentiality == "open",
            "confirm": lambda: True,
        }[code]()

    def _has_words(self):
        """Whether it says what happened; what was spoken or filmed does, a greeting or CALL ME does not."""
        kinds = [file.mimetype or "" for file in self.complaint_id.evidence_ids]
        # What the other side still keeps is no evidence yet.
        if self.complaint_id.unheard or any(
            kind.startswith(("audio/", "video/")) for kind in kinds
        ):
            return True
        return self._has_written()

    def _has_written(self):
        """Whether there are words to read: a greeting, a place on the map or a card is none."""
        said = without_shown(self.complaint_id._as_written("description")).strip()
        return bool(said) and not self.env["police.conversation.asked.mixin"]._read_words(said)

    def _ask(self, step, question, message, places=()):
        """Queue a question.

        :param str question: code of its words
        :param places: to choose from, each as somebody would write it
        """
        self.write(
            {
                "step": step,
                "question": question,
                "asked": [*self._asked_for(), step],
                "options": self._options_of(question, places),
                "asked_at": fields.Datetime.now(),
            }
        )
        # Nothing is asked twice.
        self._say(question, message, is_new=True)

    def _options_of(self, question, places):
        """:return: what can be chosen below a question, in the language of now"""
        words = self.env["police.conversation.reply"]._words(question, self._language())
        fixed = zip(words.labels if words else (), OPTIONS.get(question, ()), strict=False)
        return [[place, place] for place in places] or [list(pair) for pair in fixed]

    def _repeat(self, message, is_new):
        """Say the question that waits once more, in the language of now.

        :param bool is_new: as in `_say`
        """
        places = self._places_to_choose() if self.question == "ask_which" else ()
        self.options = self._options_of(self.question, places)
        self._say(self.question, message, is_new=is_new)

    def _say(self, code, message, is_new=False):
        """Queue an answer, with what can be chosen.

        :param bool is_new: it has not been said of this complaint before
        """
        told = self.complaint_id._for_citizen(self._language())
        words = self.env["police.conversation.reply"]._words(code, self._language())
        values = {"number": told.number}
        if words and "{station}" in words.body:
            values["station"] = told.unit_id.name or told.env._("the control room")
        buttons = [
            [label, f"{STEP}:{self.id}:{self.step}:{place}"]
            for place, (label, _meaning) in enumerate(self.options or ())
        ]
        party = self.complaint_id._complainants()[:1]
        message._answer_to(message, code, self._language(), values, party, buttons, is_new=is_new)

    def _language(self):
        person = self.complaint_id._complainants()[:1].complainant_id
        return person.language or self.complaint_id.language or "en_US"

    # Answers

    def _chosen(self, item):
        """What an answer chooses of the options: by button, by number or by its words.

        :param Incoming item: what came in
        :return: what the option means; None if it chooses none
        """
        options = self.options or []
        if item.pressed:
            known = [f"{STEP}:{self.id}:{self.step}:{place}" for place in range(len(options))]
            return options[known.index(item.pressed)][1] if item.pressed in known else None
        said = phrase_of(item.envelope.text)
        if said.isdecimal() and len(said) == 1:
            return options[int(said) - 1][1] if 1 <= int(said) <= len(options) else None
        labelled = (meaning for label, meaning in options if phrase_of(label) == said)
        return next(labelled, None) or self._meant(said)

    def _meant(self, said):
        """:return: what a plain yes or no means to the question that waits; None where it means nothing"""
        meanings = self.env["police.conversation.command"]._meanings()
        meant = SHORT_ANSWERS.get((self.step, meanings.get(said, ("",))[0]))
        return meant if meant in [meaning for _label, meaning in self.options or ()] else None

    def _choose(self, meaning, envelope, message):
        """Do what was chosen, and go on."""
        if self.step == "where":
            self._take_place(envelope, message, meaning)
        elif meaning == "more":
            self.write({"step": False, "options": False})
        else:
            self._protect(self.step, meaning)
            self._go_on(message)

    def _protect(self, step, meaning):
        """Keep the name from the station, for whoever chose so."""
        complaint = self.complaint_id
        if (step, meaning) == ("who", "confidential") and complaint.confidentiality == "open":
            complaint._set_confidentiality("confidential")

    def _take(self, envelope, message):
        """Take a message that has joined the complaint as an answer to what was asked, if it is one."""
        step = not self.ended_at and self.step
        if envelope.coming:
            self.asked = [*self._asked_for(), "proof"]
        words = " ".join(envelope.text.split())
        is_point = envelope.latitude is not None
        if step == "where" and (is_point or self._says_where(words)):
            self._take_place(envelope, message, "" if is_point else words)
            return
        # Beside what was spoken, too: those can be read at once.
        tells_what = bool(without_shown(envelope.text).strip()) and not self._has_written()
        self._complete(envelope, tells_what=tells_what, tells_where=step == "where")
        is_waited_for = step in ("what", "where") and self._is_missing(step)
        if step and not is_waited_for:
            self._go_on(message)

    def _complete(self, envelope, **told):
        """Take what a message tells; by whom nobody vouches for it only proposes a station."""
        is_proven = self.channel_id._reader().proves_sender
        self.complaint_id._complete(envelope, is_proven=is_proven, **told)

    def _says_where(self, words):
        """Whether words are an answer to the question where: those are few, and tell of nothing else."""
        return (
            0 < len(words) <= LONGEST_PLACE
            and not speaks_of_another_matter(words)
            and not self.complaint_id._is_of_another_kind(words)
            and (len(words.split()) <= MOST_WORDS_OF_PLACE or not self._tells_more(words))
        )

    def _tells_more(self, words):
        """Whether words tell what happened: no place is found by them as a whole, or one is only as in a story."""
        routing = self.env["police.routing"]
        if routing._find({"place_text": words}).unit:
            return False
        return not self._has_written() or bool(routing._find({"description": words}).unit)

    def _take_place(self, envelope, message, place_text):
        """Route by what was said to the question where; several that it may be are offered once."""
        self._complete(envelope, tells_where=True, place_text=place_text)
        self._belongs_here(envelope)
        places = self._places_to_choose() if self._is_missing("where") else []
        if len(places) > 1 and "which" not in self._asked_for():
            self._offer(places, message)
        else:
            self._go_on(message)

    def _belongs_here(self, envelope):
        """What names a place to the question where is no new matter because it does."""
        complaint = self.complaint_id
        came_at = fields.Datetime.to_string(envelope.received_at)
        is_this = (complaint.new_matter or {}).get("received_at") == came_at
        if is_this and not speaks_of_another_matter(envelope.text):
            complaint._forget_new_matter()

    def _places_to_choose(self):
        """Stations that it may be, by name and district, as somebody would write them."""
        units = self.complaint_id.proposed_unit_id | self.complaint_id.alternative_unit_ids
        stations = units.filtered(lambda unit: unit.kind == "station")
        return [
            f"{unit.name}, {unit.district_id.name}"
            for unit in stations.with_context(lang=self._language())[:MOST_OPTIONS]
        ]

    def _go_on(self, message):
        """The next question; after the last one, thanks, with the station that has it now."""
        self._ask_next(message)
        if self.ended_at:
            self._say("noted", message)

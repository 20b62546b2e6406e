from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.police_force.tools.phone import format_phone, read_phones
from odoo.addons.police_force.tools.text import joined_sound_key, normalise, words

from ..tools.likeness import likeness, sounds

# As the person chosen: none of those known at the phone.
SOMEBODY_NEW = -1
MOST_PEOPLE = 10
MOST_PARTIES = 50
CLOSED_SHOWN = 3
# How far back the same matter is looked for, and among how many of the unit's latest.
NEAR_IN_TIME = timedelta(days=7)
MOST_CANDIDATES = 100
MOST_SIMILAR = 5
# As many as there are number keys.
MOST_NAMESAKES = 9
# From here on two texts say the same; with the same place or category less is enough.
SAME_WORDS = 0.6
LIKE_WORDS = 0.3


def _sound(name):
    return joined_sound_key(words(name or ""))


class PoliceRegistrationPanelMixin(models.AbstractModel):
    """What a call taker sees beside the form: who calls, their cases, the station, the same matter.

    Everything is looked up as the user: who may not know a citizen finds none by their phone.
    """

    _name = "police.registration.panel.mixin"
    _description = "What Is Known while a Complaint Is Taken Down"

    panel = fields.Json(compute="_compute_panel")

    @api.depends(
        "phone",
        "name",
        "person",
        "description",
        "category_id",
        "place_text",
        "place_id",
        "pin_code",
        "complained_unit_id",
        "unit_id",
        "received_at",
        "is_shared",
        "do_not_call",
        "contact_hours",
        "state",
    )
    @api.depends_context("lang", "uid")
    def _compute_panel(self):
        for draft in self:
            draft.panel = draft._look() if draft.state == "draft" else {}

    def _look(self):
        """:rtype: dict of plain values, for the panel beside the form"""
        said = read_phones(self.phone)
        people = self._people()
        chosen = self._person(people)
        cases = self._cases(people)
        route = self._route_proposed()
        similar = self._similar(route, list(cases))
        return {
            "phone": " / ".join(map(format_phone, said.numbers)),
            "phone_unread": bool(said.remark and not said.numbers),
            "people": [
                {"id": person.id, "name": person.display_name, "chosen": person == chosen}
                for person in people
            ],
            "contact": self._contact_words(chosen),
            "cases": self._rows("person", cases),
            "similar": self._rows("why", similar),
            "route": self._route_words(route),
            "places": self._namesakes(),
            **self._understood(),
        }

    def _understood(self):
        """What the words say, and why it is thought so."""
        complaints = self.env["police.complaint"]
        verdict = self.env["police.understanding"]._understand(self.description or "")
        return {
            "danger": verdict.danger.value,
            "understood": complaints._understood_sentences(complaints._told_by(verdict)),
        }

    def _rows(self, name, found):
        """:param dict found: ids of complaints, and of each what else is shown as `name`"""
        complaints = self.env["police.complaint"].browse(found)
        return [{**row, name: found[row["id"]]} for row in complaints._case_rows()]

    def _address(self):
        """Kind and value of the address to keep: a number that is none stays as it was said."""
        numbers = read_phones(self.phone).numbers
        return ("phone", numbers[0]) if numbers else ("other", (self.phone or "").strip())

    def _people(self):
        """Who is known at the phone, as far as the user may know: one query."""
        kind, value = self._address()
        people = self.env["police.complainant"]
        if kind != "phone" or not people.has_access("read"):
            return people
        phones = self.env["police.complainant.address"]._phone_kinds()
        at_phone = [("kind", "in", phones), ("value", "=", value)]
        return people.search([("address_ids", "any", at_phone)], limit=MOST_PEOPLE, order="id desc")

    def _person(self, people=None):
        """Which of the people at the phone it is; empty for somebody new.

        A phone is not a person: another name at the same phone is another person. The same name is
        one that is written the same, or else that sounds the same (Aasha, आशा).
        """
        people = self._people() if people is None else people
        name = normalise(self.name)
        chosen = people.filtered(lambda person: person.id == self.person)
        if chosen and (not name or normalise(chosen.name) in ("", name)):
            return chosen
        if self.person == SOMEBODY_NEW:
            return people.browse()
        if not name:
            return people if len(people) == 1 else people.browse()
        same = people.filtered(lambda person: normalise(person.name) == name)
        same = same or people.filtered(lambda person: _sound(person.name) == _sound(name))
        return same if len(same) == 1 else people.browse()

    def _cases(self, people):
        """The open complaints of people, and the last that were closed.

        :rtype: dict of complaint id to the person's name
        """
        if not people:
            return {}
        found = self.env["police.party"].search(
            [("complainant_id", "in", people.ids)], limit=MOST_PARTIES, order="id desc"
        )
        names = {}
        for party in found:
            names.setdefault(party.complaint_id, party.complainant_id.display_name)
        opened = [complaint for complaint in names if complaint.is_open]
        closed = [complaint for complaint in names if not complaint.is_open][:CLOSED_SHOWN]
        return {complaint.id: names[complaint] for complaint in (*opened, *closed)}

    def _route_proposed(self):
        """Where the place leads, as the intake will find it.

        :rtype: odoo.addons.police_grievance.tools.route.Route
        """
        return self.env["police.routing"]._find(
            {
                "place_id": self.place_id.id,
                "place_text": self.place_text,
                "pin_code": self.pin_code,
                "description": self.description,
            }
        )

    def _namesakes(self):
        """Places that all have the name that was typed, with where they are: one is to be chosen."""
        said = normalise(self.place_text)
        if not said or self.place_id or self.unit_id:
            return []
        places = self.env["police.place"]
        found = places.browse(row[0] for row in places.name_search(said, limit=MOST_NAMESAKES))
        same = found.filtered(lambda place: normalise(place.name) == said)
        if len(same) < 2:
            return []
        return [
            {
                "id": place.id,
                "name": place.name,
                "where": ", ".join(filter(None, (place.unit_id.name, place.district_id.name))),
            }
            for place in same
        ]

    def _route_words(self, route):
        """The station that will get it, how sure that is, and why."""
        units = self.env["police.unit"]
        around = units.browse()
        if self.complained_unit_id:
            around = self.complained_unit_id.sudo()._unit_above()
        decided = around or self.unit_id
        rule = "about_unit" if around else "person" if decided else route.rule
        return {
            "unit": decided.name or units.browse(route.unit or ()).name or "",
            "state": "certain" if decided else route.state,
            "confidence": 100 if decided else route.confidence,
            "reason": self.env["police.complaint"]._routing_sentence(rule, route.details),
            "alternatives": [
                {"id": unit.id, "name": unit.name, "above": unit.parent_id.name or ""}
                for unit in units.browse(() if decided else route.alternatives)
            ],
        }

    def _similar(self, route, known):
        """Complaints that may be about the same matter, likeliest first, and why: one query.

        Those of the same unit and of the last days, of which words, place or kind are alike.

        :param list known: ids of complaints that are shown already
        :rtype: dict of complaint id to why
        """
        unit_id = self.unit_id.id or route.unit or self.env["police.routing"]._gazetteer().desk
        said = sounds(self.description)
        if not (said or self.place_id or self.place_text):
            return {}
        near = (self.received_at or fields.Datetime.now()) - NEAR_IN_TIME
        candidates = self.env["police.complaint"].search_fetch(
            Domain("unit_id", "=", unit_id)
            & Domain("received_at", ">=", near)
            & Domain("id", "not in", known),
            ["description", "place_id", "place_text", "category_id"],
            order="received_at desc",
            limit=MOST_CANDIDATES,
        )
        place = self.place_id.id or route.place
        scored = [(self._likeness(complaint, said, place), complaint) for complaint in candidates]
        scored = sorted(filter(lambda row: row[0][0], scored), key=lambda row: -row[0][0])
        return {complaint.id: why for (_score, why), complaint in scored[:MOST_SIMILAR]}

    def _likeness(self, complaint, said, place):
        """How likely a complaint is about the same matter, 0 if it isn't, and why."""
        alike = likeness(said, sounds(complaint.description))
        same_place = bool(place and place == complaint.place_id.id) or bool(
            self.place_text and normalise(self.place_text) == normalise(complaint.place_text)
        )
        same_kind = bool(self.category_id and self.category_id == complaint.category_id)
        if alike < SAME_WORDS and not (same_place and (same_kind or alike >= LIKE_WORDS)):
            return 0, ""
        reasons = [
            same_place and self.env._("same place"),
            same_kind and self.env._("same kind"),
            alike >= LIKE_WORDS and self.env._("similar words"),
        ]
        return alike + same_place + same_kind / 2, ", ".join(filter(None, reasons))

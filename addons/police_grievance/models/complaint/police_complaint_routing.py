from odoo import api, fields, models

from ...tools.route import Route
from ..people.police_masked import READERS
from .police_complaint_const import ROUTING_RULES, ROUTING_STATES

# How it was decided where a complaint belongs, once a person has said so.
DECIDED_BY_PERSON = {
    "routing_state": "certain",
    "routing_rule": "person",
    "proposed_unit_id": False,
    "suspected_unit_id": False,
}


class PoliceComplaintRoutingMixin(models.AbstractModel):
    """Which unit a complaint belongs to, and who said so.

    One that is perhaps about the police goes to no station before a person has looked.
    """

    _name = "police.complaint.routing.mixin"
    _description = "Routing of a Complaint"

    place_id = fields.Many2one("police.place", index="btree_not_null", ondelete="restrict")
    place_text = fields.Char("Where, in the citizen's words", groups=READERS)
    pin_code = fields.Char("PIN code")
    latitude = fields.Float(digits=(9, 6), aggregator=None)
    longitude = fields.Float(digits=(9, 6), aggregator=None)
    unit_id = fields.Many2one(
        "police.unit", "With", readonly=True, copy=False, tracking=True, ondelete="restrict"
    )
    # Stamped, not related: a reorganisation must not rewrite the past.
    district_id = fields.Many2one("police.unit", readonly=True, copy=False, ondelete="restrict")
    circle_id = fields.Many2one("police.unit", readonly=True, copy=False, ondelete="restrict")
    routing_state = fields.Selection(ROUTING_STATES, "Routing", readonly=True, copy=False)
    routing_confidence = fields.Float(
        help="0 to 1: how sure the rule is.", readonly=True, copy=False, aggregator=None
    )
    routing_rule = fields.Selection(ROUTING_RULES, "Routing rule", readonly=True, copy=False)
    # What it went by are words of the citizen.
    routing_details = fields.Json(readonly=True, copy=False, groups=READERS)
    routing_reason = fields.Char("Why there", compute="_compute_routing_reason", groups=READERS)
    proposed_unit_id = fields.Many2one(
        "police.unit", "Proposed station", copy=False, ondelete="restrict"
    )
    alternative_unit_ids = fields.Many2many(
        "police.unit",
        string="Or else",
        compute="_compute_alternative_unit_ids",
        groups=READERS,
    )
    # Until a person has decided. It is with the zone desk, and with no station.
    suspected_unit_id = fields.Many2one(
        "police.unit",
        "Perhaps about",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("routing_rule", "routing_details")
    @api.depends_context("lang")
    def _compute_routing_reason(self):
        for complaint in self:
            details = complaint.routing_details or {}
            complaint.routing_reason = self._routing_sentence(complaint.routing_rule, details)

    @api.depends("routing_details")
    def _compute_alternative_unit_ids(self):
        for complaint in self:
            ids = (complaint.routing_details or {}).get("alternatives", [])
            units = self.env["police.unit"].browse(ids)
            complaint.alternative_unit_ids = units.union(*(unit._in_charge() for unit in units))

    @api.constrains("unit_id", "proposed_unit_id")
    def _check_units_in_use(self):
        """A unit that has ended gets nothing, by whatever way."""
        units = self.sudo().unit_id | self.sudo().proposed_unit_id
        in_use = self.env["police.routing"]._gazetteer().units
        units.filtered(lambda unit: unit.id not in in_use)._check_takes_more()

    @api.model
    def _routing_sentence(self, rule, details):
        """The rule that decided, in a sentence with what it went by.

        :param str rule: a code of `ROUTING_RULES`, or empty
        :param dict details: `Route.details`
        """
        values = {
            "words": details.get("words", ""),
            "pin": details.get("pin_code", ""),
            "km": details.get("kilometres", ""),
        }
        return {
            "place_chosen": lambda: self.env._("The place chosen belongs to this station."),
            "station_named": lambda: self.env._(
                "The words name the station: “%(words)s”.", **values
            ),
            "place_settled": lambda: self.env._("“%(words)s” belongs to this station.", **values),
            "same_name": lambda: self.env._("Several stations are called “%(words)s”.", **values),
            "several_named": lambda: self.env._("The words name several stations."),
            "other_district": lambda: self.env._(
                "“%(words)s” does not lie in the district named with it.", **values
            ),
            "name_resembles": lambda: self.env._(
                "“%(words)s” resembles the name of the station.", **values
            ),
            "pin_settled": lambda: self.env._("All of PIN code %(pin)s belongs to it.", **values),
            "pin_shared": lambda: self.env._(
                "PIN code %(pin)s may belong to several stations.", **values
            ),
            "place_near": lambda: self.env._("It is the nearest known: %(km)s km.", **values),
            "position_near": lambda: self.env._(
                "It is the nearest known to the position on the map: %(km)s km.", **values
            ),
            "position_outside": lambda: self.env._(
                "The position on the map is %(km)s km from the nearest station.", **values
            ),
            "district_only": lambda: self.env._("Only the district is known."),
            "several_districts": lambda: self.env._("The words name several districts."),
            "landmark_named": lambda: self.env._("“%(words)s” lies in its area or near.", **values),
            "town_named": lambda: self.env._(
                "“%(words)s” is a town; its main station is proposed.", **values
            ),
            "named_in_passing": lambda: self.env._(
                "“%(words)s” is named in passing, not as the place where it happened.", **values
            ),
            "station_complained": lambda: self.env._(
                "The words speak of what was done, or not done, at “%(words)s”.", **values
            ),
            "also_outside": lambda: self.env._(
                "The words name a place outside the zone, too: “%(words)s”.", **values
            ),
            "outside_zone": lambda: self.env._(
                "The words name a place outside the zone: “%(words)s”.", **values
            ),
            "other_police": lambda: self.env._(
                "The words name railway or cyber police: “%(words)s”.", **values
            ),
            "everyday_word": lambda: self.env._("“%(words)s” names nobody.", **values),
            "nothing_found": lambda: self.env._("The words name no place that is on the lists."),
            "about_unit": lambda: self.env._("A complaint about a unit goes to the one above it."),
            "about_police": lambda: self.env._(
                "The words speak of the police themselves: decide before a station gets it."
            ),
            "merged": lambda: self.env._("The station it was with has been merged."),
            "person": lambda: self.env._("A person decided."),
        }.get(rule, lambda: "")()

    def _route_values(self, vals, verdict):
        """Where a complaint with these values goes.

        :param dict vals: values of a complaint about to be created
        :param verdict: what its words say
        :return: values for unit, district, circle and how it was decided
        """
        routing = self.env["police.routing"]
        if self._may_be_about_police(vals, verdict):
            return self._values_of_suspicion(routing._find(vals))
        if vals.get("proposed_unit_id"):
            route = Route("person", vals["proposed_unit_id"], 100)
        else:
            route = routing._find(vals)
        # What is only guessed to be of such a kind is not said to be; a person looks at it, too.
        chosen = vals.get("category_id") or vals.get("proposed_unit_id")
        doubtful = not chosen and verdict.category.value._facts().about_police
        state = "proposed" if route.state == "certain" and doubtful else route.state
        certain = state == "certain"
        return {
            "suspected_unit_id": False,
            **routing._stamp(route.unit if certain else routing._gazetteer().desk),
            "place_id": vals.get("place_id") or route.place or False,
            "proposed_unit_id": False if certain else route.unit or False,
            "routing_state": state,
            "routing_confidence": route.confidence / 100,
            "routing_rule": route.rule,
            "routing_details": {**route.details, "alternatives": list(route.alternatives)},
        }

    def _only_proposed(self, values):
        """Values of a route, but no station has it before a person has looked."""
        if values["routing_state"] != "certain":
            return values
        routing = self.env["police.routing"]
        held = routing._stamp(routing._gazetteer().desk)
        proposed = {"proposed_unit_id": values["unit_id"], "routing_state": "proposed"}
        return {**values, **held, **proposed}

    def _unit_values(self, unit):
        """Stamp of a unit on a complaint."""
        return {
            "unit_id": unit.id,
            "district_id": unit.district_id.id,
            "circle_id": unit.circle_id.id,
        }

    def _may_be_about_police(self, vals, verdict):
        """Whether a person has to look first: the category says so, or the words do.

        The control room's own choice of a unit is that look; a station's is not.

        :param dict vals: values of a complaint about to be created
        :param verdict: what its words say
        """
        if vals.get("complained_unit_id") or vals.get("complained_user_id"):
            return False
        category = self.env["police.category"].browse(vals.get("category_id") or ())
        if not (category._facts().about_police or verdict.about_police.value):
            return False
        return not (vals.get("proposed_unit_id") and self._is_desk(vals.get("taken_by_id")))

    def _is_desk(self, user_id):
        taker = self.env["res.users"].sudo().browse(user_id or self.env.uid)
        return taker.has_group("police_force.group_control_room")

    def _values_of_suspicion(self, route):
        """Keep a complaint at the zone desk; what is proposed goes around the unit it names.

        :param Route route: where its place would have sent it
        """
        routing = self.env["police.routing"]
        unit = self.env["police.unit"].sudo().browse(route.unit or ())
        return {
            **routing._stamp(routing._gazetteer().desk),
            "place_id": route.place or False,
            "suspected_unit_id": unit.id,
            "proposed_unit_id": bool(unit) and unit._unit_above().id,
            "routing_state": "proposed" if unit else "unknown",
            "routing_confidence": route.confidence / 100,
            "routing_rule": "about_police",
            "routing_details": {**route.details, "alternatives": list(route.alternatives)},
        }

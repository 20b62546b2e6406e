"""Deciding which station a complaint belongs to, from everything its first message says."""

from .route import Route, read_evidence
from .route_by_area import (
    by_chosen_place,
    by_district,
    by_landmark,
    by_pin_alone,
    by_pin_area,
    by_place,
    by_position,
    by_town,
)
from .route_by_name import (
    by_close_name,
    by_everyday_word,
    by_name,
    by_other_police,
    by_outside,
)

# Each takes the gazetteer, the request and what was read in it, and returns a Route or None.
RULES = (
    by_chosen_place,
    by_name,
    by_pin_alone,
    by_close_name,
    by_outside,
    by_landmark,
    by_place,
    by_pin_area,
    by_position,
    by_other_police,
    by_town,
    by_district,
    by_everyday_word,
)


def find_route(gazetteer, request):
    """Return the Route of a request; the first rule that has an answer decides.

    :param Gazetteer gazetteer: the units and places of the force
    :param Request request: what the citizen said about where
    """
    evidence = read_evidence(gazetteer, request)
    routes = (rule(gazetteer, request, evidence) for rule in RULES)
    return next(filter(None, routes), None) or Route("nothing_found")

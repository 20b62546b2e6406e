"""Judging where a complaint was sent against what a careful person would have done."""

RIGHT, MISSED, WRONG_PROPOSED, TOO_SURE, WRONG_CERTAIN = (
    "right", "missed", "wrong proposed", "too sure", "wrong certain",
)  # fmt: skip
# What must not happen: a station got it that should not, or not at once.
SENT_WRONG = (TOO_SURE, WRONG_CERTAIN)


def judge_station(route, case):
    """Say whether a route is right for a case.

    A district or nobody is right where no station follows from the words, and missed elsewhere.

    :param route: (state, code): certain, proposed or unknown, and the code of the unit, or empty
    :param dict case: a row of cases.csv: `station` and `station_ok`
    :return: RIGHT, MISSED, WRONG_PROPOSED, TOO_SURE (that station, but only to be proposed) or
        WRONG_CERTAIN
    """
    state, code = route
    accepted = [one for one in case["station_ok"].split("|") if one]
    only_proposed = "propose" in accepted
    stations = {one for one in (case["station"], *accepted) if one and one != "propose"}
    if state == "certain":
        if code not in stations:
            return WRONG_CERTAIN
        return TOO_SURE if only_proposed else RIGHT
    if state == "proposed" and "-" in (code or ""):
        return RIGHT if code in stations else WRONG_PROPOSED
    expected = case["station"] or only_proposed
    return MISSED if expected else RIGHT

"""How well words are understood: what a careful person makes of them, beside what the service does."""

import csv
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from odoo import fields

from odoo.addons.police_grievance.tools.envelope import Envelope

FOLDER = Path(__file__).resolve().parent
CASES, UNSEEN = FOLDER / "cases.csv", FOLDER / "unseen.weights"

# What is counted, each in per cent of the cases that it concerns.
SENT_WRONG = "sent to a station for certain, and wrong"
STATION = "station right, or rightly proposed"
HELD_BACK = "about the police: held back from the very station"
POLICE, POLICE_FALSE = "about the police: found", "about the police: false alarms"
DANGER, DANGER_FALSE = "danger: found", "danger: false alarms"
CATEGORY, LANGUAGE = "category", "language of the answer"
UNKNOWN, UNKNOWN_FALSE = "asks to stay unknown: found", "asks to stay unknown: false alarms"
GOALS = {
    SENT_WRONG: "<= 1",
    STATION: ">= 90",
    HELD_BACK: ">= 95",
    POLICE: ">= 85",
    POLICE_FALSE: "<= 6",
    DANGER: ">= 85",
    DANGER_FALSE: "<= 8",
    CATEGORY: ">= 75",
    LANGUAGE: ">= 97",
    UNKNOWN: ">= 90",
    UNKNOWN_FALSE: "",
}


class Outcome(NamedTuple):
    """What became of one case.

    :ivar unit: code of the unit that has it
    :ivar proposed: codes that the desk is shown: proposed, or complained of
    :ivar certain: it was sent there without a person
    :ivar category: code, empty if none was guessed
    :ivar language: hi or en
    """

    unit: str
    proposed: frozenset
    certain: bool
    about_police: bool
    danger: bool
    stays_unknown: bool
    category: str
    language: str


def cases():
    """:rtype: list of dict, as the columns of the file say"""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def take_in(env, case):
    """What becomes of a case when it comes in by the door of all channels.

    :rtype: Outcome
    """
    complaint = (
        env["police.complaint"]
        ._intake(
            Envelope(
                channel="email",
                received_at=fields.Datetime.now(),
                sender_kind="email",
                sender_value=f"{case['id']}@example.com",
                sender_name="",
                text=case["text"],
            )
        )
        .complaint.sudo()
    )
    shown = complaint.proposed_unit_id | complaint.suspected_unit_id
    return Outcome(
        complaint.unit_id.code,
        frozenset(shown.mapped("code")),
        complaint.routing_state == "certain",
        complaint.routing_rule == "about_police",
        complaint.priority == "2",
        complaint.confidentiality == "confidential",
        complaint.category_id.code or "",
        complaint.language[:2],
    )


def counts_of(case, outcome):
    """What one case adds to each count.

    :return: dict of what is counted to whether it is so; what does not concern the case left out
    """
    codes = set((case["category_ok"] or "other").split("|"))
    found = {
        CATEGORY: outcome.category in codes | ({""} if "other" in codes else set()),
        LANGUAGE: outcome.language == case["language"].replace("ur", "hi"),
        **_counts_of_station(case, outcome),
    }
    for column, says, right, wrong in (
        ("danger", outcome.danger, DANGER, DANGER_FALSE),
        ("about_police", outcome.about_police, POLICE, POLICE_FALSE),
        ("stay_unknown", outcome.stays_unknown, UNKNOWN, UNKNOWN_FALSE),
    ):
        found[right if case[column] == "1" else wrong] = says
    return found


def _counts_of_station(case, outcome):
    others = set(filter(None, case["station_ok"].split("|")))
    right = {case["station"], *others} - {"", "propose"}
    if case["about_police"] == "1":
        sent = outcome.certain and outcome.unit in right
        return {
            HELD_BACK: not sent,
            SENT_WRONG: outcome.certain,
            **({STATION: bool(outcome.proposed & right)} if right else {}),
        }
    may_be_sent = right if case["station"] and "propose" not in others else set()
    is_right = outcome.unit in may_be_sent if outcome.certain else bool(outcome.proposed & right)
    return {
        SENT_WRONG: outcome.certain and outcome.unit not in may_be_sent,
        STATION: is_right or not (right or outcome.certain),
    }


def shares(results):
    """How often each is so.

    :param results: pairs of a case and its outcome
    :return: dict of what is counted to per cent, in the order of `GOALS`
    """
    counted = defaultdict(list)
    for case, outcome in results:
        for name, is_so in counts_of(case, outcome).items():
            counted[name].append(is_so)
    return {
        name: 100 * sum(counted[name]) / len(counted[name]) for name in GOALS if name in counted
    }


def script_of(case):
    """How a case is written: Devanagari, Latin, English, Urdu, mixed or Kruti Dev."""
    text = case["text"]
    devanagari = sum("\u0900" <= letter <= "\u097f" for letter in text)
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return "Urdu"
    if "Kruti Dev" in case["note"]:
        return "Kruti Dev"
    if not devanagari:
        return "English" if case["language"] == "en" else "Latin"
    return "mixed" if latin > devanagari / 4 else "Devanagari"


def district_of(case):
    """The district by its letters in the station's code; "none" where there is no station."""
    code = case["station"] or case["station_ok"].removeprefix("propose|")
    return code[:3] if code not in ("", "propose") else "none"


def is_reached(goal, share):
    """Whether a share in per cent keeps a bound of `GOALS`, also where there is none."""
    relation, _blank, bound = goal.partition(" ")
    return not goal or (share <= float(bound) if relation == "<=" else share >= float(bound))

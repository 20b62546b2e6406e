"""The first screens while history grows a hundred times, and open cases with it.

The calls are those of the web client, with the views' own fields, as the user who opens the screen.
"""

from collections import defaultdict

from lxml import etree

from odoo.fields import Domain

from .databases import SCALE, filled
from .harness import ROUNDS, environment, fastest
from .officers import ROLES
from .templates import COMMON_WORD, RARE_WORD

SIZES = ("small", "long past", "busy")
OPEN = Domain("is_open", "=", True)
GROWTH = {"station": 2, "district": 2, "control room": 3}


def measure(figures):
    times = _times()
    for (role, call), of_size in times.items():
        small = of_size["small"]
        figures.add(f"{call}, {role}, 10,000 complaints, 500 open", small, "ms")
        if "word" not in call:
            figures.add(
                f"{call}, {role}, history × {SCALE}", of_size["long past"] / small, "×", "<= 1.2"
            )
        goal = 8 if "word" in call else GROWTH[role]
        figures.add(
            f"{call}, {role}, history × {SCALE} and open × {SCALE}",
            of_size["busy"] / small,
            "×",
            f"<= {goal}",
        )


def _times():
    """{(role, call): {size: milliseconds}}, the sizes turn by turn."""
    databases = {size: filled(size) for size in SIZES}
    times = defaultdict(lambda: defaultdict(lambda: float("inf")))
    for _round in range(ROUNDS):
        for role, login in ROLES.items():
            for size, database in databases.items():
                with environment(database, login) as env:
                    for call, action in _calls(env).items():
                        known = times[role, call]
                        known[size] = min(known[size], fastest(_cold(env, action)))
    return times


def _cold(env, action):
    """The call as a new request would make it: nothing of the records in memory."""

    def run():
        env.invalidate_all()
        action()

    return run


def _calls(env):
    complaints = env["police.complaint"]
    card, row = _specification(env, "kanban"), _specification(env, "list")
    number = complaints.search(OPEN, limit=1).number
    return {
        "kanban": lambda: complaints.web_read_group(
            OPEN,
            ["stage_id"],
            ["__count"],
            auto_unfold=True,
            unfold_read_specification=card,
            unfold_read_default_limit=40,
        ),
        "list": lambda: complaints.web_search_read(OPEN, row, limit=80, count_limit=10001),
        "number search": lambda: complaints.web_search_read(
            [("number", "=", number)], row, limit=80
        ),
        "common word in open cases": lambda: _search(env, row, OPEN, COMMON_WORD),
        "rare word in all cases": lambda: _search(env, row, Domain.TRUE, RARE_WORD),
    }


def _search(env, row, domain, word):
    field = "search_text" if "search_text" in env["police.complaint"]._fields else "description"
    domain = domain & Domain(field, "ilike", word)
    return env["police.complaint"].web_search_read(domain, row, limit=80, count_limit=10001)


def _specification(env, kind):
    """What the web client reads for a view: the fields of its arch, names only for what it links to."""
    view = env["police.complaint"].get_view(view_type=kind)
    names = {node.get("name") for node in etree.fromstring(view["arch"]).iter("field")}
    fields = env["police.complaint"]._fields
    return {
        name: {"fields": {"display_name": {}}} if fields[name].relational else {}
        for name in sorted(names & set(fields))
    }

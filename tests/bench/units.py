"""A circle that changes district among all complaints, beside the import of a long list."""

import time
import tracemalloc

from odoo.tests import new_test_user

from .databases import SIZES, filled
from .harness import environment

MOST_SECONDS = 5
# As many as one import takes.
ROWS = 5000


def measure(figures):
    total, _opened = SIZES["busy"]
    seconds = min(_moved() for _run in range(3))
    figures.add(
        f"The circle with most open complaints among {total:,} changes district",
        seconds,
        "s",
        f"<= {MOST_SECONDS}",
    )
    moving, importing = _peak(_moved), _peak(_imported)
    figures.add(
        "Memory for it, in that of an import of 5,000 places", moving / importing, "×", "<= 1"
    )


def _moved():
    """:return: seconds until all that follows is in the database"""
    with environment(filled("busy")) as env:
        circle = _largest_circle(env)
        districts = env["police.unit"].search([("kind", "=", "district")], order="code")
        target = (districts - circle.district_id)[:1]
        started = time.perf_counter()
        circle.parent_id = target
        env.flush_all()
        seconds = time.perf_counter() - started
        opened = [("circle_id", "=", circle.id), ("is_open", "=", True)]
        followed = env["police.complaint"].search(opened)
        assert followed.district_id == target, "boards show complaints of the old district"
        return seconds


def _largest_circle(env):
    """The circle with the most open complaints."""
    opened = [("circle_id", "!=", False), ("is_open", "=", True)]
    groups = env["police.complaint"]._read_group(opened, ["circle_id"], ["__count"])
    return max(groups, key=lambda group: group[1])[0]


def _imported():
    with environment(filled("busy")) as env:
        user = new_test_user(env, "bench_import", groups="police_force.group_administrator")
        station = env["police.unit"].search([("kind", "=", "station")], limit=1)
        kind = env["police.import.places"].with_user(user)
        headings = [column.key for column in kind._columns()]
        known = {"kind": "locality", "unit": station.code}
        table = [
            [known.get(key, f"Bench {number}" if key == "name" else "") for key in headings]
            for number in range(ROWS)
        ]
        outcome = kind._run([headings, *table], keep=False)
        assert outcome.new == ROWS, outcome.problems[:3]


def _peak(action):
    """The most bytes that an action holds at a time."""
    filled("busy")
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

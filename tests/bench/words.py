"""What citizens' words are understood to say, and where they are sent: the cases of Kanpur Zone.

By weights that were learnt without the cases, and by those that the service has.
"""

from collections import defaultdict
from unittest.mock import patch

from odoo.addons.police_grievance.tools.understanding import linear, verdict
from odoo.addons.police_kanpur_zone.tests.words import measure as words

from .databases import used
from .harness import environment


def measure(figures, database=None):
    unseen = linear.LinearModel(words.UNSEEN.read_bytes())
    with patch.object(verdict, "_model", lambda: unseen):
        results = _results(database or used())
    tuned = words.shares(_results(database or used()))
    for name, share in words.shares(results).items():
        figures.add(f"Words not seen: {name}", share, "%", words.GOALS[name])
    for name, share in tuned.items():
        figures.add(f"Words seen: {name}", share, "%")
    figures.words = "\n".join(
        _table(of, _grouped(results, key))
        for of, key in (("script", words.script_of), ("district", words.district_of))
    )


def _results(database):
    with environment(database) as env:
        return [(case, words.take_in(env, case)) for case in words.cases()]


def _grouped(results, key):
    groups = defaultdict(list)
    for case, outcome in results:
        groups[key(case)].append((case, outcome))
    return groups


def _table(of, groups):
    """Each kind of figure, in per cent, for each group; empty where no case concerns it."""
    shares = {name: words.shares(rows) for name, rows in sorted(groups.items())}
    lines = [
        "| ".join((f"| words not seen, by {of}, % ", *shares)) + " |",
        "| --- " * (len(shares) + 1) + "|",
        "| ".join(("| cases ", *(str(len(groups[name])) for name in shares))) + " |",
    ]
    for name in words.GOALS:
        told = (f"{share[name]:.0f}" if name in share else "" for share in shares.values())
        lines.append("| ".join((f"| {name} ", *told)) + " |")
    return "\n".join(lines) + "\n"

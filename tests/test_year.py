"""A year of the force, played with two schedulers running: nothing goes astray, nobody keeps what is not theirs.

Units are moved, merged and changed, officers come and go, promises change, lists are imported, rows in use are
deleted, in random order; after each step what must be true is asked of the tables (`year/truth.py`) and compared with
what the product shows. Other years: `YEAR_SEEDS=5,6`; longer ones: `YEAR_REORGANISATIONS=400`; some actions alone:
`YEAR_ONLY=units_merge,desk_sends`; without a check: `YEAR_OFF=figures`; beyond what is wrong first: `YEAR_GOES_ON=1`.
"""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from peers.odoo import OdooService

SEEDS = [int(seed) for seed in os.environ.get("YEAR_SEEDS", "1").split(",")]
REORGANISATIONS = int(os.environ.get("YEAR_REORGANISATIONS", "50"))
COMPLAINTS = 2000
ONLY = [name for name in os.environ.get("YEAR_ONLY", "").split(",") if name]
OFF = [name for name in os.environ.get("YEAR_OFF", "").split(",") if name]
GOES_ON = bool(os.environ.get("YEAR_GOES_ON"))
LAST = 12
# What ends a transaction that meets another one: the scheduler's log says so, and it goes on later.
MET = {"psycopg2.errors.SerializationFailure", "psycopg2.errors.DeadlockDetected"}
ERROR = re.compile(r"^(?!Traceback)([\w.]+\.\w+): ", re.MULTILINE)
TRIED_AGAIN = (r"ERROR odoo\.sql_db: bad query", r"ERROR .*\.ir_cron: Job .* failed")
IMPORT = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
# No job runner: what is sent to citizens waits in the ledger, and nothing here asks for it.
OPTIONS = ("--workers=0", "--max-cron-threads=1", "--load=base,rpc,web")


@pytest.fixture
def schedulers(tmp_path):
    """Two services on one database that nobody else uses, with the world of the year in it."""
    pair = [OdooService("police_test_year", tmp_path / name, *OPTIONS) for name in ("one", "two")]
    pair[0].create_database()
    pair[0].python(f"{IMPORT}from year import world\nworld.make(env, {COMPLAINTS})\n")
    for service in pair:
        service.log.parent.mkdir()
        service.start()
    yield pair
    for service in pair:
        service.kill()
    pair[0].drop_database()


def unexpected(service):
    """Unexpected log lines, but that an action and a scheduler met: that one is tried again.

    :return: list of str
    """
    failed = set(ERROR.findall(service.log.read_text(errors="replace")))
    if failed and failed <= MET:
        for pattern in TRIED_AGAIN:
            service.expect_log_line(pattern)
    return service.unexpected_log_lines()


def told(seed, outcome):
    """What failed, after which steps, and how to see it again."""
    lines = [f"seed {seed}:"]
    for step, what, words in outcome["wrong"]:
        lines += [f"step {step}, {what}: {len(words)}", *(f"    {word}" for word in words[:5])]
    lines += ["the last steps:", *outcome["history"][-LAST:]]
    again = f"YEAR_SEEDS={seed} YEAR_REORGANISATIONS={REORGANISATIONS}"
    again += f" YEAR_ONLY={','.join(ONLY)}" if ONLY else ""
    return "\n".join([*lines, f"again: {again} pytest tests/test_year.py"])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_of_the_force(schedulers, seed):
    values = {"seed": seed, "reorganisations": REORGANISATIONS, "only": ONLY}
    values |= {"switched_off": OFF, "goes_on": GOES_ON, "urls": [one.url for one in schedulers]}
    printed = schedulers[0].python(
        f"{IMPORT}from year import player\nplayer.play(env, **{values!r})\n"
    )
    outcome = json.loads(printed.rpartition("YEAR ")[2])
    print(*outcome["history"], sep="\n", file=sys.stderr)
    assert not outcome["wrong"], told(seed, outcome)
    lines = [line for service in schedulers for line in unexpected(service)]
    assert not lines, "Unexpected log lines:\n" + "\n".join(lines)

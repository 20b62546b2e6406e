"""The databases of the bench: made once a run, each from the one before."""

import os
import subprocess
from functools import cache
from pathlib import Path

from odoo.modules.registry import Registry
from odoo.sql_db import close_db

from . import fill, officers, peers
from .harness import environment

LAUNCHER = Path(__file__).resolve().parents[2] / "tools" / "launch"
PREFIX = os.environ.get("BENCH_DATABASE", "police_bench")
OURS = ("police_channels", "police_kanpur_zone", "police_live", "police_voice")
# How many times history and open cases grow; less for a quick look.
SCALE = int(os.environ.get("BENCH_SCALE", "100"))
# Complaints in all, and open ones among them.
SIZES = {
    "small": (10_000, 500),
    "long past": (10_000 * SCALE, 500),
    "busy": (10_000 * SCALE, 500 * SCALE),
    "all open": (10_000 * SCALE, 10_000 * SCALE),
}


@cache
def installed():
    """A database with the service, Kanpur Zone's data and the peers, and an officer for each role."""
    subprocess.run([LAUNCHER, "new-database", PREFIX, *OURS, *peers.MODULES], check=True)
    with environment(PREFIX) as env:
        stages = [(0, 0, {"name": "New"})]
        domain = env["mail.alias.domain"].create({"name": "bench.example"})
        env["project.project"].create(
            {
                "name": "Bench",
                "type_ids": stages,
                "alias_name": "tasks",
                "alias_domain_id": domain.id,
            }
        )
        unit, _circle, _district = fill.stations(env)[0]
        officers.make_officers(env, env["police.unit"].browse(unit))
        env.cr.commit()
    return PREFIX


@cache
def used():
    """A copy of it for what leaves complaints behind: the filled ones begin without them."""
    return _copy(installed(), f"{PREFIX}_used")


@cache
def filled(size):
    """A copy of the installed database with as many complaints as `SIZES` says."""
    origin = installed() if size == "small" else filled("small")
    name = _copy(origin, f"{PREFIX}_{size.replace(' ', '_')}")
    fill.fill(name, *SIZES[size])
    return name


def _copy(origin, name):
    Registry.delete(origin)
    close_db(origin)
    subprocess.run(["dropdb", "--if-exists", "--force", name], check=True)
    subprocess.run(["createdb", "--template", origin, name], check=True)
    return name

"""A database from before an addon was cut out of another one, and what an upgrade makes of it."""

import json
import os

from launcher import database, runtime
from launcher.paths import checkout_id
from log_check import Tolerance, unexpected_lines


def upgraded(name, edits, as_before, addons, kept):
    """Edit a copy of the template, put it back to before the cut, upgrade it and look.

    :param edits: lines of Python, as an administrator's work
    :param as_before: SQL that undoes the cut
    :param addons: those that are to be installed
    :param kept: lines of Python that print "KEPT " and a JSON object of what holds
    :return: that object; "clean log" says whether the upgrade logged nothing unexpected
    """
    name = f"{name}_{checkout_id()}"
    with runtime.prepared("run") as ready:
        database.copy(ready, os.environ["POLICE_TEST_TEMPLATE"], name)
        try:
            database.python(ready, name, edits)
            database.query(ready, name, as_before)
            log = database.install(ready, name, addons, upgrade=["police_grievance"])
            output = database.python(ready, name, kept)
        finally:
            database.drop(ready, name)
    lines = unexpected_lines(log, Tolerance.from_file())
    return {**json.loads(output.split("KEPT ", 1)[1].splitlines()[0]), "clean log": not lines}

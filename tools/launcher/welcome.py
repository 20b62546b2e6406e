"""What `make run` tells once the service is up."""

import csv

from . import database, settings
from .paths import ADDONS, LOCAL

# Columns: role, login, password. Belongs to the demo data, whose tests try each of them.
DEMO_LOG_INS = ADDONS / "police_kanpur_zone" / "demo" / "log_ins.csv"


def welcome(ready, name, processes):
    """The addresses, the demo log-ins and how to go on, as one text."""
    lines = [
        "",
        f"The service is running: {settings.address()}",
        *(note for process in processes for note in process.notes),
        *_log_ins(ready, name),
        f"Logs: {LOCAL / 'log'}    Stop: Ctrl-C",
    ]
    return "\n".join(lines)


def _log_ins(ready, name):
    if not DEMO_LOG_INS.exists() or not _has_demo(ready, name):
        return []
    with DEMO_LOG_INS.open(newline="") as table:
        rows = [(row["role"], row["login"], row["password"]) for row in csv.DictReader(table)]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [
        "Log-ins of the demo data (who, log-in, password):",
        *(f"  {row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}" for row in rows),
    ]


def _has_demo(ready, name):
    statement = "SELECT demo FROM ir_module_module WHERE name = 'police_kanpur_zone'"
    return database.query(ready, name, statement) == "t"

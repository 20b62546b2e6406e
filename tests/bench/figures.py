"""The figures of one run: kept as JSON for programs and as a table for people."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JSON, TABLE, README = (
    ROOT / "docs" / "figures.json",
    ROOT / "docs" / "figures.md",
    ROOT / "README.md",
)
# In the table's file: below it what words are understood to say, by kinds of texts.
WORDS = "\n<!-- words -->\n"
# The table that the README shows stands between these lines.
MARKS = "<!-- figures -->\n", "<!-- /figures -->\n"


@dataclass
class Figure:
    """One measured value; `goal` is a bound written as "<= 1.2" or ">= 0.7", or empty."""

    name: str
    value: float
    unit: str
    goal: str = ""

    @property
    def met(self):
        """Whether the goal was reached; None without one."""
        if not self.goal:
            return None
        relation, bound = self.goal.split()
        return self.value <= float(bound) if relation == "<=" else self.value >= float(bound)


@dataclass
class Figures:
    """Collects figures and writes them down after each part, so that a broken run leaves something."""

    rows: list[Figure] = field(default_factory=list)
    words: str = ""

    @classmethod
    def of_last_run(cls):
        """The figures as they stand in docs, for a run of some parts only."""
        names = [attribute.name for attribute in fields(Figure)]
        rows = json.loads(JSON.read_text()) if JSON.exists() else []
        return cls([Figure(*(row[name] for name in names)) for row in rows])

    def add(self, name, value, unit, goal=""):
        figure = Figure(name, round(value, 3), unit, goal)
        names = [row.name for row in self.rows]
        if name in names:
            self.rows[names.index(name)] = figure
        else:
            self.rows.append(figure)
        print(f"  {name}: {figure.value:g} {unit}{_verdict(figure)}", flush=True)

    def write(self):
        machine = _machine()
        rows = [{**asdict(row), "met": row.met, "machine": machine} for row in self.rows]
        JSON.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        origin = (
            f"Written by `make bench` on {machine}. Times depend on the machine, ratios hardly do."
        )
        words = self.words or TABLE.read_text().partition(WORDS)[2]
        below = f"{WORDS}\n{words.strip()}\n" if words else ""
        TABLE.write_text(f"# Figures\n\n{origin}\n\n{_as_table(self.rows)}{below}")
        goals = _as_table(row for row in self.rows if row.goal)
        before, after = README.read_text().split(MARKS[0])[0], README.read_text().split(MARKS[1])[1]
        README.write_text(f"{before}{MARKS[0]}\n{goals}\n{MARKS[1]}{after}")


def _as_table(rows):
    lines = ["| what | value | goal | met |", "| --- | --- | --- | --- |"]
    for row in rows:
        met = {True: "yes", False: "**no**", None: ""}[row.met]
        lines.append(f"| {row.name} | {row.value:g} {row.unit} | {row.goal} | {met} |")
    return "\n".join(lines) + "\n"


def _verdict(figure):
    return (
        "" if figure.met is None else f" (goal {figure.goal}: {'met' if figure.met else 'MISSED'})"
    )


def _machine():
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"

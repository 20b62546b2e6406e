"""The figures of one run: kept as JSON for programs and as a table for people."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


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

    def add(self, name, value, unit, goal=""):
        figure = Figure(name, round(value, 3), unit, goal)
        self.rows.append(figure)
        print(f"  {name}: {figure.value:g} {unit}{_verdict(figure)}", flush=True)

    def write(self):
        machine = _machine()
        rows = [{**asdict(row), "met": row.met, "machine": machine} for row in self.rows]
        DOCS.mkdir(exist_ok=True)
        (DOCS / "figures.json").write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        (DOCS / "figures.md").write_text(self._as_table(machine))

    def _as_table(self, machine):
        lines = [
            "# Figures",
            "",
            f"Written by `make bench` on {machine}. Times depend on the machine, ratios hardly do.",
            "",
            "| what | value | goal | met |",
            "| --- | --- | --- | --- |",
        ]
        for row in self.rows:
            met = {True: "yes", False: "**no**", None: ""}[row.met]
            lines.append(f"| {row.name} | {row.value:g} {row.unit} | {row.goal} | {met} |")
        return "\n".join(lines) + "\n"


def _verdict(figure):
    return (
        "" if figure.met is None else f" (goal {figure.goal}: {'met' if figure.met else 'MISSED'})"
    )


def _machine():
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"

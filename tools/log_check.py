"""Finds log lines at WARNING or above that nobody expects.

What may appear all the same is in `tests/tolerated_log_lines.txt`.
"""

import logging
import re
from pathlib import Path

TOLERATED = Path(__file__).resolve().parents[1] / "tests" / "tolerated_log_lines.txt"
REASON_MARK = " ## "
ODOO_LINE = re.compile(
    r"^\S+ \S+ \d+ (?P<level>WARNING|ERROR|CRITICAL) \S+ (?P<logger>\S+): (?P<message>.*)$"
)


class Tolerance:
    """The checked-in list: one regular expression and the reason for it per line.

    An expression is matched from the start of "LEVEL logger: message".
    """

    def __init__(self, lines):
        self.patterns = [
            _pattern(line) for line in lines if line.strip() and not line.startswith("#")
        ]

    @classmethod
    def from_file(cls, path=TOLERATED):
        return cls(path.read_text().splitlines())

    def allows(self, line):
        return any(pattern.match(line) for pattern in self.patterns)


def _pattern(line):
    expression, mark, reason = line.partition(REASON_MARK)
    if not mark or not reason.strip():
        raise ValueError(f"No reason (after '{REASON_MARK.strip()}') in tolerated line: {line}")
    return re.compile(expression.strip())


def unexpected_lines(log, tolerance):
    """Lines of an Odoo log file at WARNING or above that are not tolerated."""
    found = []
    for line in Path(log).read_text(errors="replace").splitlines():
        parts = ODOO_LINE.match(line)
        if parts and not tolerance.allows("{} {}: {}".format(*parts.groups())):
            found.append(line)
    return found


class Collector(logging.Handler):
    """Keeps what reaches the root logger; what a test captures or mutes never gets here."""

    def __init__(self, tolerance):
        super().__init__(logging.WARNING)
        self.tolerance = tolerance
        self.lines = []

    def emit(self, record):
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if not self.tolerance.allows(line):
            self.lines.append(line)

    def take(self):
        """Return the lines collected since the last call."""
        taken, self.lines = self.lines, []
        return taken

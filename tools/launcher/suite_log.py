"""What the log of a run of Odoo's own tests says: which failed, and how many queries were made."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

LINE = re.compile(r"^\d{4}-\S+ \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<message>.*?) *$")
MODULE = re.compile(r"^odoo\.addons\.(\w+)\.tests\.")
STARTED = re.compile(r"Starting (?P<test>\w+\.\w+) \.\.\.")
FAILED = re.compile(r"(?:FAIL|ERROR): (?P<what>(?:Subtest )?(?P<test>\w+\.\w+).*|setUpClass .*)")
COUNTED = re.compile(
    r"Query count (?:more|less) than expected for user (?P<user>\S+): "
    r"(?P<count>\d+) [<>] (?P<expected>\d+) in \w+ at (?P<place>\S+)"
)


@dataclass
class SuiteLog:
    """One run: names are `module.Class.method`.

    failures: how often each failed, with what it says of the failing part of a test
    counts: (test, user, place in the file) → (queries made, queries expected), of each time that
    they differ
    """

    started: int = 0
    failures: Counter = field(default_factory=Counter)
    counts: dict = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, path):
        """Read the log file of a run."""
        found, test = cls(), ""
        for line in path.read_text(errors="replace").splitlines():
            parts = LINE.match(line)
            counted = COUNTED.search(line)
            if parts and (started := STARTED.fullmatch(parts["message"])):
                test = _name(parts["logger"], started["test"])
                found.started += 1
            elif parts and parts["level"] == "ERROR" and (failed := FAILED.match(parts["message"])):
                name = _name(parts["logger"], failed["test"]) if failed["test"] else failed["what"]
                found.failures[name, failed["what"]] += 1
            # Said as the last line of a failure if there are more, in a line of its own if fewer.
            if counted:
                key = (test, counted["user"], counted["place"])
                found.counts[key].append((int(counted["count"]), int(counted["expected"])))
        return found

    def more_than(self, other):
        """What is worse here than in another run of the same tests.

        :return: dict of test to lines that say what
        """
        worse = defaultdict(list)
        queries = {key: self._excess(key) - other._excess(key) for key in self.counts}
        queries |= {key: -other._excess(key) for key in other.counts.keys() - self.counts.keys()}
        for (test, user, place), more in queries.items():
            if more > 0:
                worse[test].append(f"{more} more queries for {user} at {place}")
        for (test, what), times in (self.failures - other.failures).items():
            # Too many queries fail as a part of a test without a name.
            if test not in worse or "(<subtest>)" not in what:
                worse[test].append(f"fails: {what}" + (f" ({times} ×)" if times > 1 else ""))
        return worse

    def _excess(self, key):
        return sum(count - expected for count, expected in self.counts.get(key, ()))


def _name(logger, test):
    module = MODULE.match(f"{logger}.")
    return f"{module[1]}.{test}" if module else test

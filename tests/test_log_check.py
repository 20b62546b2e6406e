"""The check of log lines that no test expects."""

import os
import subprocess
import sys

import pytest

from launcher.paths import CHECKOUT
from log_check import Tolerance, unexpected_lines

LOG = """\
2026-01-01 10:00:00,000 12 INFO police odoo.modules: fine
2026-01-01 10:00:00,000 12 WARNING police odoo.http: Access Denied
2026-01-01 10:00:00,000 12 ERROR ? odoo.sql_db: bad query: SELECT
"""


def test_lines_of_a_log_file(tmp_path):
    log = tmp_path / "odoo.log"
    log.write_text(LOG)
    assert unexpected_lines(log, Tolerance([])) == LOG.splitlines()[1:]
    tolerance = Tolerance(["# a comment", "", r"WARNING odoo\.http: Access ## expected here"])
    assert unexpected_lines(log, tolerance) == LOG.splitlines()[2:]


@pytest.mark.parametrize("line", ["WARNING odoo", "WARNING odoo ##", "WARNING odoo ## "])
def test_every_tolerated_line_needs_a_reason(line):
    with pytest.raises(ValueError, match="No reason"):
        Tolerance([line])


def outcome(folder, body):
    """Run one test with this body under the project's conftest; return exit status and output."""
    test = folder / "test_probe.py"
    test.write_text(f"import logging\nimport unittest\nprobe = logging.getLogger('x')\n{body}\n")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "conftest", "-q", str(test)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout


def test_a_warning_fails_the_test_it_appears_in(tmp_path):
    code, said = outcome(tmp_path, "def test_it(): probe.warning('a surprise')")
    assert code == 1
    assert "Unexpected log lines in the test:\nWARNING x: a surprise" in said


def test_a_captured_warning_is_expected(tmp_path):
    body = """
class Test(unittest.TestCase):
    def test_it(self):
        with self.assertLogs('x', 'WARNING'):
            probe.warning('no surprise')
"""
    assert outcome(tmp_path, body)[0] == 0


def test_a_warning_outside_any_test_fails_the_run(tmp_path):
    body = "probe.error('at import')\ndef test_it(): pass"
    code, said = outcome(tmp_path, body)
    assert code == 1
    assert "ERROR x: at import" in said

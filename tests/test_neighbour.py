"""What `tools/launch neighbour` reads in the logs of Odoo's tests, and calls worse."""

from launcher import neighbour
from launcher.suite_log import SuiteLog

START = "2026-01-01 10:00:00,000 12"
PLACE = "test_mail/tests/test_performance.py:676"
LOG = """\
{s} INFO db odoo.addons.mail.tests.test_a: Starting TestA.test_one ...
{s} ERROR db odoo.addons.mail.tests.test_a: FAIL: TestA.test_one
Traceback (most recent call last):
{s} INFO db odoo.addons.mail.tests.test_a: Starting TestA.test_two ...
{s} ERROR db odoo.addons.mail.tests.test_a: ERROR: Subtest TestA.test_two (login='x')
{s} INFO db odoo.addons.mail.tests.test_a: Starting TestA.test_three ...
{s} INFO db odoo.addons.mail.tests.test_a: Query count less than expected for user x: 3 < 5 in test_three at {p}
"""
FAILED_COUNT = """\
{s} INFO db odoo.addons.mail.tests.test_a: Starting TestA.test_three ...
{s} ERROR db odoo.addons.mail.tests.test_a: FAIL: Subtest TestA.test_three (<subtest>)
AssertionError: Query count more than expected for user x: 7 > 5 in test_three at {p}
{s} ERROR db odoo.addons.mail.tests.test_b: ERROR: setUpClass (odoo.addons.mail.tests.test_b.TestB)
"""


def read(folder, text):
    """As Odoo writes it to a file: with a blank at the end, where its terminal shows times."""
    path = folder / "suite.log"
    path.write_text(text.format(s=START, p=PLACE).replace("...\n", "... \n"))
    return SuiteLog.read(path)


def test_what_a_log_says(tmp_path):
    log = read(tmp_path, LOG)
    assert log.started == 3
    assert set(log.failures) == {
        ("mail.TestA.test_one", "TestA.test_one"),
        ("mail.TestA.test_two", "Subtest TestA.test_two (login='x')"),
    }
    assert log.counts == {("mail.TestA.test_three", "x", PLACE): [(3, 5)]}


def test_the_same_run_is_not_worse(tmp_path):
    log = read(tmp_path, LOG)
    assert log.more_than(log) == {}


def test_more_queries_are_worse_even_where_core_allows_them(tmp_path):
    """Core's numbers are those of an Odoo with all its addons: less are expected of fewer."""
    fewer = read(tmp_path, LOG)
    as_expected = read(tmp_path, LOG.rpartition("{s} INFO")[0])
    worse = as_expected.more_than(fewer)
    assert worse == {"mail.TestA.test_three": [f"2 more queries for x at {PLACE}"]}


def test_failures_are_said_once(tmp_path):
    worse = read(tmp_path, LOG + FAILED_COUNT).more_than(SuiteLog())
    assert worse["mail.TestA.test_two"] == ["fails: Subtest TestA.test_two (login='x')"]
    assert "mail.TestA.test_one" in worse
    assert "setUpClass (odoo.addons.mail.tests.test_b.TestB)" in worse
    only_counts = read(tmp_path, FAILED_COUNT).more_than(SuiteLog())
    assert only_counts["mail.TestA.test_three"] == [f"2 more queries for x at {PLACE}"]


def test_what_differs_is_listed_with_its_reason(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(neighbour, "LISTED", tmp_path / "neighbour.txt")
    monkeypatch.setattr(neighbour, "CHECKOUT", tmp_path)
    (tmp_path / "neighbour.txt").write_text(r"mail\.TestA\.test_one$ ## a reason" + "\n")
    assert neighbour._told({"mail.TestA.test_one": ["fails"]}) == 0
    assert neighbour._told({"mail.TestA.test_one_more": ["fails"]}) == 1
    said = capsys.readouterr().err
    assert "mail.TestA.test_one (listed)" in said


def test_the_checked_in_list_can_be_read():
    assert neighbour._unlisted({"nothing.Of.this": []}) == ["nothing.Of.this"]


def test_tags_of_single_tests():
    assert neighbour._tag("mail.TestA.test_one") == "*/mail:TestA.test_one"
    assert not neighbour._tag("setUpClass (odoo.addons.mail.tests.test_b.TestB)")

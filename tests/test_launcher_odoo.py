"""Odoo as the launcher starts it."""

import json
import urllib.request

from peers.waiting import wait_until


def test_jobs_are_done(odoo):
    odoo.python("env['res.partner'].with_delay().search_count([])\nenv.cr.commit()\n")
    wait_until(
        lambda: odoo.query("SELECT state FROM queue_job") == "done", 30, "the job was not done"
    )


def test_database_manager_is_off(odoo):
    odoo.expect_log_line(r"WARNING odoo\.http: Access Denied")
    request = urllib.request.Request(
        f"{odoo.url}/web/database/list",
        data=json.dumps({"jsonrpc": "2.0", "params": {}}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    assert "result" not in answer
    assert answer["error"]["data"]["name"] == "odoo.exceptions.AccessDenied"


def test_both_languages_are_there(odoo):
    active = odoo.query("SELECT code FROM res_lang WHERE active ORDER BY code")
    assert active.split() == ["en_US", "hi_IN"]


def test_hindi_can_be_searched_by_trigrams(odoo):
    """With an LC_CTYPE of C, pg_trgm finds no trigram in Devanagari at all."""
    assert odoo.query("SELECT array_length(show_trgm('झगड़ा'), 1) > 0") == "t"

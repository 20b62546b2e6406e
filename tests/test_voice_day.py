"""Calls of citizens, all the way: Asterisk, the voice door, Odoo, and the number on their phones."""

import time

import pytest

from peers.caller import Caller, pause, press, speak, words
from peers.exchange import repaired
from peers.waiting import wait_until

NUMBER = "05120000000"
COMPLAINT = """
    SELECT complaint.number, complaint.unheard, evidence.size
    FROM police_channel_message message
    JOIN police_complaint complaint ON complaint.id = message.complaint_id
    JOIN police_evidence evidence ON evidence.complaint_id = complaint.id
    WHERE message.address = '{sender}' AND message.direction = 'in'
"""


@pytest.fixture(scope="module", autouse=True)
def number(odoo):
    """The one number, which callers are answered from."""
    odoo.python(
        "channels = env['police.channel'].search([('slug', 'in', ('voice', 'sms'))])\n"
        f"channels.write({{'address': '{NUMBER}'}})\n"
        "env.cr.commit()"
    )


def speak_up(exchange, folder, sender, seconds=3, **more):
    """Somebody calls, and speaks after the tone."""
    steps = (pause(1), press("1"), press("1"), pause(2.5))
    spoken = speak(words(folder, seconds), seconds)
    Caller(folder, exchange.port, *steps, spoken, press("#", 0), sender=sender, stays=True).end()


def complaint(odoo, sender):
    """:return: (number, what is to be done with it, octets of its recording)"""
    rows = wait_until(lambda: odoo.query(COMPLAINT.format(sender=sender)), 60, "no complaint")
    [row] = rows.splitlines()
    return row.split("|")


def test_the_caller_hears_the_number_and_gets_it_by_sms(odoo, exchange, tmp_path):
    began = time.monotonic()
    speak_up(exchange, tmp_path, "+910000000301", 4)
    lasted = time.monotonic() - began
    number, unheard, size = complaint(odoo, "+910000000301")
    assert unheard == "sound"
    assert int(size) / 16000 == pytest.approx(4, abs=0.7)
    notice = odoo.query(
        "SELECT text FROM police_channel_message WHERE direction = 'out'"
        " AND address = '+910000000301' AND event_code = 'received'"
    )
    assert number in notice
    # Ten digits, with a pause behind each.
    assert lasted > 8 + 10 * 0.7
    wait_until(lambda: not exchange.files(), 20, "something is left in the spool")


def test_the_service_is_away_during_the_call(odoo, exchange, tmp_path):
    odoo.kill()
    try:
        speak_up(exchange, tmp_path, "+910000000302")
        assert len(exchange.files()) == 2
    finally:
        odoo.start()
    assert complaint(odoo, "+910000000302")
    wait_until(lambda: not exchange.files(), 90, "something is left in the spool")
    counted = "SELECT count(*) FROM police_channel_message WHERE address = '+910000000302'"
    assert odoo.query(f"{counted} AND direction = 'in'").strip() == "1"


def test_who_rings_twice_and_hangs_up_is_one_call_to_return(odoo, exchange, tmp_path):
    for _time in range(2):
        Caller(tmp_path, exchange.port, pause(1), sender="+910000000303").end()
    rows = "SELECT rings, state FROM police_call_back WHERE phone = '+910000000303'"
    wait_until(lambda: odoo.query(rows).strip() == "2|waiting", 60, "not one call to return")


def test_what_waited_is_taken_once_though_the_service_is_killed_at_it(odoo, exchange):
    """Calls in which nobody said anything for a minute, handed over some thirty at a time."""
    odoo.expect_log_line("WARNING odoo.addons.queue_job.jobrunner.runner: Re-queued dead job")
    odoo.kill()
    names = [f"1767348000.{number}" for number in range(80)]
    sound = repaired(bytes(60 * 16_000))
    for number, name in enumerate(names):
        (exchange.calls / f"{name}.wav").write_bytes(sound)
        told = f"began 1767348000\npresentation prohib\nkey {number}\nended 1767348060\n"
        (exchange.calls / f"{name}.facts").write_text(told)
    odoo.start()
    wait_until(lambda: len(exchange.files()) < 2 * len(names), 90, "nothing is handed over")
    odoo.kill()
    assert exchange.files(), "it was too late to kill it"
    odoo.start()
    wait_until(lambda: not exchange.files(), 120, "something is left in the spool")
    taken = (
        "SELECT count(*), count(DISTINCT external_id) FROM police_channel_message"
        " WHERE direction = 'in' AND external_id LIKE '1767348000.%'"
    )
    wait_until(lambda: odoo.query(taken).strip() == "80|80", 180, "not each is in the ledger once")

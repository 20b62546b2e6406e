"""Many calls at once, all the way: Asterisk, the voice door, Odoo. Each is a complaint with all that was said."""

import re

import pytest

from peers.caller import Callers, pause, press, speak, words
from peers.waiting import wait_until

COMPLAINTS = """
    SELECT message.address, count(DISTINCT complaint.id), min(evidence.size), max(evidence.size)
    FROM police_channel_message message
    JOIN police_complaint complaint ON complaint.id = message.complaint_id
    JOIN police_evidence evidence ON evidence.complaint_id = complaint.id
    WHERE message.direction = 'in' AND message.address LIKE '{beginning}%'
    GROUP BY message.address
"""
OCTETS_A_SECOND = 16_000


def to_the_tone():
    """With nobody on duty: past greeting and language."""
    return (pause(1), press("1"), press("1"), pause(2.5))


def speak_whole(folder, seconds):
    """Say something, and press hash a moment later: on a busy machine the last words are late."""
    return (speak(words(folder, seconds), seconds), pause(0.5), press("#", 0))


def taken_down(odoo, beginning, count):
    """:return: list of (sender, complaints, fewest octets of a recording, most) once all are there"""

    def rows():
        lines = odoo.query(COMPLAINTS.format(beginning=beginning)).split()
        return len(lines) == count and [line.split("|") for line in lines]

    return wait_until(rows, 180, f"not {count} callers have a complaint")


def looked_after(odoo, exchange, beginning, count, seconds):
    for sender, complaints, fewest, most in taken_down(odoo, beginning, count):
        assert complaints == "1", sender
        for octets in (fewest, most):
            assert int(octets) / OCTETS_A_SECOND == pytest.approx(seconds, abs=0.7), sender
    wait_until(lambda: not exchange.files(), 60, "something is left in the spool")


def test_thirty_calls_within_five_seconds(odoo, exchange, tmp_path):
    senders = [f"+9100000011{number:02}" for number in range(30)]
    steps = (*to_the_tone(), *speak_whole(tmp_path, 4))
    Callers(tmp_path, exchange.port, *steps, senders=senders, seconds=5, stays=True).end(180)
    looked_after(odoo, exchange, "+9100000011", len(senders), 4)


def test_sixty_calls_at_once(odoo, exchange, tmp_path):
    # With the machine full of calls a job waits for a worker longer than the runner allows, and is put back.
    odoo.expect_log_line("WARNING odoo.addons.queue_job.jobrunner.runner: Re-queued dead job")
    senders = [f"+9100000012{number:02}" for number in range(60)]
    steps = (*to_the_tone(), *speak_whole(tmp_path, 20))
    callers = Callers(tmp_path, exchange.port, *steps, senders=senders, seconds=10, stays=True)
    wait_until(lambda: going_on(exchange) == len(senders), 60, "they are not there at once")
    callers.end(240)
    looked_after(odoo, exchange, "+9100000012", len(senders), 20)


def going_on(exchange):
    """:return: how many calls there are at the moment"""
    said = exchange.command("core show channels count")
    return int(re.search(r"(\d+)(?: of \d+ max)? active call", said)[1])

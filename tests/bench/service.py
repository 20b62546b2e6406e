"""The running service with two workers: requests taken in, messages worked.

Each is beside the least it can cost: a bare controller with one INSERT, and jobs that do nothing.
"""

import http.client
import os
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from unittest import mock

from odoo.addons.police_channels.tools.signature import (
    ENVELOPE_HEADER,
    SIGNATURE_HEADER,
    envelope_header,
    sign,
)

from peers.odoo import OdooService
from peers.waiting import wait_until

from .databases import used
from .harness import environment
from .mail import message

REQUESTS, CLIENTS, ROUNDS = 300, 4, 12
MESSAGES = 600


def measure(figures):
    # No job competes with the requests for the two workers.
    with (
        mock.patch.dict(os.environ, ODOO_QUEUE_JOB_CHANNELS="root:2:paused"),
        running() as (service, sender),
    ):
        _measure_intake(figures, service, sender)
    with running() as (service, sender):
        _measure_work(figures, service, sender)


@contextmanager
def running():
    """The service on a database of its own, and somebody who sends it mails."""
    database = used()
    with environment(database) as env:
        channel = env["police.channel"].search([("kind", "=", "email")], limit=1)
        sender = Sender(channel.slug, channel.secret)
    with tempfile.TemporaryDirectory() as folder:
        service = OdooService(database, Path(folder))
        service.start()
        try:
            yield service, sender
        finally:
            service.stop()


class Sender:
    """Posts mails as the mail door does, each with an identifier of its own."""

    def __init__(self, slug, secret):
        self.path = f"/police/channel/{slug}/in"
        self.secret = secret
        self.number = int(time.time()) * 1000

    def request(self):
        self.number += 1
        body = message(self.number)
        envelope = envelope_header(
            f"citizen{self.number}@example.org", ["grievance@police.example"]
        )
        headers = {
            "Content-Type": "message/rfc822",
            ENVELOPE_HEADER: envelope,
            SIGNATURE_HEADER: sign(self.secret, envelope, body),
        }
        return self.path, body, headers


def _floor_request():
    return "/bench/floor", b"x" * 600, {"Content-Type": "application/octet-stream"}


def post_all(service, requests):
    """Post requests from some clients at once; return how many a second were taken."""
    waiting, lock, failures = iter(requests), threading.Lock(), []

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", service.http_port, timeout=60)
        while True:
            with lock:
                request = next(waiting, None)
            if request is None:
                return
            path, body, headers = request
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 300:
                failures.append(answer.status)

    threads = [threading.Thread(target=work) for _client in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, f"refused: {failures[:5]}"
    return len(requests) / (time.perf_counter() - started)


def _measure_intake(figures, service, sender):
    post_all(service, [sender.request() for _n in range(REQUESTS)])
    floors, webhooks = [], []
    for _round in range(ROUNDS):
        floors.append(post_all(service, [_floor_request() for _n in range(REQUESTS)]))
        webhooks.append(post_all(service, [sender.request() for _n in range(REQUESTS)]))
    # Each round beside its own floor: the machine is not equally fast from one to the next.
    ratios = [webhook / floor for webhook, floor in zip(webhooks, floors, strict=True)]
    figures.add("Bare controller with one INSERT", median(floors), "requests/s")
    figures.add("Webhook intake", median(webhooks), "requests/s")
    figures.add("Webhook intake, of the bare controller", median(ratios), "×", ">= 0.7")
    service.query("DELETE FROM queue_job")
    service.query("UPDATE police_channel_event SET next_attempt_at = NULL")


def _measure_work(figures, service, sender):
    empty = _rate_of_empty_jobs(service)
    _pause(service, True)
    post_all(service, [sender.request() for _n in range(MESSAGES)])
    started = time.perf_counter()
    _pause(service, False)
    wait_for_work(service)
    worked = MESSAGES / (time.perf_counter() - started)
    figures.add("Jobs that do nothing", empty, "jobs/s")
    figures.add("Messages worked to complaints", worked, "messages/s")
    figures.add("Messages worked, of jobs that do nothing", worked / empty, "×", ">= 0.25")


def _rate_of_empty_jobs(service):
    jobs = 1000
    service.python(
        f"for number in range({jobs}):\n    env['bench.floor'].with_delay()._do_nothing()\n\nenv.cr.commit()\n"
    )
    started = time.perf_counter()
    wait_until(
        lambda: _count(service, "queue_job WHERE state != 'done'") == 0, 300, "jobs are stuck"
    )
    return jobs / (time.perf_counter() - started)


def wait_for_work(service):
    unfinished = "police_channel_event WHERE next_attempt_at IS NOT NULL"
    messages = "police_channel_message WHERE direction = 'in' AND next_attempt_at IS NOT NULL"
    wait_until(
        lambda: _count(service, unfinished) == 0 and _count(service, messages) == 0,
        900,
        "messages are stuck",
    )


def _pause(service, paused):
    action = "action_pause" if paused else "action_resume"
    service.python(f"env['police.channel'].search([]).{action}()\nenv.cr.commit()\n")


def _count(service, table):
    return int(service.query(f"SELECT count(*) FROM {table}"))

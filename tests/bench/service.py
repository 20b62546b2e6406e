"""The running service with two workers: requests taken in, messages worked.

Each is beside the least it can cost: a bare controller with one INSERT, and jobs that do nothing.
"""

import hashlib
import hmac
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

from . import conversation
from .databases import used
from .harness import environment
from .mail import message

REQUESTS, CLIENTS, ROUNDS = 300, 4, 12
MESSAGES, JOBS, WORK_ROUNDS = 200, 400, 5


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
        conversation.set_up(env)
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


class Messenger:
    """Posts what citizens write by WhatsApp, as Meta does."""

    path = f"/police/channel/{conversation.SLUG}/in"

    def __init__(self):
        self.number = int(time.time()) * 1000

    def request(self):
        self.number += 1
        body = conversation.text(self.number)
        mac = hmac.new(conversation.APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={mac}"}
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
    ways = {
        "Bare controller with one INSERT": _floor_request,
        "Webhook intake": sender.request,
        "Webhook intake of WhatsApp": Messenger().request,
    }
    rates = {name: [] for name in ways}
    for request in ways.values():
        post_all(service, [request() for _n in range(REQUESTS)])
    for _round in range(ROUNDS):
        for name, request in ways.items():
            rates[name].append(post_all(service, [request() for _n in range(REQUESTS)]))
    floors, mails, bodies = rates.values()
    for name, of_rounds in rates.items():
        figures.add(name, median(of_rounds), "requests/s")
    figures.add("Webhook intake, of the bare controller", _of(floors, mails), "×", ">= 0.7")
    figures.add(
        "Webhook intake of WhatsApp, of the bare controller", _of(floors, bodies), "×", ">= 0.9"
    )
    service.query("DELETE FROM queue_job")
    service.query("UPDATE police_channel_event SET next_attempt_at = NULL")


def _of(floors, rates):
    """Each round beside its own floor: the machine is not equally fast from one to the next."""
    return median(rate / floor for rate, floor in zip(rates, floors, strict=True))


def _measure_work(figures, service, sender):
    floors, rates = [], []
    for _round in range(WORK_ROUNDS):
        floors.append(_rate_of_empty_jobs(service))
        rates.append(_rate_of_messages(service, sender))
    figures.add("Jobs that do nothing", median(floors), "jobs/s")
    figures.add("Messages worked to complaints", median(rates), "messages/s")
    figures.add("Messages worked, of jobs that do nothing", _of(floors, rates), "×", ">= 0.75")


def _rate_of_empty_jobs(service):
    with environment(service.database) as env:
        for _number in range(JOBS):
            env["bench.floor"].with_delay()._do_nothing()
        env.cr.commit()
    started = time.perf_counter()
    _wait_for_jobs(service)
    return JOBS / (time.perf_counter() - started)


def _rate_of_messages(service, sender):
    """All of them wait, as after an hour in which nobody worked."""
    _switch(service, "action_pause")
    post_all(service, [sender.request() for _n in range(MESSAGES)])
    _switch(service, "action_resume")
    started = time.perf_counter()
    wait_for_work(service)
    rate = MESSAGES / (time.perf_counter() - started)
    # What citizens are told of it is no part of the next round: no mail server takes it here, and resuming
    # would have all of it tried again.
    _wait_for_jobs(service)
    service.query("UPDATE police_channel_message SET next_attempt_at = NULL")
    return rate


def _switch(service, action):
    with environment(service.database) as env:
        getattr(env["police.channel"].search([]), action)()
        env.cr.commit()


def _wait_for_jobs(service):
    waiting = "queue_job WHERE state NOT IN ('done', 'failed', 'cancelled')"
    wait_until(lambda: _count(service, waiting) == 0, 300, "jobs are stuck")


def wait_for_work(service):
    unfinished = "police_channel_event WHERE next_attempt_at IS NOT NULL"
    messages = "police_channel_message WHERE direction = 'in' AND next_attempt_at IS NOT NULL"
    wait_until(
        lambda: _count(service, unfinished) == 0 and _count(service, messages) == 0,
        900,
        "messages are stuck",
    )


def _count(service, table):
    return int(service.query(f"SELECT count(*) FROM {table}"))

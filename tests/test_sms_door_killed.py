"""The SMS door as a process that is killed again and again: what it answered 200 for arrives."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from launcher import sms_door
from peers.odoo import free_port
from peers.waiting import wait_until
from peers.webhook import NONSENSE, SECRET, Page, Webhooks

WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Door:
    """The door's process and what may be asked of it."""

    def __init__(self, folder, webhook):
        self.door = sms_door.Door(
            folder=folder,
            port=free_port(),
            secret=SECRET,
            webhook=webhook,
            database="",
            access_log=folder / "none",
        )
        self.log = folder / "log"
        self.process = None

    def start(self):
        process = self.door.process(sys.executable)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                process.command, env={**os.environ, **process.environment}, stderr=log
            )
        wait_until(self.door.is_well, 20, f"it does not start, see {self.log}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def bring(self, query, key=None):
        """:return: HTTP status, 0 where nobody answered"""
        address = f"http://127.0.0.1:{self.door.port}/{key or self.door.key}{query}"
        try:
            with WITHOUT_PROXY.open(address, timeout=10) as answer:
                assert answer.read() == b""
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def bring_until_taken(self, number):
        """As Kannel does: the same again until it is answered 200."""
        query = f"?event=mo&text=words&id={number}&from=%2B9100000000{number % 7:02}"
        while self.bring(query) != 200:
            time.sleep(0.05)


@pytest.fixture
def webhooks():
    webhooks = Webhooks()
    webhooks.start()
    yield webhooks
    webhooks.stop()


@pytest.fixture
def door(tmp_path, webhooks):
    door = Door(tmp_path, webhooks.url)
    door.start()
    yield door
    door.kill()


def test_what_it_took_arrives_however_often_it_is_killed(door, webhooks):
    moments = random.Random(17)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(door.bring_until_taken, number) for number in range(300)]
        for _time in range(6):
            time.sleep(moments.uniform(0.05, 0.5))
            door.kill()
            door.start()
        for one in asked:
            one.result(60)
    expected = {str(number) for number in range(300)}
    wait_until(
        lambda: expected == {fields["id"] for fields in webhooks.events("mo")}, 60, "one is lost"
    )


def test_only_the_gateway_is_listened_to(door, webhooks):
    assert door.bring("?event=mo&text=forged", key="guess") == 404
    assert door.bring("") == 400
    assert webhooks.taken == []


def test_with_another_secret_all_of_it_waits(door, webhooks, monkeypatch):
    door.kill()
    monkeypatch.setattr("peers.webhook.SECRET", "a new one")
    door.start()
    door.bring_until_taken(1)
    wait_until(lambda: webhooks.asked, 10, "it did not try")
    assert webhooks.taken == []
    monkeypatch.undo()
    wait_until(lambda: webhooks.taken, 20, "it did not try again")


def test_an_answer_that_is_none_ends_nothing(door, webhooks):
    webhooks.decide = lambda _fields: NONSENSE
    for number in range(8):
        door.bring_until_taken(number)
    wait_until(lambda: webhooks.asked >= 8, 20, "it does not try any more")
    webhooks.decide = lambda _fields: 200
    wait_until(lambda: len(webhooks.taken) == 8, 20, "not all arrived")


@pytest.mark.parametrize("status", [200, 302])
def test_a_page_in_place_of_the_answer_takes_nothing(tmp_path, status):
    page = Page(status)
    page.start()
    door = Door(tmp_path, page.url)
    door.start()
    try:
        assert door.bring("?event=mo&text=words&id=1&from=%2B910000000001") == 200
        wait_until(lambda: page.asked, 10, "it did not try")
        wait_until(lambda: len(page.asked) > 1, 10, "it did not try again")
        assert set(page.asked) == {"POST"}
        assert len(list((door.door.folder / "spool").iterdir())) == 1
    finally:
        door.kill()
        page.stop()


def test_when_it_arrived_is_told(door, webhooks):
    webhooks.decide = lambda _fields: 503
    before = time.time()
    door.bring_until_taken(1)
    time.sleep(2)
    webhooks.decide = lambda _fields: 200
    wait_until(lambda: webhooks.taken, 10, "it did not arrive")
    _fields, envelope = webhooks.taken[0]
    stamp = time.strftime('{"received": "%Y-%m-%dT%H:%M', time.gmtime(before))
    assert envelope.startswith(stamp)
    assert envelope.endswith('+00:00"}')

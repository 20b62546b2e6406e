"""Calls: how many at once until the first bad one, beside Asterisk with the same dial plan and no Odoo; and how
long it takes to hand over what waited, beside copying its files.

A call is bad if SIPp cannot make it, or if what was recorded of it is shorter than what was said. Both exchanges
are the same program with the same configuration, on the same cores; without Odoo callers hear that
the number follows.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from launcher.paths import ADDONS
from peers.caller import Callers, pause, press, speak, words
from peers.exchange import saying_little
from peers.odoo import free_port
from peers.waiting import wait_until

from .databases import used
from .harness import environment
from .service import running

for _name in ("tools", "voice_door"):
    sys.path.insert(0, str(ADDONS / "police_channels" / _name))

from calls import Calls
from hand_over import HandOver
from recording import RATE, repaired
from webhook import Webhook

SECONDS, MOST = 8, 200
# At least so much of what was said: that it is found out what was not recorded, not how SIPp begins.
LEAST_PART = 0.9
STEP, FIRST = 20, 20
SPOOL, ROUNDS = 1000, 3


def measure(figures):
    _measure_at_once(figures)
    _measure_hand_over(figures)


def _measure_at_once(figures):
    with running() as (service, _sender):
        with_odoo = _most_at_once(f"{service.url}/police/channel/voice", service)
    nowhere = f"http://127.0.0.1:{free_port()}/police/channel/voice"
    alone = _most_at_once(nowhere, None)
    figures.add("Calls at once, each recorded in full", with_odoo, "calls")
    figures.add("Calls at once, of Asterisk alone", alone, "calls")
    figures.add("Calls at once, beside Asterisk alone", with_odoo / max(alone, 1), "×", ">= 0.9")


def _secret():
    with environment(used()) as env:
        return env["police.channel"].search([("kind", "=", "voice")], limit=1).secret


def _most_at_once(service, known):
    """:return: of how many calls at once none was bad"""
    best = 0
    more = {"secret": _secret(), "database": known.database} if known else {}
    with saying_little(service, **more) as exchange, tempfile.TemporaryDirectory() as folder:
        for count in range(FIRST, MOST + 1, STEP):
            bad = _bad(exchange, Path(folder), count)
            print(f"    {count} calls at once{'' if known else ', alone'}: {bad} bad", flush=True)
            if bad:
                break
            best = count
            if known:
                wait_until(lambda: not exchange.files(), 300, "the spool does not empty")
    return best


def _bad(exchange, folder, count):
    """:return: how many of so many calls at once were bad"""
    before = _lengths(exchange)
    steps = (pause(1), press("1"), press("1"), pause(2.5))
    spoken = speak(words(folder, SECONDS), SECONDS)
    senders = [f"+91000004{number:04}" for number in range(count)]
    callers = Callers(
        folder, exchange.port, *steps, spoken, press("#", 0), senders=senders, seconds=5, stays=True
    )
    taken = {}
    while callers.process.poll() is None:
        taken |= _lengths(exchange)
        time.sleep(0.2)
    taken |= _lengths(exchange)
    whole = [name for name in taken.keys() - before.keys() if taken[name] >= SECONDS * LEAST_PART]
    return count - len(whole)


def _lengths(exchange):
    """:return: dict of call to the seconds that are recorded of it by now"""
    found = {}
    for file in exchange.calls.glob("*.wav"):
        try:
            found[file.stem] = (file.stat().st_size - 44) / (2 * RATE)
        except FileNotFoundError:
            continue
    return found


def _measure_hand_over(figures):
    ratios, seconds = [], []
    with running() as (service, _sender):
        secret = _secret()
        for number in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                calls = _spool(Path(folder) / "calls", number)
                copied = _copied(calls.folder, Path(folder) / "copy")
                taken = _handed_over(calls, service, secret, Path(folder))
            seconds.append(taken)
            ratios.append(taken / copied)
    figures.add(f"Handing over {SPOOL} calls", median(seconds), "s")
    figures.add(f"Handing over {SPOOL} calls, beside copying", median(ratios), "×", "<= 2.0")


def _spool(folder, number):
    """:return: Calls that waited, each of three seconds of what cannot be stored in fewer octets, as voices"""
    calls = Calls(folder, folder / "none")
    sound = bytearray(random.Random(number).randbytes(RATE * 2 * 3))
    for at in range(SPOOL):
        name = f"{1767348000 + number}.{at}"
        sound[:4] = at.to_bytes(4)
        facts = f"began 1767348000\npresentation allowed\nfrom +91000005{at:04}\nended 1767348060\n"
        (folder / f"{name}.facts").write_text(facts)
        (folder / f"{name}.wav").write_bytes(repaired(bytes(sound)))
    os.sync()
    return calls


def _copied(folder, target):
    """Copy the files one by one to where a power cut does not reach them, as the service keeps each."""
    started = time.perf_counter()
    target.mkdir()
    for file in folder.iterdir():
        copy = target / file.name
        shutil.copyfile(file, copy)
        opened = os.open(copy, os.O_RDONLY)
        os.fsync(opened)
        os.close(opened)
    return time.perf_counter() - started


def _handed_over(calls, service, secret, folder):
    webhook = Webhook(f"{service.url}/police/channel/voice/in", lambda: secret, service.database)
    hand_over = HandOver(calls, webhook, folder / "taken")
    started = time.perf_counter()
    hand_over.look()
    seconds = time.perf_counter() - started
    assert not calls.names(), "not all is handed over"
    return seconds

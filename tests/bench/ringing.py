"""From a call taker's phone ringing until the form is on the screen, with both open cases of who calls.

One call after the other, through Asterisk, into a real browser.
"""

import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from peers.call_desk import BAR, CallDesk
from peers.odoo import OdooService

from .databases import used

RINGS, LONGEST = 20, 30
OPENED = f"""
    !!document.querySelector('{BAR}.o_police_call_ringing')
    && document.querySelectorAll('.o_police_case_open').length == 2
"""


def measure(figures):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In one process, so that live updates come from the address of the pages.
        service = OdooService(used(), folder, "--workers=0")
        service.start()
        try:
            desk = CallDesk(service)
            try:
                seconds = [_until_it_opens(desk, folder) for _ring in range(RINGS)]
            finally:
                desk.stop()
        finally:
            service.stop()
    figures.add("From ringing to the form on the screen: median", median(seconds), "s")
    late = quantiles(seconds, n=20)[-1]
    figures.add("From ringing to the form on the screen: 95th percentile", late, "s")


def _until_it_opens(desk, folder):
    """:return: seconds"""
    desk.begin()
    caller = desk.ring(folder)
    rang = _moment(lambda: desk.phones[0].is_ringing)
    opened = _moment(lambda: desk.screen.run(OPENED))
    desk.end()
    caller.process.kill()
    caller.process.wait()
    return opened - rang


def _moment(condition):
    """:return: when something is first so, in seconds of a clock of its own"""
    deadline = time.perf_counter() + LONGEST
    while not condition():
        assert time.perf_counter() < deadline, "it did not come"
        time.sleep(0.005)
    return time.perf_counter()

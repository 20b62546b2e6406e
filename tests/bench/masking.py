"""Time that hiding who complained takes for a text and for one ten times as long.

Of the texts that tire a pattern most, each many times over; the worst ratio is the figure.
"""

import time

from odoo.addons.police_grievance.tools.mask import Mask

LENGTH, TIMES, RUNS = 10_000, 10, 3
NAMES, ADDRESSES = ("Zubeda Quillfeather",), ("+910000077123", "zubeda@example.org")
TIRING = (
    "a",
    "1",
    "0",
    "1 ",
    "_",
    "+",
    "@",
    "a@",
    "a.",
    "<",
    "&#",
    "\n",
    " ",
    "thanks\nx\n",
    "मेरा नाम ",
    "Zubeda ",
)
TIRING += ("\u0323\u0301", "He shouts at 10:30, ring 98765 43210. ")


def measure(figures):
    mask = Mask(NAMES, ADDRESSES)
    for kind, apply in (("plain text", mask.apply), ("HTML", mask.apply_html)):
        measured = [
            tuple(_milliseconds(apply, unit, length) for length in (LENGTH, LENGTH * TIMES))
            for unit in TIRING
        ]
        ratio = max(long / short for short, long in measured)
        slowest = max(long for _short, long in measured)
        figures.add(
            f"Hiding names in {LENGTH * TIMES:,} characters of {kind}, the slowest", slowest, "ms"
        )
        figures.add(f"Hiding names in {kind}, ten times as long: time", ratio, "×", "<= 12")


def _milliseconds(apply, unit, length):
    """The least of some runs, by the clock of this process."""
    text, times = (unit * length)[:length], []
    for _run in range(RUNS):
        started = time.process_time()
        apply(text)
        times.append(time.process_time() - started)
    return min(times) * 1000

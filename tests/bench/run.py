"""`make bench`: measure the service against its peers and write docs/figures.json."""

import sys

from . import (
    board,
    conversation,
    escalation,
    live,
    mail,
    masking,
    memory,
    opening,
    paper,
    portal,
    ringing,
    screens,
    service,
    units,
    voice,
    words,
)
from .figures import Figures

PARTS = {
    "opening": opening,
    "mail": mail,
    "conversation": conversation,
    "screens": screens,
    "board": board,
    "escalation": escalation,
    "units": units,
    "portal": portal,
    "paper": paper,
    "masking": masking,
    "service": service,
    "voice": voice,
    "ringing": ringing,
    "live": live,
    "memory": memory,
    "words": words,
}


def main(names):
    """Measure the named parts, or all; the figures of other parts stay as they are."""
    figures = Figures.of_last_run() if names else Figures()
    for name in names or PARTS:
        print(f"{name}:", flush=True)
        PARTS[name].measure(figures)
        figures.write()
    missed = [row.name for row in figures.rows if row.met is False]
    print("Every goal met." if not missed else "Missed: " + "; ".join(missed))


if __name__ == "__main__":
    main(sys.argv[1:])

"""`make screenshots`: pictures of the running service for README and docs, taken in Chromium.

The service has to run with the demo data (`make run`).
"""

import sys
import time
from pathlib import Path

from browser import PAGE, Browser, log_in
from shots import SHOTS

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "images"


def _take_step(browser, address, step):
    if callable(step):
        step(browser)
    elif step.startswith("/"):
        browser.open(address + step)
        browser.wait_for(PAGE)
    elif step.startswith("="):
        browser.type(step[1:])
    elif step.startswith("!"):
        browser.press_alt(step[1:])
    else:
        browser.click(step)
        time.sleep(2)


def main(address="http://localhost:8069"):
    """Take all pictures; the demo log-ins have their own name as password."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for name, login, size, steps, proof in SHOTS:
            browser.resize(size)
            log_in(browser, address, login)
            for step in steps:
                _take_step(browser, address, step)
            browser.wait_for(proof)
            browser.picture(PICTURES / f"{name}.png")
            print(PICTURES / f"{name}.png", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

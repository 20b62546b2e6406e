"""A screen that nobody touches, in a browser: what it showed by itself, and when."""

import json
import time

from browser import Browser, log_in

from .waiting import wait_until

# What the page itself saw, and when: cards and alerts by their words, sounds, requests for cards.
WATCH = """
window.seen = {};
window.rings = 0;
window.loads = () => performance.getEntriesByType("resource").filter(
    ({name}) => /web_read_group|web_search_read/.test(name)).length;
const start = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
    window.rings += 1;
    return start.call(this);
};
new MutationObserver(() => {
    for (const word of WORDS) {
        const found = [...document.querySelectorAll(SELECTOR)];
        if (!seen[word] && found.some((element) => element.innerText.includes(word))) {
            seen[word] = Date.now() / 1000;
        }
    }
}).observe(document.body, {childList: true, subtree: true, characterData: true});
"""
ALERTS = ".o_notification, .o_police_danger_line"
CARDS = f".o_kanban_record, .o_data_row, {ALERTS}"
CENTRE = """
JSON.stringify([...document.querySelectorAll(SELECTOR)].filter(
    (element) => element.innerText.includes(WORD)).map((element) => {
        if (element.matches(".o_kanban_record")) {
            element.scrollIntoView({block: "center"});
        }
        const {x, y, width, height} = element.getBoundingClientRect();
        return [x + width / 2, y + height / 2];
    })[0])
"""


def looking(odoo, login, path, selector):
    """Yield a browser on a page, for a fixture; it is closed afterwards."""
    with Browser() as browser:
        log_in(browser, odoo.url, login)
        browser.open(odoo.url + path)
        browser.wait_for(selector)
        # Until the page listens.
        time.sleep(3)
        yield browser


def watch(browser, *words, where=CARDS):
    """Have the page note from now on when each word is first there, and how often it rings."""
    script = WATCH.replace("WORDS", json.dumps(words)).replace("SELECTOR", json.dumps(where))
    browser.run(script)


def seen(browser, word, within=10):
    """When a word was on the page."""
    found = []

    def look():
        found.append(browser.run(f"seen[{json.dumps(word)}] || 0"))
        return found[-1]

    wait_until(look, within, f"“{word}” is not on the page")
    return found[-1]


def _drag(browser, card, column):
    """Take a card to another column, as a mouse does it."""
    start, end = (
        json.loads(
            browser.run(
                CENTRE.replace("SELECTOR", json.dumps(selector)).replace("WORD", json.dumps(word))
            )
        )
        for selector, word in ((".o_kanban_record", card), (".o_kanban_group", column))
    )
    # At the height of the card: the middle of a column may be out of sight.
    between = [(start[0] + x, start[1] + 5) for x in (30, end[0] - start[0], end[0] - start[0] + 5)]
    steps = [
        ("mouseMoved", start),
        ("mousePressed", start),
        *(("mouseMoved", place) for place in between),
        ("mouseReleased", between[-1]),
    ]
    for kind, (x, y) in steps:
        held = {} if kind == "mouseMoved" and (x, y) == tuple(start) else {"buttons": 1}
        browser.call(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1, **held
        )
        time.sleep(0.2)


def drag_until_asked(browser, card, column):
    """Take a card to another column until a dialogue asks for more.

    One that is read again while it is taken falls out of the hand: as people do, take it once more.
    """
    for _try in range(5):
        _drag(browser, card, column)
        for _look in range(30):
            if browser.run("!!document.querySelector('.modal-footer .btn-secondary')"):
                return
            time.sleep(0.1)
    raise AssertionError("no dialogue opens")

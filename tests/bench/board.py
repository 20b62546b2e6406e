"""The first board beside OCA's ticket board and core's task board, in one run on the same data.

The server's time is that of the very requests which the web client sends for its cards: they are
taken down in Chromium, and then sent by HTTP, from the request to the last byte, the boards turn by
turn. What a person waits is from the click until the cards are painted.
"""

import http.client
import json
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from browser import Browser, log_in

from peers.odoo import OdooService

from .boards import BOARDS, filled_with_peers
from .databases import SIZES
from .harness import environment

ROUNDS, CLICKS = 20, 5
PEER = "OCA tickets"
READS = ("web_read_group", "read_progress_bar", "web_search_read")
# Of the server's time for the peer's board; "each" is per card.
GOALS = {
    ("small", "station"): ("<= 0.8", "<= 0.6"),
    ("small", "control room"): ("<= 0.8", "<= 0.6"),
    ("busy", "control room"): ("<= 0.2", ""),
}
TAKE_DOWN = """(() => {
    window.taken = [];
    const {open, send} = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (method, url) {
        this.takenUrl = url;
        return open.apply(this, arguments);
    };
    XMLHttpRequest.prototype.send = function (body) {
        window.taken.push([this.takenUrl, body]);
        return send.apply(this, arguments);
    };
})()"""
CARDS = ".o_kanban_record:not(.o_kanban_ghost)"
CLICK = """(async () => {
    const {action} = odoo.__WOWL_DEBUG__.root.env.services;
    const started = performance.now();
    await action.doAction(%s, {clearBreadcrumbs: true, viewType: "kanban", additionalContext: %s});
    while (!document.querySelector("%s")) {
        await new Promise(requestAnimationFrame);
    }
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - started;
})()"""
ELSEWHERE = """odoo.__WOWL_DEBUG__.root.env.services.action.doAction(
    {type: "ir.actions.act_window", res_model: "res.users.settings", views: [[false, "list"]]},
    {clearBreadcrumbs: true})"""


def measure(figures):
    for size in ("small", "busy"):
        database = filled_with_peers(size)
        with tempfile.TemporaryDirectory() as folder:
            service = OdooService(database, Path(folder))
            service.start()
            try:
                _measure(figures, service, size)
            finally:
                service.stop()


def _measure(figures, service, size):
    sessions = {name: _open_in_browser(service, name) for name in BOARDS}
    servers, cards = _server_times(service, sessions)
    total, still_open = SIZES[size]
    where = f"{total:,} ({still_open:,} open)"
    for name, session in sessions.items():
        figures.add(f"Board, {name}, {where}: server", servers[name], "ms")
        figures.add(f"Board, {name}, {where}: cards", cards[name], "cards")
        figures.add(f"Board, {name}, {where}: click to cards", session.warm, "ms")
        figures.add(f"Board, {name}, {where}: click to cards, cold browser", session.cold, "ms")
    for name in ("station", "control room"):
        goal, goal_each = GOALS.get((size, name), ("", ""))
        ratio = servers[name] / servers[PEER]
        beside = f"Board, {name}, {where}, in OCA's ticket board"
        figures.add(f"{beside}: server", ratio, "×", goal)
        figures.add(
            f"{beside}: server, each card", ratio * cards[PEER] / cards[name], "×", goal_each
        )
        soon = "<= 1.0" if size == "small" else ""
        figures.add(f"{beside}: click to cards", session_ratio(sessions, name, "warm"), "×", soon)
        figures.add(
            f"{beside}: click to cards, cold browser",
            session_ratio(sessions, name, "cold"),
            "×",
            soon,
        )


def session_ratio(sessions, name, kind):
    return getattr(sessions[name], kind) / getattr(sessions[PEER], kind)


class Session:
    """What was seen of a board in Chromium.

    :ivar cookie: of the log-in
    :ivar requests: path and body of each that brings cards
    :ivar warm, cold: milliseconds from the click to the cards
    """

    def __init__(self, cookie, requests, warm, cold):
        self.cookie, self.requests = cookie, requests
        self.warm, self.cold = warm, cold


def _open_in_browser(service, name):
    """Log in with a new browser and open the board: once cold, then some times warm."""
    board = BOARDS[name]
    with Browser() as browser:
        log_in(browser, service.url, board.login)
        browser.run(TAKE_DOWN)
        click = CLICK % (json.dumps(board.action), json.dumps(_context(service, name)), CARDS)
        cold = _await(browser, click)
        requests = [
            (path, body)
            for path, body in browser.run("window.taken")
            if board.model in path and path.rpartition("/")[2] in READS
        ]
        warm = []
        for _click in range(CLICKS):
            _await(browser, ELSEWHERE)
            warm.append(_await(browser, click))
        cookies = browser.call("Network.getCookies", urls=[service.url])["cookies"]
        cookie = next(one["value"] for one in cookies if one["name"] == "session_id")
    return Session(cookie, requests, median(warm), cold)


def _context(service, name):
    if name != "core tasks":
        return {}
    with environment(service.database) as env:
        return {"active_id": env["project.project"].search([("name", "=", "Board")]).id}


def _await(browser, script):
    answer = browser.call(
        "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
    )
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def _server_times(service, sessions):
    """({board: milliseconds}, {board: cards}), the boards turn by turn."""
    times, cards = defaultdict(list), {}
    for _round in range(ROUNDS):
        for name, session in sessions.items():
            milliseconds, cards[name] = _ask(service, session)
            times[name].append(milliseconds)
    return {name: median(rows) for name, rows in times.items()}, cards


def _ask(service, session):
    """Send the board's requests one after the other; return milliseconds and cards."""
    connection = http.client.HTTPConnection("127.0.0.1", service.http_port, timeout=60)
    connection.connect()
    headers = {"Content-Type": "application/json", "Cookie": f"session_id={session.cookie}"}
    taken, answers = 0, []
    for path, body in session.requests:
        started = time.perf_counter()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        taken += time.perf_counter() - started
        answers.append(json.loads(text)["result"])
    connection.close()
    return taken * 1000, sum(_cards(answer) for answer in answers)


def _cards(answer):
    return sum(len(group.get("__records", ())) for group in answer.get("groups", ()))

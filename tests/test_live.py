"""What happens is seen at once, on screens that nobody touches."""

import json
import time

import pytest
from screenshots import Browser, log_in

from conftest import serving
from peers.officers import SET_UP
from peers.waiting import wait_until

AT_ONCE = 2.0  # seconds

SETUP = (
    SET_UP
    + """
env["ir.config_parameter"].set_param("police_grievance.second_factor", "nobody")
env["ir.config_parameter"].set_param("police_grievance.reply_hold_seconds", "5")
circle = units.create({"code": "TOLDC", "kind": "circle", "name": "Told", "parent_id": zone.id})
one, other = (
    units.create({"code": f"TOLD{name}", "kind": "station", "name": name, "parent_id": circle.id})
    for name in ("Toldpur", "Elsewhere")
)
posted("told_constable", ["station_staff"], "constable", one)
posted("told_head", ["station_head"], "sho", one)
posted("told_other", ["station_head"], "sho", other)
posted("told_desk", ["control_room"], "desk", zone, "Told")
env.cr.commit()
"""
)
# Called as `arrive(subject, ...)` in one transaction.
ARRIVE = """
from odoo.addons.police_grievance.tools.envelope import Envelope

def arrive(subject, text="Papers lost.", code="TOLDToldpur", about=False):
    envelope = Envelope(
        channel="email",
        received_at=__import__("odoo").fields.Datetime.now(),
        sender_kind="email",
        sender_value="told@example.org",
        subject=subject,
        text=text,
    )
    complaint = env["police.complaint"]._intake(envelope).complaint
    unit = env["police.unit"].search([("code", "=", code)])
    if about:
        complaint.complained_unit_id = unit
    else:
        complaint.write(complaint._unit_values(unit))
        complaint._move_to("with_station")
    return complaint

"""
DONE = "\nenv.cr.commit()\nprint('AT', __import__('time').time())\n"
ONE_BY_ONE = """
import time
for word in %s:
    arrive(word)
    env.cr.commit()
    print("AT", time.time())
    time.sleep(2)
"""
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


# The next request for cards takes long; meanwhile something happens elsewhere.
CANCEL_SLOWLY = """
const send = XMLHttpRequest.prototype.send, open = XMLHttpRequest.prototype.open;
let slow = true;
XMLHttpRequest.prototype.open = function (method, url, ...more) {
    this.isSlow = slow && url.includes("web_read_group");
    slow &&= !this.isSlow;
    return open.call(this, method, url, ...more);
};
XMLHttpRequest.prototype.send = function (body) {
    setTimeout(() => send.call(this, body), this.isSlow ? 3000 : 0);
};
document.querySelector('.modal-footer .btn-secondary').click();
odoo.__WOWL_DEBUG__.root.env.services.police_live.bus.trigger("happened", {});
"""
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


@pytest.fixture(scope="module")
def odoo(tmp_path_factory):
    """In one process, so that live updates come from the address of the pages."""
    for odoo in serving("police_live", tmp_path_factory.mktemp("odoo"), "--workers=0"):
        odoo.python(SETUP)
        yield odoo


@pytest.fixture
def constable(odoo):
    yield from _looking(odoo, "told_constable", "/odoo/complaints", ".o_kanban_view")


@pytest.fixture
def head(odoo):
    yield from _looking(odoo, "told_head", "/odoo/complaints", ".o_kanban_view")


@pytest.fixture
def other(odoo):
    yield from _looking(odoo, "told_other", "/odoo/complaints", ".o_kanban_view")


@pytest.fixture
def desk(odoo):
    yield from _looking(odoo, "told_desk", "/odoo/start", ".o_police_tile")


def _looking(odoo, login, path, selector):
    with Browser() as browser:
        log_in(browser, odoo.url, login)
        browser.open(odoo.url + path)
        browser.wait_for(selector)
        # Until the page listens.
        time.sleep(3)
        yield browser


def _watch(browser, *words, where=CARDS):
    script = WATCH.replace("WORDS", json.dumps(words)).replace("SELECTOR", json.dumps(where))
    browser.run(script)


def _do(odoo, script):
    """Run a script in a transaction of its own; return when it was committed."""
    return float(odoo.python(ARRIVE + script + DONE).split("AT ")[1].split()[0])


def _seen(browser, word, within=10):
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


def _drag_until_asked(browser, card, column):
    """A card that is read again while it is taken falls out of the hand: as people do, take it once more."""
    for _try in range(5):
        _drag(browser, card, column)
        for _look in range(30):
            if browser.run("!!document.querySelector('.modal-footer .btn-secondary')"):
                return
            time.sleep(0.1)
    raise AssertionError("no dialogue opens")


def _tile(browser, code):
    return int(browser.run(f"document.querySelector('[data-tile={code}]').innerText") or 0)


def test_an_arrival_is_a_card_at_once(odoo, constable, other):
    for browser in (constable, other):
        _watch(browser, "Firstcard", "A complaint has arrived.")
    box = "document.querySelector('.o_searchview_input')"
    constable.run(f"{box}.focus()")
    constable.type("half a wor")
    at = _do(odoo, 'arrive("Firstcard")')
    assert _seen(constable, "Firstcard") - at < AT_ONCE
    assert _seen(constable, "A complaint has arrived.") - at < AT_ONCE
    assert constable.run(f"{box}.value") == "half a wor"
    assert constable.run(f"document.activeElement === {box}")
    assert other.run("Object.keys(seen).length + rings") == 0


def test_arrivals_one_after_the_other_are_there_at_once_too(odoo, constable):
    """A screen that has just been read again does not rest for so long."""
    words = [f"Next {number}" for number in range(3)]
    _watch(constable, *words)
    moments = odoo.python(ARRIVE + ONE_BY_ONE % words).split("AT ")[1:]
    for word, moment in zip(words, moments, strict=True):
        assert _seen(constable, word) - float(moment.split()[0]) < AT_ONCE


def test_a_dialogue_closes_though_the_board_is_read_again_meanwhile(odoo, constable):
    _watch(constable, "Overtaken", "Later")
    _do(odoo, 'arrive("Overtaken")')
    _seen(constable, "Overtaken")
    time.sleep(AT_ONCE)
    _drag_until_asked(constable, "Overtaken", "Action taken")
    constable.run(CANCEL_SLOWLY)
    wait_until(lambda: not constable.run("!!document.querySelector('.modal')"), 10, "it stays open")
    _do(odoo, 'arrive("Later")')
    _seen(constable, "Later", within=30)


def test_danger_rings(odoo, constable, desk):
    for browser in (constable, desk):
        _watch(browser, "Danger", where=ALERTS)
    before = desk.run("document.querySelector('[data-tile=danger]').innerText.match(/\\d+/)[0]")
    at = _do(odoo, 'arrive("Help", "He is beating me now, he will kill me.")')
    for browser in (constable, desk):
        assert _seen(browser, "Danger") - at < AT_ONCE
        browser.wait_for(".o_police_danger_line")
        assert browser.run("rings") > 0
    count = "document.querySelector('[data-tile=danger]').innerText.match(/\\d+/)[0]"
    wait_until(lambda: int(desk.run(count)) == int(before) + 1, 5, "the tile does not count it")
    assert not desk.run("!!document.querySelector('button[data-hotkey=r]')")
    constable.click(".o_police_danger_open")
    constable.wait_for(".o_form_view [name=number]")
    assert not constable.run("!!document.querySelector('.o_police_danger_line')")


def test_what_is_about_a_station_is_told_to_nobody_there(odoo, constable, desk):
    for browser in (constable, desk):
        _watch(browser, "arrived", "Danger", where=ALERTS)
    _do(odoo, 'arrive("Ofthem", "He is beating me now, he will kill me.", about=True)')
    _seen(desk, "Danger")
    time.sleep(AT_ONCE)
    assert constable.run("Object.keys(seen).length + rings + loads()") == constable.run("loads()")


def test_a_burst_is_one_refresh_and_keeps_what_is_marked(odoo, constable):
    constable.click(".o_switch_view.o_list")
    constable.wait_for(".o_data_row")
    constable.run("document.querySelector('.o_data_row .o_list_record_selector input').click()")
    constable.wait_for(".o_data_row_selected")
    _watch(constable, "Burst 7")
    before = constable.run("performance.clearResourceTimings(), loads()")
    _do(odoo, 'for number in range(100):\n    arrive(f"Burst {number}")\n')
    _seen(constable, "Burst 7")
    time.sleep(AT_ONCE)
    assert constable.run("loads()") - before == 1
    assert constable.run("document.querySelectorAll('.o_data_row_selected').length") == 1


def test_a_reply_is_taken_back_and_a_half_written_one_survives_a_reload(odoo, head):
    script = ARRIVE + 'print("ID", arrive("Answered").id)' + DONE
    complaint_id = odoo.python(script).split("ID ")[1].split()[0]
    head.open(f"{odoo.url}/odoo/complaints/{complaint_id}")
    head.wait_for(".o_police_reply_button")
    head.click(".o_police_reply_button")
    box = ".modal .o_field_widget[name=text] textarea"
    head.wait_for(box)
    head.run(f"document.querySelector('{box}').focus()")
    head.type("We are coming to")
    time.sleep(4)
    head.open(head.run("location.href"))
    head.wait_for(box)
    assert head.run(f"document.querySelector('{box}').value") == "We are coming to"
    head.run(f"document.querySelector('{box}').focus()")
    head.run(f"document.querySelector('{box}').setSelectionRange(99, 99)")
    head.type(" you.")
    head.click(".modal button[name=action_send]")
    head.wait_for(".o_police_reply_held .o_notification_buttons button")
    assert not head.run("!!document.querySelector('.modal')")
    head.click(".o_police_reply_held .o_notification_buttons button")
    head.wait_for(box)
    assert head.run(f"document.querySelector('{box}').value") == "We are coming to you."
    assert _sent(odoo) == 0
    head.click(".modal button[name=action_send]")
    head.wait_for(".o_police_reply_held .o_notification_buttons button")
    head.wait_for("body:not(:has(.o_police_reply_held))")
    head.wait_for(".o-mail-Message .badge .fa-arrow-up")
    assert _sent(odoo) == 1


def _sent(odoo):
    """How many replies went to citizens, in their conversations."""
    return int(
        odoo.query(
            """SELECT count(*) FROM mail_message message
               JOIN ir_model_data data ON data.res_id = message.subtype_id
                 AND data.model = 'mail.message.subtype' AND data.name = 'mt_to_citizen'
               WHERE message.body LIKE '%We are coming%'"""
        )
    )

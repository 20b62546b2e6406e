"""What happens is seen at once, on screens that nobody touches."""

import time

import pytest

from conftest import serving
from peers.live_screen import ALERTS, drag_until_asked, looking, seen, watch
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


@pytest.fixture(scope="module")
def odoo(tmp_path_factory):
    """In one process, so that live updates come from the address of the pages."""
    for odoo in serving("police_live", tmp_path_factory.mktemp("odoo"), "--workers=0"):
        odoo.python(SETUP)
        yield odoo


@pytest.fixture
def constable(odoo):
    yield from looking(odoo, "told_constable", "/odoo/complaints", ".o_kanban_view")


@pytest.fixture
def head(odoo):
    yield from looking(odoo, "told_head", "/odoo/complaints", ".o_kanban_view")


@pytest.fixture
def other(odoo):
    yield from looking(odoo, "told_other", "/odoo/complaints", ".o_kanban_view")


@pytest.fixture
def desk(odoo):
    yield from looking(odoo, "told_desk", "/odoo/start", ".o_police_tile")


def _do(odoo, script):
    """Run a script in a transaction of its own; return when it was committed."""
    return float(odoo.python(ARRIVE + script + DONE).split("AT ")[1].split()[0])


def test_an_arrival_is_a_card_at_once(odoo, constable, other):
    for browser in (constable, other):
        watch(browser, "Firstcard", "A complaint has arrived.")
    box = "document.querySelector('.o_searchview_input')"
    constable.run(f"{box}.focus()")
    constable.type("half a wor")
    at = _do(odoo, 'arrive("Firstcard")')
    assert seen(constable, "Firstcard") - at < AT_ONCE
    assert seen(constable, "A complaint has arrived.") - at < AT_ONCE
    assert constable.run(f"{box}.value") == "half a wor"
    assert constable.run(f"document.activeElement === {box}")
    assert other.run("Object.keys(seen).length + rings") == 0


def test_arrivals_one_after_the_other_are_there_at_once_too(odoo, constable):
    """A screen that has just been read again does not rest for so long."""
    words = [f"Next {number}" for number in range(3)]
    watch(constable, *words)
    moments = odoo.python(ARRIVE + ONE_BY_ONE % words).split("AT ")[1:]
    for word, moment in zip(words, moments, strict=True):
        assert seen(constable, word) - float(moment.split()[0]) < AT_ONCE


def test_a_dialogue_closes_though_the_board_is_read_again_meanwhile(odoo, constable):
    watch(constable, "Overtaken", "Later")
    _do(odoo, 'arrive("Overtaken")')
    seen(constable, "Overtaken")
    time.sleep(AT_ONCE)
    drag_until_asked(constable, "Overtaken", "Action taken")
    constable.run(CANCEL_SLOWLY)
    wait_until(lambda: not constable.run("!!document.querySelector('.modal')"), 10, "it stays open")
    _do(odoo, 'arrive("Later")')
    seen(constable, "Later", within=30)


def test_danger_rings(odoo, constable, desk):
    for browser in (constable, desk):
        watch(browser, "Danger", where=ALERTS)
    before = desk.run("document.querySelector('[data-tile=danger]').innerText.match(/\\d+/)[0]")
    at = _do(odoo, 'arrive("Help", "He is beating me now, he will kill me.")')
    for browser in (constable, desk):
        assert seen(browser, "Danger") - at < AT_ONCE
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
        watch(browser, "arrived", "Danger", where=ALERTS)
    _do(odoo, 'arrive("Ofthem", "He is beating me now, he will kill me.", about=True)')
    seen(desk, "Danger")
    time.sleep(AT_ONCE)
    assert constable.run("Object.keys(seen).length + rings + loads()") == constable.run("loads()")


def test_a_burst_is_one_refresh_and_keeps_what_is_marked(odoo, constable):
    constable.click(".o_switch_view.o_list")
    constable.wait_for(".o_data_row")
    constable.run("document.querySelector('.o_data_row .o_list_record_selector input').click()")
    constable.wait_for(".o_data_row_selected")
    watch(constable, "Burst 7")
    before = constable.run("performance.clearResourceTimings(), loads()")
    _do(odoo, 'for number in range(100):\n    arrive(f"Burst {number}")\n')
    seen(constable, "Burst 7")
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

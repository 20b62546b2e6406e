"""A complaint is transferred while a colleague looks at it: his screen lets go of it by itself."""

import re

import pytest
from browser import Browser, log_in

from conftest import serving
from peers.officers import SET_UP

SETUP = (
    SET_UP
    + """
from odoo.addons.police_grievance.tools.envelope import Envelope

one, other = (
    units.create({"code": f"LIVE{name}", "kind": "station", "name": name, "parent_id": zone.id})
    for name in ("Onepur", "Otherpur")
)
for login, role, rank in (("live_head", "head", "sho"), ("live_constable", "staff", "constable")):
    posted(login, [f"station_{role}"], rank, one, lang="hi_IN")
for subject in ("Live", "Marked one", "Marked two", "Marked three", "Not marked"):
    envelope = Envelope(
        channel="email",
        received_at=__import__("odoo").fields.Datetime.now(),
        sender_kind="email",
        sender_value="live@example.org",
        subject=subject,
        text=f"Papers lost: {subject}.",
    )
    complaint = env["police.complaint"]._intake(envelope).complaint
    complaint.write(complaint._unit_values(one))
    complaint._move_to("with_station")
    print("complaint", complaint.id)
env.cr.commit()
"""
)
ROWS = """
[...document.querySelectorAll(".o_data_row, .o_kanban_record:not(.o_kanban_ghost)")]
    .filter((row) => /Marked (one|two|three)/.test(row.innerText))
"""
TRANSFER = """
head = env["res.users"].search([("login", "=", "live_head")])
other = env["police.unit"].search([("code", "=", "LIVEOtherpur")])
env["police.complaint"].browse(%s).with_user(head)._transfer(other, "Theirs.")
env.cr.commit()
"""


@pytest.fixture(scope="module")
def odoo(tmp_path_factory):
    """In one process, so that live updates come from the address of the pages."""
    yield from serving("police_transfer_live", tmp_path_factory.mktemp("odoo"), "--workers=0")


@pytest.fixture(scope="module")
def complaint_ids(odoo):
    return [line.split()[0] for line in odoo.python(SETUP).split("complaint")[1:]]


@pytest.fixture
def browser(odoo):
    with Browser() as browser:
        log_in(browser, odoo.url, "live_constable")
        yield browser


def test_the_form_is_left_by_itself(odoo, complaint_ids, browser):
    browser.open(f"{odoo.url}/odoo/complaints/{complaint_ids[0]}")
    browser.wait_for(".o_form_view [name=number]")
    odoo.python(TRANSFER % complaint_ids[0])
    browser.wait_for(".o_notification")
    browser.wait_for(".o_kanban_view, .o_list_view")
    assert not browser.run("!!document.querySelector('.o_form_view, .o_error_dialog')")
    assert "Live" not in browser.run("document.querySelector('.o_content').innerText")


def test_what_is_marked_stays_marked_when_a_row_goes(odoo, complaint_ids, browser):
    browser.open(f"{odoo.url}/odoo/complaints")
    browser.wait_for(".o_kanban_record, .o_data_row")
    browser.click(".o_switch_view.o_list")
    browser.wait_for(".o_data_row")
    browser.run(
        f"{ROWS}.forEach((row) => row.querySelector('.o_list_record_selector input').click())"
    )
    browser.wait_for(".o_data_row_selected ~ .o_data_row_selected ~ .o_data_row_selected")
    odoo.python(TRANSFER % complaint_ids[1])
    browser.wait_for(".o_list_view:not(:has(.o_data_row:nth-child(4) .o_data_cell))")
    assert marked(browser, ".o_data_row_selected") == ["three", "two"]
    assert counted(browser) == "2"
    browser.click(".o_unselect_all")
    browser.wait_for(".o_list_view:not(:has(.o_data_row_selected))")


def test_so_do_cards(odoo, complaint_ids, browser):
    browser.open(f"{odoo.url}/odoo/complaints")
    browser.wait_for(".o_kanban_record, .o_data_row")
    browser.click(".o_switch_view.o_kanban")
    browser.wait_for(".o_kanban_record")
    click = "new MouseEvent('click', {altKey: true, bubbles: true})"
    browser.run(f"{ROWS}.forEach((card) => card.dispatchEvent({click}))")
    browser.wait_for(".o_record_selected ~ .o_record_selected")
    odoo.python(TRANSFER % complaint_ids[2])
    browser.wait_for(".o_kanban_view:not(:has(.o_record_selected ~ .o_record_selected))")
    assert marked(browser, ".o_record_selected") == ["three"]
    assert counted(browser) == "1"


def marked(browser, selector):
    """The words that tell the marked rows or cards apart."""
    found = f"[...document.querySelectorAll('{selector}')].map((row) => row.innerText).join()"
    return sorted(re.findall(r"Marked (\w+)", browser.run(found)))


def counted(browser):
    """How many are marked, as the box above them says."""
    return browser.run("document.querySelector('.o_selection_box b').innerText")

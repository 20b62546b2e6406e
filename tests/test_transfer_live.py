"""A complaint is transferred while a colleague looks at it: his screen lets go of it by itself."""

import tempfile

import pytest
from screenshots import Browser, log_in

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
envelope = Envelope(
    channel="email",
    received_at=__import__("odoo").fields.Datetime.now(),
    sender_kind="email",
    sender_value="live@example.org",
    subject="Live",
    text="Papers lost.",
)
complaint = env["police.complaint"]._intake(envelope).complaint
complaint.write(complaint._unit_values(one))
complaint._move_to("with_station")
env.cr.commit()
print("complaint", complaint.id)
"""
)
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


def test_the_form_is_left_by_itself(odoo):
    complaint_id = odoo.python(SETUP).split("complaint")[-1].split()[0]
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(folder)
        try:
            log_in(browser, odoo.url, "live_constable")
            browser.open(f"{odoo.url}/odoo/complaints/{complaint_id}")
            browser.wait_for(".o_form_view [name=number]")
            odoo.python(TRANSFER % complaint_id)
            browser.wait_for(".o_notification")
            browser.wait_for(".o_kanban_view, .o_list_view")
            assert not browser.run("!!document.querySelector('.o_form_view, .o_error_dialog')")
            assert "Live" not in browser.run("document.querySelector('.o_content').innerText")
        finally:
            browser.close()

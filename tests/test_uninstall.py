"""An addon is uninstalled as long as nothing uses what it has brought, and takes that with it."""

import json
import os

import pytest

from launcher import database, runtime
from launcher.commands import run
from launcher.paths import checkout_id

USED = """
from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo import fields
from odoo.exceptions import UserError
zone = env["ir.module.module"].search([("name", "=", "police_kanpur_zone")])
complaint = env["police.complaint"]._intake(
    Envelope(
        text="My mobile phone is lost.", channel="email", received_at=fields.Datetime.now(),
        sender_kind="email", sender_value="asha@example.org", sender_name="Asha Example",
        subject="Lost phone",
    )
).complaint
complaint.category_id = env.ref("police_kanpur_zone.category_lost_mobile")
complaint.write(complaint._unit_values(env.ref("police_kanpur_zone.unit_etw_bharthana")))
env.flush_all()
told = {}
for name in ("police_kanpur_zone", "police_citizen", "police_grievance", "report_typst"):
    module = env["ir.module.module"].search([("name", "=", name)])
    by_write = lambda m=module: m.write({"state": "to remove"})
    for way in (module.button_uninstall, by_write, module.module_uninstall):
        try:
            way()
            told.setdefault(name, []).append("")
        except UserError as refused:
            told.setdefault(name, []).append(str(refused))
"""
UNUSED = """
env.cr.rollback()
env["ir.module.module"].search([("name", "=", "police_kanpur_zone")]).button_immediate_uninstall()
"""
LEFT = """
import json
models = ("unit", "place", "post", "category", "helpline", "rank", "stage", "outcome")
count = lambda name: env[f"police.{name}"].with_context(active_test=False).search_count([])
left = {name: count(name) for name in models}
left["policies"] = env["police.sla.policy"].search([]).mapped("is_default")
left["state"] = env["ir.module.module"].search([("name", "=", "police_kanpur_zone")]).state
left["ids"] = env["ir.model.data"].search_count([("module", "=", "police_kanpur_zone")])
print("LEFT", json.dumps(left))
"""


def _run_in_shell(ready, name, body):
    command = ready.odoo_command("shell", f"--database={name}", "--no-http", "--log-level=error")
    return run(command, env=ready.variables, stdin=body)


def _said(output, word):
    return json.loads(output.split(f"{word} ", 1)[1].splitlines()[0])


@pytest.fixture(scope="module")
def uninstalled():
    """What was said while the zone was in use, and what is left once it could go."""
    name = f"police_uninstall_{checkout_id()}"
    with runtime.prepared("run") as ready:
        database.copy(ready, os.environ["POLICE_TEST_TEMPLATE"], name)
        try:
            output = _run_in_shell(
                ready, name, f"import json\n{USED}\nprint('TOLD', json.dumps(told))\n{UNUSED}"
            )
            left = _said(_run_in_shell(ready, name, LEFT), "LEFT")
        finally:
            database.drop(ready, name)
    return _said(output, "TOLD"), left


def test_what_a_complaint_uses_stays(uninstalled):
    told, _left = uninstalled
    for name, refusals in told.items():
        for refusal in refusals:
            assert "Complaint: 1" in refusal, name
            assert "cannot be uninstalled" in refusal, name
        assert len(refusals) == 3


def test_an_unused_zone_goes_with_its_rows(uninstalled):
    _told, left = uninstalled
    assert left == {
        **dict.fromkeys(("unit", "place", "post", "category", "helpline"), 0),
        "rank": 10,
        "stage": 6,
        "outcome": 6,
        "policies": [True],
        "state": "uninstalled",
        "ids": 0,
    }

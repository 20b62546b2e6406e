"""A database from when the force was a part of police_grievance keeps what an administrator made."""

import pytest

from peers.taken_over import upgraded

# The database as it was: the same records, and no addon of the force.
AS_BEFORE = """
    DELETE FROM ir_model_data force USING ir_model_data other
     WHERE force.module = 'police_force' AND other.module = 'police_grievance'
       AND other.name = force.name;
    UPDATE ir_model_data SET module = 'police_grievance' WHERE module = 'police_force';
    UPDATE ir_module_module SET state = 'uninstalled' WHERE name = 'police_force';
    ALTER TABLE police_posting_leave_rel
        RENAME COLUMN police_posting_leave_wizard_id TO police_posting_leave_id;
    ALTER TABLE police_posting_leave_wizard RENAME TO police_posting_leave;
    UPDATE ir_model SET model = 'police.posting.leave' WHERE model = 'police.posting.leave.wizard';
    UPDATE ir_model_fields SET model = 'police.posting.leave'
     WHERE model = 'police.posting.leave.wizard';
"""
EDITS = """
ref = lambda name: env.ref(f"police_force.{name}")
ref("rank_constable").name = "Sentinel"
ref("rank_head_constable").unlink()
ref("group_user").lock_timeout_inactivity = 7
ref("partner_office").email = "kept@example.org"
ref("ir_cron_reset_passwords").interval_number = 9
env["police.unit"].create({"code": "KEPT", "kind": "district", "name": "Kept"})
env.cr.commit()
"""
KEPT = """
import json
ref = lambda name: env.ref(f"police_force.{name}")
env.cr.execute("SELECT to_regclass('police_posting_leave') IS NULL")
print("KEPT", json.dumps({
    "nothing typed left behind": env.cr.fetchone()[0],
    "rank": ref("rank_constable").name == "Sentinel",
    "deleted rank": not env.ref("police_force.rank_head_constable", raise_if_not_found=False),
    "idle lock": ref("group_user").lock_timeout_inactivity == 7,
    "office": ref("partner_office").email == "kept@example.org",
    "schedule": ref("ir_cron_reset_passwords").interval_number == 9,
    "unit": bool(env["police.unit"].search([("code", "=", "KEPT")])),
    "one of each group": len(env["res.groups"].search([("name", "=", "Station head")])) == 1,
    "one of each menu": len(env["ir.ui.menu"].search([("name", "=", "Police units")])) == 1,
    "nothing left behind": not env["ir.model.data"].search([
        ("module", "=", "police_grievance"), ("name", "in", ("group_user", "menu_police_unit")),
    ]),
}))
"""


@pytest.fixture(scope="module")
def kept():
    return upgraded("police_taken_over", EDITS, AS_BEFORE, ["police_force"], KEPT)


@pytest.mark.parametrize(
    "what",
    [
        *("rank", "deleted rank", "idle lock", "office", "schedule", "unit"),
        *("one of each group", "one of each menu", "nothing left behind", "clean log"),
        "nothing typed left behind",
    ],
)
def test_it_is_kept(kept, what):
    assert kept[what]

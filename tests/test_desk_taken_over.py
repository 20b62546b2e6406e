"""A database from when desk and pages were a part of police_grievance keeps what an administrator made."""

import pytest

from peers.taken_over import upgraded

# The database as it was: the same records, and no addon of the desk or of the pages.
AS_BEFORE = """
    DELETE FROM ir_model_data cut USING ir_model_data other
     WHERE cut.module IN ('police_citizen', 'police_desk') AND other.name = cut.name
       AND other.module IN ('police_grievance', 'police_citizen', 'police_desk')
       AND other.id < cut.id;
    UPDATE ir_model_data SET module = 'police_grievance'
     WHERE module IN ('police_citizen', 'police_desk');
    UPDATE ir_module_module SET state = 'uninstalled'
     WHERE name IN ('police_citizen', 'police_desk');
    ALTER TABLE police_morning_mail RENAME TO police_digest;
    UPDATE ir_model SET model = 'police.digest' WHERE model = 'police.morning.mail';
    UPDATE ir_model_fields SET model = 'police.digest' WHERE model = 'police.morning.mail';
    UPDATE ir_model_data SET name = replace(name, 'morning_mail', 'digest')
     WHERE module = 'police_grievance';
"""
EDITS = """
ref = lambda name: env.ref(f"police_desk.{name}")
ref("start_tile_danger").name = "Peril"
ref("start_section_auditor").unlink()
ref("ir_cron_morning_mail").interval_number = 9
env["police.registration"].create({"description": "Kept words"})
env["police.submission"].create({"key": "kept", "fingerprint": "kept"})
env["police.morning.mail"].create({"user_id": 1, "date": "2031-06-02"})
env.cr.commit()
"""
KEPT = """
import json
ref = lambda name: env.ref(f"police_desk.{name}")
views = env["ir.ui.view"].search([("key", "like", "%.citizen_layout")])
print("KEPT", json.dumps({
    "tile": ref("start_tile_danger").name == "Peril",
    "deleted section": not env.ref("police_desk.start_section_auditor", raise_if_not_found=False),
    "schedule": ref("ir_cron_morning_mail").interval_number == 9,
    "draft": bool(env["police.registration"].search([("description", "=", "Kept words")])),
    "form": bool(env["police.submission"].search([("key", "=", "kept")])),
    "morning mail": bool(env["police.morning.mail"].search([("date", "=", "2031-06-02")])),
    "one of each schedule": env["ir.cron"].search_count(
        [("code", "=", "model._send_due()"), ("model_id.model", "=", "police.morning.mail")]) == 1,
    "one of each menu": len(env["ir.ui.menu"].search([("name", "=", "Register")])) == 1,
    "one of each page": views.mapped("key") == ["police_citizen.citizen_layout"],
    "nothing left behind": not env["ir.model.data"].search([
        ("module", "=", "police_grievance"),
        ("name", "in", ("citizen_layout", "menu_police_start", "model_police_registration")),
    ]),
}))
"""


@pytest.fixture(scope="module")
def kept():
    return upgraded("police_cut_out", EDITS, AS_BEFORE, ["police_citizen", "police_desk"], KEPT)


@pytest.mark.parametrize(
    "what",
    [
        *("tile", "deleted section", "schedule", "draft", "form", "morning mail"),
        *(
            "one of each schedule",
            "one of each menu",
            "one of each page",
            "nothing left behind",
            "clean log",
        ),
    ],
)
def test_it_is_kept(kept, what):
    assert kept[what]

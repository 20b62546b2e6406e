"""What an administrator changed in the lists that an addon shipped survives a real upgrade."""

import json
import os

import pytest

from launcher import database, runtime
from launcher.commands import run
from launcher.paths import checkout_id

ADDON = "police_kanpur_zone"
# Pairs of what the administrator does, as a Python statement, and what must be true ever after.
EDITS = {
    "name": (
        "ref('unit_etw_bharthana').name = 'Bharthana Nagar'",
        "ref('unit_etw_bharthana').name == 'Bharthana Nagar'",
    ),
    "hindi name": (
        "ref('unit_etw_bharthana').name_hindi = 'भरथना नगर'",
        "ref('unit_etw_bharthana').name_hindi == 'भरथना नगर'",
    ),
    "missing hindi name": (
        "ref('unit_knn_saadh').name_hindi = 'साढ़'",
        "ref('unit_knn_saadh').name_hindi == 'साढ़'",
    ),
    "alias": (
        "ref('unit_knn_panki').alias_names = 'Pankee'",
        "ref('unit_knn_panki').alias_names == 'Pankee'",
    ),
    "unit above": (
        "ref('unit_etw_saifai').parent_id = ref('unit_etw_circle_bharthana')",
        "ref('unit_etw_saifai').circle_id == ref('unit_etw_circle_bharthana')",
    ),
    "deleted unit": (
        "env['police.place'].search([('unit_id', '=', ref('unit_llt_girar').id)]).unlink(); "
        + "ref('post_llt_girar_head').unlink(); ref('unit_llt_girar').unlink()",
        "not (found('unit_llt_girar') or found('post_llt_girar_head'))",
    ),
    "deleted place": ("ref('place_206242_takha').unlink()", "not found('place_206242_takha')"),
    "station of a place": (
        "ref('place_206242_kudrail').unit_id = ref('unit_etw_bharthana')",
        "ref('place_206242_kudrail').unit_id == ref('unit_etw_bharthana')",
    ),
    "category": (
        "ref('category_noise').write({'nature': 'civil', 'name': 'Loud noise', 'keywords': 'dj'})",
        "(ref('category_noise').nature, ref('category_noise').name) == ('civil', 'Loud noise')",
    ),
    "category in hindi": (
        "ref('category_noise').with_context(lang='hi_IN').questions = 'कहाँ?'",
        "ref('category_noise').with_context(lang='hi_IN').questions == 'कहाँ?'",
    ),
    "deleted category": ("ref('category_gambling').unlink()", "not found('category_gambling')"),
    "deleted helpline": ("ref('helpline_1076').unlink()", "not found('helpline_1076')"),
    "deleted outcome": (
        "env.ref('police_grievance.outcome_withdrawn').unlink()",
        "not env.ref('police_grievance.outcome_withdrawn', raise_if_not_found=False)",
    ),
    "deleted stage change": (
        "env.ref('police_grievance.transition_closed_with_station').unlink()",
        "not env['police.stage.transition'].search([('from_stage_id.code', '=', 'closed')])",
    ),
    "deadline": (
        "ref('sla_version_urgent').hours = 5",
        "ref('sla_version_urgent').hours == 5",
    ),
    "idle lock": (
        "env.ref('police_force.group_user').lock_timeout_inactivity = 7",
        "env.ref('police_force.group_user').lock_timeout_inactivity == 7",
    ),
    "settings": (
        "env['police.settings'].create({'password_length': 11, 'citizen_phone': '0512 000'})",
        "env['police.settings']._in_force()['citizen_phone'] == '0512 000'",
    ),
    "imported station": (
        "import_stations('code,kind,name,parent', 'NEW-1,station,Navagaon,ETW'); "
        + "new_unit().email = 'new@example.org'",
        "new_unit().email == 'new@example.org'",
    ),
    "officer": (
        "new_officer({'name': 'Naya', 'login': 'naya', 'unit_id': ref('unit_etw').id})",
        "env['police.officer'].search([('login', '=', 'naya')]).role == 'supervisor'",
    ),
    "written down": (
        "ref('unit_etw_jaswantnagar').email = 'kept@example.org'",
        "env['police.audit.entry'].search([('new_text', '=', 'kept@example.org')])",
    ),
    "designation": (
        "ref('post_knn_head').name = 'Chief'",
        "ref('post_knn_head').name == 'Chief'",
    ),
    "changed notice": (
        "of('police_channels.notice_received_en').subject = 'Ours: {number}'",
        "of('police_channels.notice_received_en').subject == 'Ours: {number}'",
    ),
    "renamed channel": (
        "of('police_channels.channel_mail').name = 'Letters'",
        "of('police_channels.channel_mail').name == 'Letters'",
    ),
    "renamed stage": (
        "of('police_grievance.stage_triage').name = 'Sorting'",
        "of('police_grievance.stage_triage').name == 'Sorting'",
    ),
    "renamed task": (
        "of('police_grievance.mail_activity_type_silence').summary = 'Quiet'",
        "of('police_grievance.mail_activity_type_silence').summary == 'Quiet'",
    ),
    "renamed kind of words": (
        "of('police_grievance.mt_to_citizen').name = 'Outgoing'",
        "of('police_grievance.mt_to_citizen').name == 'Outgoing'",
    ),
    "scheduled action switched off": (
        "of('police_desk.ir_cron_morning_mail').active = False",
        "not of('police_desk.ir_cron_morning_mail').active",
    ),
    "scheduled action less often": (
        "of('police_grievance.ir_cron_silence').interval_number = 30",
        "of('police_grievance.ir_cron_silence').interval_number == 30",
    ),
    "parameter": (
        "env['ir.config_parameter'].set_param('police_grievance.silent_hours', '9')",
        "env['ir.config_parameter'].get_param('police_grievance.silent_hours') == '9'",
    ),
    **{
        f"deleted {xmlid}": (f"of('{xmlid}').unlink()", f"not of('{xmlid}')")
        for xmlid in (
            "police_channels.notice_escalated_en",
            "police_channels.start_tile_aside",
            "police_channels.channel_portal",
            "police_desk.start_tile_danger",
            "police_force.rank_head_constable",
            "police_grievance.canned_reply_visit",
            "police_grievance.escalation_level_co",
            "police_grievance.pause_reason_court",
            "police_grievance.vulnerability_rural",
            "police_kanpur_zone.escalation_level_urgent_co",
        )
    },
}
SCRIPT = """
import base64
import json
found = lambda name: env.ref(f"%(addon)s.{name}", raise_if_not_found=False)
ref = lambda name: env.ref(f"%(addon)s.{name}")
of = lambda xmlid: env.ref(xmlid, raise_if_not_found=False)
rank = env.ref("police_force.rank_co")
new_officer = lambda values: env["police.officer"].create({**values, "rank_id": rank.id})
new_unit = lambda: env["police.unit"].search([("code", "=", "NEW-1")])
import_stations = lambda *lines: env["police.import"].create(
    {
        "kind": "units",
        "file_name": "stations.csv",
        "file": base64.b64encode(chr(10).join(lines).encode()),
    }
).action_import()
%(body)s
"""


def _run_in_shell(ready, name, body):
    command = ready.odoo_command("shell", f"--database={name}", "--no-http", "--log-level=error")
    script = SCRIPT % {"addon": ADDON, "body": body}
    return run(command, env=ready.variables, stdin=script)


@pytest.fixture(scope="module")
def kept():
    """Edit as an administrator would, upgrade; what is still as it was made then."""
    name = f"police_upgrade_{checkout_id()}"
    edit = "\n".join(statement for statement, _truth in EDITS.values()) + "\nenv.cr.commit()"
    check = ", ".join(f"{key!r}: bool({truth})" for key, (_edit, truth) in EDITS.items())
    with runtime.prepared("run") as ready:
        database.copy(ready, os.environ["POLICE_TEST_TEMPLATE"], name)
        try:
            _run_in_shell(ready, name, edit)
            database.install(ready, name, [], upgrade=["police_force"])
            output = _run_in_shell(ready, name, f"print('KEPT', json.dumps({{{check}}}))")
        finally:
            database.drop(ready, name)
    return json.loads(output.split("KEPT ", 1)[1].splitlines()[0])


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_survives_the_upgrade(kept, edit):
    assert kept[edit]

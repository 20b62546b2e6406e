"""Two real schedulers on one database, killed between batches and started again: each level fires once."""

import pytest

from peers.odoo import OdooService
from peers.waiting import wait_until

COMPLAINTS = 1200
LEVELS = 4

# Everybody who can be asked: a station head, a circle is missing, a superintendent, the zone's head.
PREPARE = f"""
from datetime import timedelta
from odoo import fields
from odoo.addons.police_grievance.tools.envelope import Envelope

zone = env["police.unit"]._zone_desk()
district = env["police.unit"].create(
    {{"code": "T-D", "kind": "district", "name": "Testpur", "parent_id": zone.id}})
station = env["police.unit"].create(
    {{"code": "T-S", "kind": "station", "name": "Testpur Kotwali", "parent_id": district.id}})
for rank, unit in (("sho", station), ("sp", district), ("zone", zone)):
    user = env["res.users"].create({{"name": f"Holder {{rank}}", "login": f"holder_{{rank}}"}})
    rank = env.ref(f"police_force.rank_{{rank}}")
    keys = {{"rank_id": rank.id, "unit_id": unit.id}}
    post = env["police.post"].search([(name, "=", value) for name, value in keys.items()], limit=1)
    post = post or env["police.post"].create(keys)
    env["police.posting"].create(
        {{"post_id": post.id, "user_id": user.id, "date_from": "2020-01-01 00:00:00"}})
received = fields.Datetime.now() - timedelta(hours=40)
for number in range({COMPLAINTS}):
    complaint = env["police.complaint"]._intake(Envelope(
        channel="email", received_at=received, sender_kind="other",
        sender_value="nowhere", text="Loud music every night")).complaint
    complaint.write(complaint._unit_values(station))
"""
WAKE = """
env.ref("police_grievance.ir_cron_escalate")._trigger()
env.cr.commit()
"""


@pytest.fixture
def schedulers(tmp_path):
    """Two services on one database that nobody else uses; neither is started."""
    pair = [OdooService("police_test_schedulers", tmp_path, "--max-cron-threads=2")]
    pair[0].create_database()
    pair.append(OdooService("police_test_schedulers", tmp_path / "second", "--max-cron-threads=2"))
    pair[1].log.parent.mkdir()
    yield pair
    for service in pair:
        if service.process and service.process.poll() is None:
            service.kill()
    pair[0].drop_database()


def _count(service, statement):
    return int(service.query(f"SELECT count(*) FROM {statement}"))


def test_each_level_fires_once_with_two_schedulers_and_a_kill_between_batches(schedulers):
    first = schedulers[0]
    first.python(PREPARE + WAKE)
    for service in schedulers:
        service.start()
    wait_until(lambda: _count(first, "police_escalation") > 0, 120, "no batch was committed")
    # Whichever of them ran it: as a power cut would.
    for service in schedulers:
        service.kill()
    assert _count(first, "police_escalation") < COMPLAINTS * LEVELS, (
        "the kill came too late to test anything"
    )
    first.python(WAKE)
    for service in schedulers:
        service.start()
    wait_until(
        lambda: (
            _count(first, "police_escalation WHERE notice_id IS NOT NULL") == COMPLAINTS * LEVELS
        ),
        180,
        "the schedulers did not finish",
    )
    for service in schedulers:
        service.stop()
    repeated = "(SELECT 1 FROM police_escalation GROUP BY complaint_id, cycle, level_id HAVING count(*) > 1) r"
    assert _count(first, repeated) == 0
    assert _count(first, "police_escalation") == COMPLAINTS * LEVELS
    # The circle is vacant, so two levels end at the superintendent: one activity for both.
    assert _count(first, "mail_activity WHERE res_model = 'police.complaint'") == COMPLAINTS * 3
    assert _count(first, "police_milestone WHERE code = 'escalated'") == COMPLAINTS
    still_due = "police_complaint WHERE next_escalation_at <= now() AT TIME ZONE 'UTC'"
    assert _count(first, still_due) == 0

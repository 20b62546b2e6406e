"""Letters to officers while the relay is down, and a service that is killed meanwhile."""

import pytest
from mails import parsed

from peers.odoo import OdooService
from peers.relay import Relay
from peers.waiting import wait_until

ADDRESS = "head@police.example"
# A station whose head hears of what has come up.
PREPARE = f"""
from datetime import timedelta
from odoo import fields
from odoo.addons.police_grievance.tools.envelope import Envelope

zone = env["police.unit"]._zone_desk()
station = env["police.unit"].create(
    {{"code": "T-S", "kind": "station", "name": "Testpur Kotwali", "parent_id": zone.id}})
user = env["res.users"].create({{"name": "Head Example", "login": "head", "email": "{ADDRESS}"}})
post = env["police.post"].create(
    {{"rank_id": env.ref("police_force.rank_sho").id, "unit_id": station.id}})
env["police.posting"].create(
    {{"post_id": post.id, "user_id": user.id, "date_from": "2020-01-01 00:00:00"}})
complaint = env["police.complaint"]._intake(Envelope(
    channel="email", received_at=fields.Datetime.now() - timedelta(hours=13),
    sender_kind="other", sender_value="nowhere", text="Loud music every night")).complaint
complaint.write(complaint._unit_values(station))
env.ref("police_grievance.ir_cron_escalate")._trigger()
env.cr.commit()
"""
DUE_NOW = "UPDATE police_channel_message SET next_attempt_at = now() at time zone 'utc'"


@pytest.fixture
def relay():
    """A mail server that is not running yet."""
    return Relay()


@pytest.fixture
def service(relay, tmp_path):
    options = ("--smtp=127.0.0.1", f"--smtp-port={relay.port}", "--max-cron-threads=2")
    odoo = OdooService("police_test_letters_out", tmp_path, *options)
    odoo.create_database()
    yield odoo
    if odoo.process and odoo.process.poll() is None:
        odoo.kill()
    odoo.drop_database()


def letter(service):
    """State of the letter, and whether what it tells counts as told."""
    return service.query(
        "SELECT row.state || ' ' || COALESCE(row.detail, '-') FROM police_channel_message row"
        " WHERE row.officer_id IS NOT NULL"
    ).strip()


def told(service):
    return int(service.query("SELECT count(*) FROM police_notice WHERE told_at IS NOT NULL"))


def test_it_goes_out_once_when_the_relay_is_back(service, relay):
    service.start()
    service.python(PREPARE)
    wait_until(lambda: "refused" in letter(service).lower(), 120, "not tried")
    assert letter(service).startswith("queued")
    assert (told(service), int(service.query("SELECT count(*) FROM police_notice"))) == (0, 1)
    service.kill()
    relay.start()
    try:
        service.start()
        service.query(f"{DUE_NOW} WHERE officer_id IS NOT NULL")
        [content] = wait_until(lambda: relay.to(ADDRESS), 150, "never sent")
        assert "Complaints that have come up to you" in parsed(content)["Subject"]
        wait_until(lambda: letter(service).startswith("sent"), 20, "not noted")
        assert told(service) == 1
        service.kill()
        service.start()
        service.python('env["police.channel.message"]._sweep()')
        assert len(relay.to(ADDRESS)) == 1
    finally:
        relay.stop()

"""`make run SMS=1`: the door, Kannel and phones beside the service, put together by the launcher."""

import urllib.parse
from types import SimpleNamespace

import pytest

from launcher import database, kannel, sms, sms_door
from launcher.messages import LaunchError
from launcher.supervisor import Supervisor
from peers.odoo import free_port
from peers.waiting import wait_until
from peers.webhook import SECRET, Webhooks

READY = SimpleNamespace(python=SimpleNamespace(python="python3"))
PORTS = (
    "SMS_DOOR_PORT",
    *(f"KANNEL_{name}_PORT" for name in ("ADMIN", "SMSBOX", "SENDSMS", "PHONES")),
)


@pytest.fixture
def local(tmp_path, monkeypatch):
    """A checkout's own folder, ports of its own, and a database with the channel."""
    monkeypatch.setenv("SMS", "1")
    for name in PORTS:
        monkeypatch.setenv(name, str(free_port()))
    for module in (kannel, sms, sms_door):
        monkeypatch.setattr(module, "LOCAL", tmp_path)
    monkeypatch.setattr(database, "query", lambda *_asked: SECRET)
    monkeypatch.setattr(kannel, "CONNECTIONS", tmp_path / "none")
    return tmp_path


def test_it_is_started_only_where_it_is_asked_for(local, monkeypatch):
    assert [variable for variable, _port in sms.ports()] == list(PORTS)
    monkeypatch.setenv("SMS", "0")
    assert sms.processes(READY, "any", "any") == []
    assert sms.ports() == []


def test_a_database_without_the_channel_is_said(local, monkeypatch):
    monkeypatch.setattr(database, "query", lambda *_asked: "")
    with pytest.raises(LaunchError, match="has no channel whose webhook ends in sms/in"):
        sms.processes(READY, "empty", "any")


def test_what_the_operator_wrote_comes_before_the_phones(local, monkeypatch):
    kannel.CONNECTIONS.write_text("group = smsc\n")
    assert [one.name for one in sms.processes(READY, "any", "any")] == [
        *("sms_door", "bearerbox", "smsbox"),
    ]
    assert "KANNEL_PHONES_PORT" not in dict(sms.ports())


@pytest.mark.parametrize("has_connections", [True, False])
@pytest.mark.parametrize("has_phones", [True, False])
def test_the_number_of_the_phones_is_written_only_where_they_run(
    local, monkeypatch, has_phones, has_connections
):
    """A container of Odoo sees no connections, whatever the gateway's containers have."""
    if has_connections:
        kannel.CONNECTIONS.write_text("group = smsc\n")
    scripts = []
    monkeypatch.setattr(database, "python", lambda _ready, _name, script: scripts.append(script))
    sms.set_up(READY, "any", **({"has_phones": True} if has_phones else {}))
    is_written = has_phones and not has_connections
    assert [f"channel.address = {sms.SHORT_CODE!r}" in script for script in scripts] == [is_written]


def test_nobody_else_reads_the_passwords(local):
    sms.processes(READY, "any", "any")
    assert kannel.folder().stat().st_mode & 0o77 == 0
    for name in ("kannel.conf", "fake.conf"):
        assert (kannel.folder() / name).stat().st_mode & 0o77 == 0


def test_a_phone_writes_and_is_written_to(local, capsys):
    webhooks = Webhooks()
    webhooks.start()
    supervisor = Supervisor(local / "log")
    try:
        for process in sms.processes(READY, "any", f"127.0.0.1:{webhooks.port}"):
            supervisor.start(process)
        sms.write(["+910000000001", "मेरी साइकिल", "चोरी हुई"])
        wait_until(lambda: webhooks.taken, 20, "the message did not come")
        fields = webhooks.events("mo")[0]
        assert (fields["from"], fields["text"]) == ("+910000000001", "मेरी साइकिल चोरी हुई")
        send("+910000000001", "आपकी शिकायत दर्ज हुई। " * 5)
        received = local / "phones" / "received"
        wait_until(lambda: received.exists() and "(2/2)" in received.read_text(), 20, "not sent")
        sms.write([])
        assert "> +910000000001 (1/2): आपकी शिकायत" in capsys.readouterr().out
    finally:
        supervisor.stop()
        webhooks.stop()


def send(number, text):
    gateway = sms.gateway(READY, "any")
    fields = {
        "username": kannel.USER,
        "password": kannel.password(SECRET, "sendsms"),
        "from": "POLICE",
        "to": number,
        "text": text,
        "coding": "2",
        "charset": "UTF-8",
        "dlr-mask": "31",
        "dlr-url": gateway.door + "?event=dlr&ours=1&type=%d",
    }
    address = f"{gateway.sendsms}?{urllib.parse.urlencode(fields)}"
    with kannel.WITHOUT_PROXY.open(address, timeout=20) as answer:
        assert answer.status == 202


def test_without_phones_it_is_said(local):
    with pytest.raises(LaunchError, match="make run SMS=1"):
        sms.write(["+910000000001", "words"])

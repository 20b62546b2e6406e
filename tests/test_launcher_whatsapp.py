"""`make run WHATSAPP=1` and `make demo-message`: the parts that the launcher adds beside the service."""

import sys
from types import SimpleNamespace

import pytest
import requests

from launcher import database, demo_message, sms, whatsapp
from launcher.messages import LaunchError
from launcher.supervisor import Supervisor
from peers.called import Called
from peers.graph import NUMBER, NUMBER_ID
from peers.odoo import free_port
from peers.waiting import wait_until

READY = SimpleNamespace(python=SimpleNamespace(python=sys.executable))
ASHA = "+910000000001"


@pytest.fixture
def local(tmp_path, monkeypatch):
    """A checkout's own folder, a port of its own, and a database with the channel."""
    monkeypatch.setenv("WHATSAPP", "1")
    monkeypatch.setenv("WHATSAPP_PORT", str(free_port()))
    monkeypatch.setattr(whatsapp, "LOCAL", tmp_path)
    known = f"http://127.0.0.1:{whatsapp.port()}|app secret|token"
    monkeypatch.setattr(database, "query", lambda *_asked: known)
    return tmp_path


@pytest.fixture
def written(monkeypatch):
    """The scripts that are run in the database."""
    scripts = []
    monkeypatch.setattr(database, "python", lambda _ready, _name, script: scripts.append(script))
    return scripts


@pytest.fixture
def phones(local, tmp_path):
    """The phones beside a webhook, started as `make run` does it."""
    called, supervisor = Called(), Supervisor(tmp_path)
    [process] = whatsapp.processes(READY, "any", called.root.removeprefix("http://"))
    supervisor.start(process)
    yield called
    supervisor.stop()
    called.stop()


def test_it_is_started_only_where_it_is_asked_for(local, monkeypatch, written):
    assert [name for name, _port in whatsapp.ports()] == ["WHATSAPP_PORT"]
    monkeypatch.setenv("WHATSAPP", "0")
    assert (whatsapp.processes(READY, "any", "any"), whatsapp.ports()) == ([], [])
    whatsapp.set_up(READY, "any")
    assert written == []


def test_its_number_is_the_peers():
    assert (whatsapp.NUMBER, whatsapp.NUMBER_ID) == (NUMBER, NUMBER_ID)


def test_a_channel_is_connected_once(local, monkeypatch, written):
    whatsapp.set_up(READY, "any")
    assert written == []
    monkeypatch.setattr(database, "query", lambda *_asked: "https://graph.facebook.com||")
    whatsapp.set_up(READY, "any")
    [script] = written
    assert f"'api_url': 'http://127.0.0.1:{whatsapp.port()}'" in script


def test_a_channel_that_sends_to_meta_is_left_alone(local, monkeypatch, written):
    known = "https://graph.facebook.com|app secret|token"
    monkeypatch.setattr(database, "query", lambda *_asked: known)
    with pytest.raises(LaunchError, match="has a token for Meta"):
        whatsapp.set_up(READY, "any")
    monkeypatch.setattr(database, "query", lambda *_asked: "")
    with pytest.raises(LaunchError, match="has no channel whose webhook ends in whatsapp/in"):
        whatsapp.set_up(READY, "empty")
    assert written == []


def test_phones_write_and_show_what_they_get(phones, tmp_path, capsys):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a picture")
    demo_message.send(["whatsapp", ASHA, "Meri cycle chori ho gayi", ""])
    demo_message.send(["whatsapp", ASHA, "Dekhiye", str(photo)])
    wait_until(lambda: len(phones.bodies) == 2, 10, "nothing came")
    words, picture = phones.told("messages")
    assert (words["from"], words["text"]["body"]) == (ASHA[1:], "Meri cycle chori ho gayi")
    assert (picture["type"], picture["image"]["caption"]) == ("image", "Dekhiye")
    buttons = [{"type": "reply", "reply": {"id": "yes", "title": "Haan"}}]
    message = {
        "messaging_product": "whatsapp",
        "to": ASHA,
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": "Theek hai?"},
            "action": {"buttons": buttons},
        },
    }
    url = f"http://127.0.0.1:{whatsapp.port()}/v25.0/{NUMBER_ID}/messages"
    answer = requests.post(url, json=message, headers={"Authorization": "Bearer token"}, timeout=10)
    assert answer.status_code == 200
    wait_until(lambda: "[Haan]" in whatsapp.read(), 10, "it is not shown")
    demo_message.send(["whatsapp"])
    assert "Theek hai?" in capsys.readouterr().out
    demo_message.send(["whatsapp", ASHA, "Haan", "", ""])
    demo_message.send(["whatsapp", ASHA, "", "", "26.4499,80.3319"])
    wait_until(lambda: len(phones.told("messages")) == 4, 10, "nothing came")
    pressed, pin = phones.told("messages")[2:]
    assert pressed["interactive"]["button_reply"] == {"id": "yes", "title": "Haan"}
    assert pin["location"] == {"latitude": 26.4499, "longitude": 80.3319}


def test_what_cannot_be_sent_is_said(local, monkeypatch):
    for arguments, words in (
        ([], "Say which channel"),
        (["pigeon", ASHA, "x"], "Say which channel"),
        (["whatsapp", ASHA], "Say which channel"),
        (["whatsapp", ASHA, "x", "/no/such/file"], "There is no file"),
        (["whatsapp", ASHA, "x"], "There are no phones"),
        (["sms", ASHA, "x", __file__], "carries no file"),
        (["sms", ASHA, "x", "", "26.4,80.3"], "sent by WhatsApp"),
        (["whatsapp", ASHA, "", "", "Kanpur"], "sent by WhatsApp"),
    ):
        with pytest.raises(LaunchError, match=words):
            demo_message.send(arguments)
    taken = []
    monkeypatch.setattr(sms, "write", taken.append)
    demo_message.send(["sms", ASHA, "Chori hui"])
    demo_message.send(["sms", "", "", ""])
    assert taken == [[ASHA, "Chori hui"], []]

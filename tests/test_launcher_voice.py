"""`make run VOICE=1`: the voice door and Asterisk beside the service, put together by the launcher."""

import wave
from types import SimpleNamespace

import pytest

from launcher import asterisk, database, prompts, voice, voice_door
from launcher.messages import LaunchError
from launcher.supervisor import Supervisor
from peers.odoo import free_port
from peers.webhook import SECRET

READY = SimpleNamespace(python=SimpleNamespace(python="python3"))


@pytest.fixture
def local(tmp_path, monkeypatch):
    """A checkout's own folder, ports of its own, and a database with the channel."""
    monkeypatch.setenv("VOICE", "1")
    for name in ("VOICE_DOOR_PORT", "VOICE_SIP_PORT", "VOICE_MANAGER_PORT"):
        monkeypatch.setenv(name, str(free_port()))
    for module in (asterisk, voice, voice_door):
        monkeypatch.setattr(module, "LOCAL", tmp_path)
    monkeypatch.setattr(database, "query", lambda *_asked: SECRET)
    monkeypatch.setattr(asterisk, "CONNECTIONS", tmp_path / "none")
    return tmp_path


def test_it_is_started_only_where_it_is_asked_for(local, monkeypatch):
    listening = ["VOICE_DOOR_PORT", "VOICE_MANAGER_PORT"]
    assert [variable for variable, _port in voice.ports()] == listening
    monkeypatch.setenv("VOICE", "0")
    assert voice.processes(READY, "any", "any") == []
    assert voice.ports() == []


def test_a_database_without_the_channel_is_said(local, monkeypatch):
    monkeypatch.setattr(database, "query", lambda *_asked: "")
    with pytest.raises(LaunchError, match="has no channel whose webhook ends in voice/in"):
        voice.processes(READY, "empty", "any")


def test_both_start_and_nobody_else_reads_what_they_know(local):
    supervisor = Supervisor(local / "log")
    try:
        for process in voice.processes(READY, "any", f"127.0.0.1:{free_port()}"):
            supervisor.start(process)
        assert voice.exchange(READY, "any").answers()
        for folder in (asterisk.folder() / "etc", voice.calls(), voice_door.folder()):
            assert folder.stat().st_mode & 0o77 == 0
        for file in (asterisk.folder() / "etc").iterdir():
            assert file.stat().st_mode & 0o77 == 0
        log = (local / "log" / "asterisk.log").read_text()
        assert "ERROR" not in log
    finally:
        supervisor.stop()


def test_the_operator_s_lines_come_before_the_fake_ones(local, monkeypatch):
    assert asterisk.connections() == asterisk.FAKE
    asterisk.CONNECTIONS.write_text("; ours\n")
    assert asterisk.connections() == asterisk.CONNECTIONS
    monkeypatch.setenv("VOICE_CONNECTIONS", "/elsewhere")
    assert str(asterisk.connections()) == "/elsewhere"


def test_lines_for_this_machine_alone_are_not_opened_to_others(local, monkeypatch):
    """Anybody would call by them, and log in as a call taker."""
    monkeypatch.setenv("VOICE_INTERFACE", "0.0.0.0")
    with pytest.raises(LaunchError, match="opens the exchange to others"):
        voice.exchange(READY, "any")
    asterisk.CONNECTIONS.write_text("; ours\n")
    assert voice.exchange(READY, "any").interface == "0.0.0.0"
    asterisk.CONNECTIONS.unlink()
    monkeypatch.setenv("VOICE_INTERFACE", "127.0.0.2")
    assert voice.exchange(READY, "any").interface == "127.0.0.2"


@pytest.mark.parametrize("text", ["", "1-", "2-1", "0-5", "1-70000", "a-b"])
def test_ports_for_sound_that_are_none(local, monkeypatch, text):
    monkeypatch.setenv("VOICE_SOUND_PORTS", text)
    with pytest.raises(LaunchError, match="no range of ports"):
        asterisk.Ports.chosen()


def test_another_series_is_refused(local, tmp_path, monkeypatch):
    archive = SimpleNamespace(update=lambda: None, candidate=lambda _name: "1:23.1.0+dfsg-1")
    monkeypatch.setattr(asterisk.apt_archive, "Archive", lambda *_a, **_k: archive)
    with pytest.raises(LaunchError, match="has Asterisk 1:23"):
        asterisk._fetch(tmp_path / "cache", tmp_path / "cache" / "22")


def test_each_prompt_is_a_sound_that_the_exchange_plays():
    """Of any other kind it plays nothing, and says nothing of it."""
    made = prompts.find_or_make()
    named = {(prompt["language"][:2], prompt["code"]) for prompt in prompts.prompts()}
    files = {(file.parent.name, file.stem): file for file in made.glob("*/*.wav")}
    assert files.keys() == named | {("hi", "tone")}
    for file in files.values():
        with wave.open(str(file)) as sound:
            assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (
                8000,
                2,
                1,
            )
            assert sound.getnframes() > 2000


def test_the_dial_plan_says_only_what_there_is():
    plan = (asterisk.FOLDER / "extensions.conf").read_text()
    codes = {prompt["code"] for prompt in prompts.prompts()}
    said = set()
    for piece in plan.split("${SAY}/")[1:]:
        said.add(piece.split("&")[0].split(",")[0].split(")")[0].split("$")[0].strip())
    assert said - {""} <= codes | {"digit_", "stage_"}

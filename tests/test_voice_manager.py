"""The voice door at the exchange's manager interface: it logs in, asks, and hears what goes on."""

import socket
import sys
import threading

import pytest

from launcher.paths import ADDONS
from peers.waiting import wait_until

sys.path.insert(0, str(ADDONS / "police_channels" / "voice_door"))

from ami import Away, Manager, Refused


@pytest.fixture
def spoken():
    """An exchange that answers each action, but for `Ping`, and tells of one thing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard = []

        def speak():
            peer, _address = server.accept()
            with peer, peer.makefile("rw", newline="") as lines:
                lines.write("Asterisk Call Manager/11.0.0\r\n")
                lines.flush()
                action = {}
                for text in lines:
                    name, colon, value = text.strip().partition(": ")
                    action |= {name: value} if colon else {}
                    if not colon and action:
                        heard.append(action)
                        lines.write(_answer(action))
                        lines.flush()
                        action = {}

        threading.Thread(target=speak, daemon=True).start()
        yield server.getsockname()[1], heard


def _answer(action):
    number = f"ActionID: {action['ActionID']}\r\n"
    if action["Action"] == "Login":
        return f"Response: Success\r\n{number}Message: Authentication accepted\r\n\r\n"
    if action["Action"] == "Ping":
        return ""
    told = "Event: Hold\r\nLinkedid: 1.1\r\n\r\n"
    result = "Error" if action["Action"] == "Redirect" else "Success"
    return f"{told}Response: {result}\r\n{number}Message: so\r\n\r\n"


def test_the_manager_interface(spoken, monkeypatch):
    port, heard = spoken
    manager, opened, events = Manager(f"127.0.0.1:{port}", "pw"), [], []
    hear = threading.Thread(
        target=manager.hear, args=(lambda: opened.append(True), events.append), daemon=True
    )
    hear.start()
    wait_until(lambda: opened, 5, "it does not log in")
    assert heard[0]["Secret"] == "pw"
    manager.do("Setvar", Variable=["A=1", "B=2"])
    assert events == [{"Event": "Hold", "Linkedid": "1.1"}]
    with pytest.raises(Refused):
        manager.do("Redirect")
    monkeypatch.setattr("ami.SECONDS_TO_ANSWER", 0.2)
    with pytest.raises(Away):
        manager.do("Ping")
    for value in ("x\r\nAction: Command", "x\n", "x\r"):
        with pytest.raises(ValueError, match="more than a line"):
            manager.send("Setvar", Value=value)


def test_nobody_is_there():
    manager = Manager("127.0.0.1:1", "pw")
    manager.hear(lambda: None, lambda _event: None)
    with pytest.raises(Away):
        manager.do("Ping")

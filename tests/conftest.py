"""For the tests across processes."""

import logging
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from peers import voice_door
from peers.call_desk import CallDesk
from peers.call_lines import quiet, with_takers
from peers.exchange import in_front_of
from peers.mail_door import MailDoor
from peers.odoo import OdooService, free_port
from peers.smsc import MessageCentre


def serving(name, folder, *options):
    """A running Odoo with all addons and a database of its own; its log has to stay clean."""
    service = OdooService(name, folder, *options)
    service.create_database()
    try:
        service.start()
        yield service
    finally:
        service.stop()
        lines = service.unexpected_log_lines()
        service.drop_database()
    assert not lines, "Unexpected log lines:\n" + "\n".join(lines)


@pytest.fixture(scope="module")
def odoo(request, tmp_path_factory):
    name = f"police_{request.module.__name__.rpartition('.')[2]}"
    yield from serving(name, tmp_path_factory.mktemp("odoo"))


@pytest.fixture(scope="module")
def call_desk(request, tmp_path_factory):
    """Call takers at their phones and screens, before a service of their own."""
    name = f"police_{request.module.__name__.rpartition('.')[2]}"
    # In one process, so that live updates come from the address of the pages.
    for odoo in serving(name, tmp_path_factory.mktemp("odoo"), "--workers=0"):
        desk = CallDesk(odoo)
        yield desk
        desk.stop()
        assert "Traceback" not in desk.exchange.logs()


@pytest.fixture
def desk(call_desk):
    """The first call taker is on duty, and looks at the start page."""
    call_desk.begin()
    yield call_desk
    call_desk.end()


@pytest.fixture(scope="module")
def exchange(odoo):
    """The telephone exchange in front of a running service."""
    with in_front_of(odoo) as exchange:
        yield exchange


@pytest.fixture(scope="module")
def lines():
    """Without Odoo: the service that a test plays, and the exchange with two call takers' phones."""
    with with_takers() as running:
        yield running


@pytest.fixture
def quiet_lines(lines):
    with quiet(*lines):
        yield lines


@pytest.fixture
def played(quiet_lines):
    return quiet_lines[0]


@pytest.fixture
def lone_exchange(quiet_lines):
    return quiet_lines[1]


@pytest.fixture
def service():
    """What takes calls and questions in tests of the voice door's parts."""
    return voice_door.Service()


@pytest.fixture
def calls(tmp_path):
    """What they find in the exchange's folder."""
    return voice_door.calls_of(tmp_path)


@pytest.fixture
def told(monkeypatch):
    """What the voice door's log says above information: an alarm is meant to."""
    lines = []
    log = logging.getLogger("voice_door")
    monkeypatch.setattr(log, "error", lambda line, *_: lines.append(line))
    return lines


@pytest.fixture(scope="module")
def centre():
    """The message centre of a telephone network, for the SMS gateway."""
    centre = MessageCentre()
    centre.start()
    yield centre
    centre.stop()


@pytest.fixture(scope="module")
def mail_port():
    """Where the service sends its mail: the port of the mail door."""
    return free_port()


@pytest.fixture(scope="module")
def mail_odoo(request, tmp_path_factory, mail_port):
    """Like `odoo`, sending through the mail door of the fixture `door`."""
    name = f"police_{request.module.__name__.rpartition('.')[2]}"
    options = ("--smtp=127.0.0.1", f"--smtp-port={mail_port}")
    yield from serving(name, tmp_path_factory.mktemp("odoo"), *options)


@pytest.fixture(scope="module")
def door(mail_odoo, mail_port, tmp_path_factory):
    """The mail door, in and out."""
    door = MailDoor(mail_odoo, tmp_path_factory.mktemp("door"), mail_port)
    door.start()
    yield door
    door.stop()

"""`make run`, `make stop` and `make clean` as a person meets them."""

import os
import re
import socket
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from websocket import create_connection

from launcher.supervisor import SECONDS_TO_STOP
from log_check import Tolerance, unexpected_lines
from peers.first_pages import FirstPages
from peers.launcher import Launcher, processes_with
from peers.odoo import free_port
from peers.waiting import wait_until

DATABASE = "police_launcher_run"
RUNNING = "The service is running"
SECONDS_TO_INSTALL = 600
SECONDS_TO_START_AGAIN = 40


def status(address):
    """HTTP status of a page, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def master_of(port):
    """Id of the Odoo process that all others of this service come from."""
    return min(processes_with(f"--http-port={port}"))


@pytest.fixture(scope="module")
def port():
    """The port for people; Odoo takes the next one."""
    return free_port(following=1)


@pytest.fixture(scope="module")
def launcher(port, tmp_path_factory):
    """A service that was created from nothing and is running."""
    local = tmp_path_factory.mktemp("run") / "local"
    launcher = Launcher(
        local,
        ODOO_HTTP_PORT=str(port),
        ODOO_GEVENT_PORT=str(free_port()),
        MAIL_DOOR_PORT=str(free_port()),
        ODOO_DATA_DIR=str(local / "odoo-data"),
        PGDATABASE=DATABASE,
    )
    launcher.run("exec", "dropdb", "--if-exists", DATABASE)
    launcher.start("run", until=RUNNING, seconds=SECONDS_TO_INSTALL)
    yield launcher
    launcher.run("stop")
    launcher.run("exec", "dropdb", "--if-exists", "--force", DATABASE)


def test_first_pages_find_their_assets_made(launcher, port):
    """Right after the database was created, both at once, in either language."""
    before = assets_in_database(launcher)
    staff = FirstPages(f"http://localhost:{port}")
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(ask) for ask in (staff.of_a_guest, staff.of_an_officer)]
        answers = dict(answer for one in asked for answer in one.result())
    assert {path: status for path, status in answers.items() if status != 200} == {}
    assert {path.rpartition("/")[2] for path in answers} >= {
        *("web.assets_frontend.min.css", "web.assets_frontend_minimal.min.js"),
        *("web.assets_frontend_lazy.min.js", "web.assets_web.min.css", "web.assets_web.min.js"),
    }
    assert assets_in_database(launcher) == before


def test_workers_have_read_them_before(launcher):
    log = (launcher.output.parent / "local" / "log" / "odoo.log").read_text()
    workers = re.findall(
        r"^\S+ \S+ (\d+) INFO .*GET /web/bundle/web.assets_web HTTP", log, re.MULTILINE
    )
    assert len(workers) == 2
    assert launcher.said().index("Opening the first pages") < launcher.said().index(RUNNING)


def assets_in_database(launcher):
    statement = "SELECT id, url FROM ir_attachment WHERE url LIKE '/web/assets/%' ORDER BY id"
    status, said = launcher.run("exec", "psql", "-XAtq", "-c", statement, DATABASE)
    assert status == 0
    return said


def test_page_is_there(launcher, port):
    assert status(f"http://127.0.0.1:{port}/web/login") == 200
    assert f"http://localhost:{port}" in launcher.said()


def test_installation_logged_nothing_unexpected(launcher):
    log = launcher.output.parent / "local" / "log" / f"install-{DATABASE}_unfinished.log"
    assert unexpected_lines(log, Tolerance.from_file()) == []


def test_live_updates_come_through_the_same_address(launcher, port):
    connection = create_connection(f"ws://127.0.0.1:{port}/websocket", timeout=30)
    assert connection.getstatus() == 101
    connection.close()


@pytest.mark.parametrize("path", ["/queue_job/runjob", "/web/database/manager"])
def test_what_is_not_for_people_is_not_passed_on(launcher, port, path):
    assert status(f"http://127.0.0.1:{port}{path}") == 404


def test_pages_are_compressed(launcher, port):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/web/login", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        assert response.headers["Content-Encoding"] == "gzip"


def test_second_one_at_once_is_refused(launcher):
    code, said = launcher.run("run")
    assert code == 1
    assert "already running in this checkout" in said
    assert "Traceback" not in said


def test_clean_is_refused_while_it_runs(launcher):
    code, said = launcher.run("clean")
    assert code == 1
    assert "`make stop` first" in said


def test_port_in_use_is_said(launcher, port, tmp_path):
    other = Launcher(tmp_path / "local", ODOO_HTTP_PORT=str(port))
    code, said = other.run("run")
    assert code == 1
    assert f"Port {port} on 127.0.0.1 can't be used" in said
    assert "ODOO_HTTP_PORT=" in said
    assert "Traceback" not in said


def test_killed_odoo_comes_back(launcher, port):
    os.kill(master_of(port + 1), 9)
    wait_until(lambda: status(f"http://127.0.0.1:{port}/web/health") == 502, 10, "still there")
    wait_until(lambda: status(f"http://127.0.0.1:{port}/web/health") == 200, 60, "not restarted")
    assert "odoo ended (status -9) and is started again in 1 s" in launcher.said()


def test_ctrl_c_ends_everything_and_the_next_start_takes_seconds(launcher, port):
    assert launcher.interrupt(SECONDS_TO_STOP + 10) == 0
    assert processes_with(f"--http-port={port + 1}") == []
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
    launcher.start("run", until=RUNNING, seconds=SECONDS_TO_START_AGAIN)
    assert "Creating" not in launcher.said()
    assert "Upgrading" not in launcher.said()


def test_killed_launcher_leaves_no_process(launcher, port):
    launcher.process.kill()
    launcher.process.wait()
    before = processes_with(f"--http-port={port + 1}")
    launcher.start("run", until=RUNNING, seconds=SECONDS_TO_STOP + SECONDS_TO_START_AGAIN)
    assert before
    assert not set(before) & set(processes_with(f"--http-port={port + 1}"))


def test_stop_ends_it(launcher, port):
    code, said = launcher.run("stop")
    assert (code, said.strip()) == (0, "Stopped.")
    assert launcher.process.wait(10) == 0
    assert processes_with(f"--http-port={port + 1}") == []
    code, said = launcher.run("stop")
    assert "not running" in said

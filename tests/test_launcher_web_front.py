"""The web server in front of Odoo."""

import pytest

from launcher import settings, web_front
from launcher.commands import run
from launcher.messages import LaunchError
from peers.odoo import free_port
from peers.web_front import WebFront

CLOSED = (
    "/queue_job/runjob",
    "/queue_job/create_test_job",
    "/web/database/manager",
    "/web/database/drop",
    "/web/database",
)
RPC = (
    "/jsonrpc",
    "/xmlrpc/common",
    "/xmlrpc/2/object",
    "/json/2/res.users/read",
    "/json/1/res.users",
    "/json/version",
    "/doc",
    "/doc/index.json",
    "/doc-bearer/index.json",
)
WAYS = (
    "{}",
    "/hi{}",
    "/en{}",
    "/hi_IN{}",
    "/en_US{}",
    "/sr@latin{}",
    "/zh-Hans{}",
    "/hi/en{}",
    "/hi/hi/hi{}",
    "/{}",
    "/hi/{}",
    "/hi%2f{}",
    "/%68i{}",
    "/HI{}",
    "{}/",
    "{}/more",
    "{}?db=other",
    "/x/..{}",
    "/x/%2e%2e{}",
    "/hi/.{}",
    "{}/../../../my",
    "{}/..%2f..%2f..%2fmy",
)
OPEN = (
    "/",
    "/web/login",
    "/hi/my",
    "/hi/my/complaints/new",
    "/web/dataset/call_kw/res.users/read",
    "/web/webclient/load_menus",
    "/web/manifest.webmanifest",
    "/police/channel/mail/in",
    "/complaint/follow/secret",
    "/my/complaints?sort=..%2f",
    "/web/assets/1/abc/web.assets_web.min.js",
    "/documents",
    "/jsonrpcs",
)


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("front")
        patch.setattr(web_front, "LOCAL", folder)
        patch.setenv("POLICE_ADDRESS", "https://grievance.police.example")
        front = WebFront(folder)
    yield front
    front.stop()


def test_a_checkout_in_a_folder_with_any_name(tmp_path, monkeypatch):
    monkeypatch.setattr(web_front, "LOCAL", tmp_path / 'पुलिस "सेवा"; 1')
    behind = [f"127.0.0.1:{free_port()}" for _each in range(2)]
    command = web_front.command(web_front.find_or_fetch(), "127.0.0.1", free_port(), *behind)
    assert "syntax is ok" in run([*command, "-t"])
    assert (web_front.LOCAL / "nginx" / "proxy").is_dir()


def written(path):
    """The same path as clients may write it."""
    yield from (way.format(path) for way in WAYS)
    yield path.replace("/", "//")
    yield "/" + path[1:].replace("/", "%2f")
    yield path.upper()
    yield path.replace("o", "%6f").replace("c", "%63")


@pytest.mark.parametrize("path", [*CLOSED, *RPC])
def test_doors_are_closed_however_they_are_written(front, path):
    front.behind.asked.clear()
    answers = {way: front.ask(way) for way in written(path)}
    # A path that climbs above the top is not even one.
    assert {way: status for way, status in answers.items() if status not in (400, 404)} == {}
    assert front.ask(f"/hi{path}", method="POST", body=b"{}") == 404
    assert front.behind.asked == []


@pytest.mark.parametrize("path", OPEN)
def test_pages_are_passed_on_as_they_were_asked_for(front, path):
    assert front.ask(path) == 200
    assert front.behind.asked[-1] == ("localhost", path)


def test_programs_may_call_where_the_operator_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(web_front, "LOCAL", tmp_path)
    monkeypatch.setenv("POLICE_RPC", "1")
    front = WebFront(tmp_path)
    try:
        assert {front.ask(path) for path in RPC} == {200}
        assert {front.ask(path) for path in CLOSED} == {404}
    finally:
        front.stop()


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8069",
        "127.0.0.1",
        "[::1]:8069",
        "grievance.police.example",
        "LOCALHOST",
    ],
)
def test_known_names_are_answered(front, host):
    assert front.ask("/web/login", host=host) == 200
    assert front.behind.asked[-1] == (host, "/web/login")


@pytest.mark.parametrize(
    "host",
    [
        *(
            "elsewhere.example",
            "grievance.police.example.elsewhere.example",
            "grievanceXpolice.example",
        ),
        *("localhost.elsewhere.example", "localhost:80:80", "10.0.0.1", ""),
    ],
)
def test_other_names_are_not(front, host):
    front.behind.asked.clear()
    assert front.ask("/web/login", host=host) in (400, 421)
    # The name in the request line does not stand in for the one in the header.
    assert front.ask("http://localhost/web/login", host=host) in (400, 421)
    assert front.behind.asked == []


def test_the_address_is_one(monkeypatch):
    monkeypatch.setenv("POLICE_ADDRESS", "https://grievance.police.example/")
    assert settings.address() == "https://grievance.police.example"
    for wrong in ("grievance.police.example", "https://", "https://a'b", "ftp://a.example"):
        monkeypatch.setenv("POLICE_ADDRESS", wrong)
        with pytest.raises(LaunchError, match="POLICE_ADDRESS"):
            settings.address()


def test_the_log_has_no_address_of_a_page(tmp_path, monkeypatch):
    """Not of an upload that is kept in a file meanwhile, nor when nobody answers behind."""
    monkeypatch.setattr(web_front, "LOCAL", tmp_path)
    front = WebFront(tmp_path)
    path = "/complaint/follow/Secret-of-the-link"
    try:
        assert front.ask(f"{path}/reply", method="POST", body=b"x" * 1_000_000) == 200
        assert front.ask(path, method="POST", length=200_000_000) == 413
        front.behind.shutdown()
        front.behind.server_close()
        assert front.ask(path) == 502
    finally:
        front.process.terminate()
        front.process.wait(10)
    log = front.log.read_text()
    assert "Secret" not in log
    assert "GET 502, upstream 127.0.0.1:" in log

"""On a machine whose way out is a proxy."""

import http.server
import sys
import threading

import pytest

from launcher import service
from launcher.commands import run
from launcher.paths import CHECKOUT

DEAD = "http://127.0.0.1:9"


@pytest.fixture
def page():
    """Address of a page on this machine."""
    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"here")

    def log_message(self, *_arguments):
        """Say nothing."""


def test_a_page_of_the_service_is_asked_for_directly(page, monkeypatch):
    monkeypatch.setenv("http_proxy", DEAD)
    monkeypatch.delenv("no_proxy", raising=False)
    assert service.answers(page)


@pytest.mark.parametrize("before", ["", "intranet.example", "*"])
@pytest.mark.parametrize(
    "asking", ["urllib.request.urlopen({!r}).read()", "requests.get({!r}).content"]
)
def test_parts_of_the_service_reach_each_other(page, before, asking):
    program = f"import requests, urllib.request; print({asking.format(page)})"
    launch = [sys.executable, CHECKOUT / "tools" / "launch", "exec", "python", "-c", program]
    environment = {"http_proxy": DEAD, "no_proxy": "", "NO_PROXY": before}
    assert run(launch, env=environment) == "b'here'\n"

"""The web server in front, with something behind it that takes down what is passed on."""

import http.server
import socket
import subprocess
import threading

from launcher import web_front

from .odoo import free_port
from .waiting import wait_until

SECONDS_TO_START = 10


class Behind(http.server.ThreadingHTTPServer):
    """In place of Odoo: says 200 to everything, and with which Host it was asked for what."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Page)
        self.asked = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.headers["Host"], self.path))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_arguments):
        """Say nothing."""


class WebFront:
    """nginx as the launcher configures it.

    :param folder: for its log
    """

    def __init__(self, folder):
        self.behind = Behind()
        self.port = free_port()
        self.log = folder / "nginx.log"
        behind = f"127.0.0.1:{self.behind.server_port}"
        program = web_front.find_or_fetch()
        command = web_front.command(program, "127.0.0.1", self.port, behind, behind)
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, stderr=log)
        wait_until(lambda: self.ask("/") == 200, SECONDS_TO_START, f"no start, see {self.log}")

    def ask(self, path, host="localhost", method="GET", body=b"", length=None):
        """Send a request as it stands: no client's library makes the path tidy.

        :param length: of the body as it is announced, if not what it is
        :return: HTTP status, 0 when nobody answers
        """
        head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        head += f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
                connection.sendall(head.encode() + body)
                return int(connection.makefile("rb").readline().split()[1])
        except (OSError, IndexError):
            return 0

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.behind.shutdown()
        self.behind.server_close()

"""A server in place of another side of HTTP. Standard library only."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class HttpPeer:
    """
    :ivar handler: class of what answers; it finds this peer as `self.server.owner`
    :ivar port: where it is; 0 until it is started: any
    """

    handler = None

    def __init__(self, port=0):
        self.port, self._server = port, None

    @property
    def root(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), self.handler)
        self._server.daemon_threads, self._server.owner = True, self
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers whole bodies, and says nothing of it."""

    def body(self):
        return self.rfile.read(int(self.headers["Content-Length"]))

    def send(self, status, body=b"", headers=None):
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said):
        """Quiet."""

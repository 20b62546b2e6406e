"""Companies that send SMS, as their documentation says that they answer; on this machine."""

import base64
import itertools
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit


class Peer:
    """One of them.

    :ivar sent: what it was given to send, each a dict of the form's fields
    :ivar failing: (status, dict to answer) instead of what it would answer; or None
    """

    def __init__(self, user, password):
        self.user, self.password = user, password
        self.sent, self.failing = [], None
        self.serial = itertools.count(1)

    def answer(self, method, path, said):
        """:return: (status, dict)"""
        raise NotImplementedError

    def refuse(self, status, code, words):
        """:return: (status, dict) as it words a refusal"""
        raise NotImplementedError

    @contextmanager
    def running(self):
        """:return: its address"""
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fields = parse_qs(body, keep_blank_values=True)
                self._reply("POST", {name: values[0] for name, values in fields.items()})

            def do_GET(self):
                asked = parse_qs(urlsplit(self.path).query)
                self._reply("GET", {name: values[0] for name, values in asked.items()})

            def _reply(self, method, said):
                known = base64.b64encode(f"{peer.user}:{peer.password}".encode()).decode()
                if self.headers["Authorization"] != f"Basic {known}":
                    status, answer = peer.refuse(401, 20003, "Authenticate")
                elif peer.failing:
                    status, answer = peer.failing
                else:
                    status, answer = peer.answer(method, urlsplit(self.path).path, said)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_arguments):
                return

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}"
            finally:
                server.shutdown()
                thread.join()


class TwilioPeer(Peer):
    """Twilio's Messages resource, 2010-04-01.

    :ivar received: what it received for its number: (date as YYYY-MM-DD, identifier)
    """

    def __init__(self, user, password):
        super().__init__(user, password)
        self.received = []

    def _page(self, asked):
        """One message a page: whoever asks has to turn them."""
        rows = [sid for day, sid in self.received if day == asked["DateSent"]]
        at = int(asked.get("Page", 0))
        more = urlencode({**asked, "Page": at + 1})
        path = f"/2010-04-01/Accounts/{self.user}/Messages.json?{more}"
        return {
            "messages": [{"sid": sid, "direction": "inbound"} for sid in rows[at : at + 1]]
            + [{"sid": "SMours", "direction": "outbound-api"}],
            "next_page_uri": path if at + 1 < len(rows) else None,
        }

    def answer(self, method, path, said):
        account = f"/2010-04-01/Accounts/{self.user}"
        if (method, path) == ("GET", f"{account}.json"):
            return 200, {"sid": self.user, "status": "active"}
        if (method, path) == ("GET", f"{account}/Messages.json"):
            return 200, self._page(said)
        if (method, path) != ("POST", f"{account}/Messages.json"):
            return self.refuse(404, 20404, "The requested resource was not found")
        if not said.get("To", "").removeprefix("+").isdigit():
            return self.refuse(400, 21211, f"Invalid 'To' Phone Number: {said.get('To')}")
        if not (said.get("From") or said.get("MessagingServiceSid")):
            return self.refuse(400, 21603, "A 'From' phone number is required.")
        if not said.get("Body"):
            return self.refuse(400, 21602, "Message body is required.")
        if len(said["Body"]) > 1600:
            return self.refuse(400, 21617, "The concatenated message body exceeds the limit.")
        sid = f"SM{next(self.serial):032x}"
        self.sent.append({**said, "sid": sid})
        return 201, {"sid": sid, "status": "queued", "body": said["Body"], "error_code": None}

    def refuse(self, status, code, words):
        return status, {"code": code, "message": words, "status": status}


class ExotelPeer(Peer):
    """Exotel's SMS API v1."""

    def __init__(self, user, password, account):
        super().__init__(user, password)
        self.account = account

    def answer(self, method, path, said):
        account = f"/v1/Accounts/{self.account}"
        if method == "GET" and path.startswith(f"{account}/SMS/Messages/"):
            return self.refuse(404, 0, "Not Found")
        if (method, path) != ("POST", f"{account}/Sms/send.json"):
            return self.refuse(404, 0, "Not Found")
        if not said.get("DltEntityId") or not said.get("Body") or len(said["Body"]) > 2000:
            return self.refuse(400, 0, "Invalid Parameters")
        sid = f"{next(self.serial):032x}"
        self.sent.append({**said, "sid": sid})
        message = {"Sid": sid, "To": said["To"], "Body": said["Body"], "Status": "queued"}
        return 200, {"SMSMessage": message}

    def refuse(self, status, code, words):
        return status, {"RestException": {"Status": status, "Message": words}}

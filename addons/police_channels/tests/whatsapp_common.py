import hashlib
import hmac
import itertools
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase

PHONE, USER = "+910000077123", "IN.13491208655302741918"
NUMBER_ID, APP_SECRET = "106540352242922", "app secret"
SENT = {"messaging_product": "whatsapp", "messages": [{"id": "wamid.OURS"}]}


def body(*messages, statuses=(), **contact):
    """What Meta posts: messages of one sender, reports on ours.

    :param contact: what it says of the sender beside the messages
    """
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": NUMBER_ID},
    }
    if messages:
        value |= {"contacts": [contact or contact_of(PHONE)], "messages": list(messages)}
    if statuses:
        value["statuses"] = list(statuses)
    change = {"value": value, "field": "messages"}
    entry = {"id": "102290129340398", "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def contact_of(phone, name="Asha"):
    return {"profile": {"name": name}, "wa_id": phone.lstrip("+")}


def said(kind="text", content=None, serial="1", **more):
    """One message: its type and what stands under it."""
    content = {"body": content} if kind == "text" else content
    told = {} if content is None else {kind: content}
    sender = {} if "from_user_id" in more else {"from": PHONE.lstrip("+")}
    return {**sender, "id": f"wamid.{serial}", "timestamp": "1", "type": kind, **told, **more}


def error(code, **more):
    return {"error": {"code": code, "message": f"(#{code}) words", "fbtrace_id": "x", **more}}


def signature(raw, secret=APP_SECRET):
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


class WhatsAppCase(ChannelCase):
    """The WhatsApp channel, with what Meta posts, and a Graph API that answers as it is told."""

    _serial = itertools.count()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = cls.env.ref("police_channels.channel_whatsapp").sudo()
        cls.channel.address = "+15550783881"
        cls.number = cls.channel._own_settings()[cls.channel]
        cls.number.write(
            {
                "phone_number_id": NUMBER_ID,
                "app_secret": APP_SECRET,
                "access_token": "token",
                "verify_token": "shown once",
            }
        )

    def _arrive(self, raw):
        with trap_jobs():
            event = self.events._store(self.channel, raw, {})
            event._work()
            for message in event.message_ids:
                message._work()
        return event

    def _say(self, text, **more):
        """:return: the ledger row of words"""
        serial = next(self._serial)
        return self._arrive(body(said(content=text, serial=serial, **more))).message_ids

    def _status(self, status, **more):
        told = {"status": status, "timestamp": str(next(self._serial)), **more}
        return self._arrive(body(statuses=[told]))

    @contextmanager
    def _graph(self, *answers):
        """A Graph API; gives what it was asked, as (path, JSON or bytes).

        :param answers: (HTTP status, JSON) in turn, the last one from then on
        """
        asked, left = [], list(answers or [(200, SENT)])

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                is_json = self.headers.get("Content-Type") == "application/json"
                asked.append((self.path, json.loads(raw) if is_json else raw))
                assert self.headers["Authorization"] == "Bearer token"
                status, answer = left.pop(0) if len(left) > 1 else left[0]
                content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST

            def log_message(self, *_arguments):
                return

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            self.number.api_url = f"http://127.0.0.1:{server.server_port}"
            self.number.access_token = "token"
            try:
                with self.enter_registry_test_mode():
                    yield asked
                    self.env.invalidate_all()
            finally:
                server.shutdown()
                thread.join()

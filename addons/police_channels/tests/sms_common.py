import itertools
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase

PHONE = "+910000077123"


def header(reference, total, number):
    """The octets that say which part of a long message something is."""
    return bytes([5, 0, 3, reference, total, number])


class SmsCase(ChannelCase):
    """The SMS channel, with what its door hands in, and a gateway that answers as it is told."""

    _serial = itertools.count()
    # Whether anything is asked back, and what comes shortly after belongs together.
    converses = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = cls.env.ref("police_channels.channel_sms").sudo()
        cls.channel.address = "9220592205"
        cls.gateway = cls.channel._own_settings()[cls.channel]
        cls.gateway.write({"user": "force", "password": "open sesame"})
        if not cls.converses:
            cls.env["police.conversation.step"].search([]).active = False
            parameters = cls.env["ir.config_parameter"].sudo()
            parameters.set_param("police_channels.together_minutes", "0")

    def _sms(self, text, number="1", sender=PHONE, udh=b"", charset="UTF-8"):
        """The form in which the door hands in what the gateway called it for."""
        said = {"event": "mo", "id": number, "from": sender, "to": "9220592205", "charset": charset}
        words = {"text": text.encode(charset), "udh": udh}
        coded = "&".join(f"{name}={quote(octets)}" for name, octets in words.items())
        return f"{urlencode(said)}&{coded}".encode()

    def _arrive(self, raw):
        with trap_jobs():
            event = self.events._store(self.channel, raw, {})
            event._work()
        return event

    def _report(self, notice, kind, parts=1):
        said = {"event": "dlr", "ours": notice.external_id, "type": kind, "parts": parts}
        return self._arrive(urlencode({**said, "at": next(self._serial)}).encode())

    @contextmanager
    def _smsbox(self, status=202, words="0: Accepted for delivery", headers=()):
        """A sendsms interface; gives what it was asked, each as a dict."""
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
                asked.append({name: values[0] for name, values in query.items()})
                self.send_response(status)
                for name, value in dict(headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(words.encode())

            def log_message(self, *_arguments):
                return

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                self.gateway.url = f"http://127.0.0.1:{server.server_port}/cgi-bin/sendsms"
                self.gateway.password = "open sesame"
                with self.enter_registry_test_mode():
                    yield asked
                    self.env.invalidate_all()
            finally:
                server.shutdown()
                thread.join()

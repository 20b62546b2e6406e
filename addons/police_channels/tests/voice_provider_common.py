from urllib.parse import urlsplit

from odoo.tests import HttpCase

from odoo.addons.queue_job.tests.common import trap_jobs

from .voice_common import VoiceCase
from .voice_peers import Call

PUBLIC = "https://grievance.example"
TAKERS = ("+910000077401", "+910000077402", "+910000077403")


class ProviderCase(VoiceCase, HttpCase):
    """The voice channel with a provider that has the exchange, which calls the real door."""

    provider = None
    peer_class = None
    user = "user"
    password = "token of the account"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("web.base.url", PUBLIC)
        cls.row = cls.channel._own_settings()[cls.channel]
        cls.calls = cls.env["police.channel.call"].sudo()

    def setUp(self):
        super().setUp()
        self.peer = self.peer_class(self.user, self.password, self._post, self._get)
        self._set(url="http://127.0.0.1:9")

    def _set(self, **values):
        known = {"provider": self.provider, "user": self.user, "account": "force1"}
        self.row.write({**known, "password": self.password, **values})

    def _post(self, url, body, headers):
        """A proxy hands on what the provider sends to the public address."""
        with trap_jobs():
            answer = self.url_open(self._inside(url), data=body, headers=headers)
        return answer.status_code, answer.content

    def _get(self, url):
        answer = self.url_open(self._inside(url))
        return answer.status_code, answer.headers["Content-Type"], answer.content

    def _inside(self, url):
        self.assertTrue(url.startswith(PUBLIC), url)
        parts = urlsplit(url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def _call(self, *does, ends=True, **more):
        call = Call(self.peer, self.row.call_url, *does, **more)
        if ends:
            call.end(self.row.ended_url)
        self.env.invalidate_all()
        return call

    def _hand_over(self):
        """As the sweep does, a minute after their end."""
        with trap_jobs():
            for row in self.calls.search([("state", "=", "going_on")]):
                row._work()
            for event in self._events().filtered("next_attempt_at"):
                event._work()

    def _events(self):
        self.env.invalidate_all()
        return self.events.search([("channel_id", "=", self.channel.id)], order="id")

    def _fetch(self, complaint):
        """:return: its files, once they are fetched"""
        self.env.flush_all()
        with self.peer.running() as url, trap_jobs():
            self._set(url=url)
            for file in (
                self.env["police.channel.file"].sudo().search([("complaint_id", "=", complaint.id)])
            ):
                file._work()
        return complaint.evidence_ids

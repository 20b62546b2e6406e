from urllib.parse import urlsplit

from odoo import fields
from odoo.tests import HttpCase

from odoo.addons.police_grievance.tools.envelope import Envelope
from odoo.addons.queue_job.tests.common import trap_jobs

from .voice_common import PHONE, VoiceCase
from .voice_peers import Call

PUBLIC = "https://grievance.example"
RECORDED_TALK = b"RIFF or ID3 as a provider keeps it"
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
        known |= {"password": self.password, "is_recorded": False}
        self.row.write({**known, **values})

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
            for row in self.calls.search([("next_attempt_at", "!=", False)]):
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

    def _fetch_at(self, complaint):
        """:return: its files, once what the provider keeps of it is fetched"""
        with trap_jobs():
            self.env["police.channel.file"].sudo().search(
                [("complaint_id", "=", complaint.id)]
            )._work()
        return complaint.evidence_ids


class TalkCases:
    """Talks by a provider: recorded of who has agreed, and evidence once they are a complaint's."""

    def _talk_recorded(self, *does):
        """A caller says yes, and talks to a call taker; then the call is over."""
        self._set(url=self.peer.url, takers=TAKERS[0], is_recorded=True)
        call = self._call("1", "1", *does)
        self._hand_over()
        return call

    def test_a_talk_is_recorded_of_who_says_yes(self):
        with self.peer.running():
            self._talk_recorded("1", ("completed", RECORDED_TALK))
            talked, recorded = self._events().message_ids.sorted("id")
            self.assertEqual((talked.kind, talked.consent), ("talked", "yes"))
            self.assertEqual((recorded.kind, recorded.complaint_id.id), ("recorded", False))
            # Nothing of it comes here until it is a complaint's.
            self.assertFalse(self.peer.asked)
            complaint = self._complain_of_caller()
            with trap_jobs():
                recorded._keep_recordings(complaint)
            evidence = self._fetch_at(complaint)
        self.assertEqual(evidence.attachment_id.raw, RECORDED_TALK)
        self.assertIn("conversation-", evidence.name)
        self.assertEqual(self.messages._recorded_of(self.channel, [recorded._call_id()]).ids, [])

    def _complain_of_caller(self):
        envelope = Envelope(
            channel="voice",
            received_at=fields.Datetime.now(),
            sender_kind="phone",
            sender_value=PHONE,
            text="Water.",
        )
        return self.env["police.complaint"]._intake(envelope).complaint

    def test_who_does_not_say_yes_is_not_recorded(self):
        with self.peer.running():
            for key in ("2", None):
                self._talk_recorded(key, ("completed", RECORDED_TALK))
        messages = self._events().message_ids
        self.assertEqual(messages.mapped("kind"), ["talked", "talked"])
        self.assertEqual(set(messages.mapped("consent")), {"no"})

    def test_a_talk_that_is_told_of_after_its_call(self):
        with self.peer.running():
            call = self._talk_recorded("1", "completed")
            told = self.peer.keep(RECORDED_TALK)
            url = self.channel._adapter().provider.address("talked")
            self.peer.deliver(url, self.peer.tell(call, **told))
            self._hand_over()
            self._hand_over()
        kinds = self._events().message_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["talked", "recorded"])

    def test_a_talk_that_cannot_be_had_asks_nobody_to_call_again(self):
        with self.peer.running():
            self._talk_recorded("1", ("completed", RECORDED_TALK))
            self.peer.kept = {path: 410 for path in self.peer.kept}
            complaint = self._complain_of_caller()
            recorded = self._events().message_ids.filtered(lambda row: row.kind == "recorded")
            with trap_jobs():
                recorded._keep_recordings(complaint)
            self._fetch_at(complaint)
        self.assertEqual((recorded.file_ids.state, complaint.evidence_ids.ids), ("gone", []))
        self.assertFalse(recorded.files_asked_at)

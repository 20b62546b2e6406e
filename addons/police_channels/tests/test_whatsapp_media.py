import hashlib
import io
import json
from base64 import b64encode
from unittest.mock import patch

import requests

from odoo.tests import tagged

from odoo.addons.police_grievance.tests.media_samples import AMR, HEIC
from odoo.addons.queue_job.tests.common import trap_jobs

from ..adapters.base import EXPIRED, Broken, FileGone
from ..adapters.incoming import RemoteFile
from ..adapters.whatsapp.graph import Graph, GraphError
from .whatsapp_common import WhatsAppCase, body, error, said


@tagged("post_install", "-at_install")
class TestWhatsAppMedia(WhatsAppCase):
    """From what Meta posts of a file to what stands with the complaint."""

    def _sent(self, kind, content, **more):
        digest = b64encode(hashlib.sha256(content).digest()).decode()
        media = {"id": "1001", "mime_type": more.pop("mime_type"), "sha256": digest, **more}
        return self._arrive(body(said(kind, media, str(next(self._serial))))).message_ids

    def _fetch(self, message, kept):
        with patch.object(Graph, "download", side_effect=[kept]) as download, trap_jobs():
            message.file_ids._work()
        self.assertEqual(download.call_args.args[0], "1001")
        return message.complaint_id.evidence_ids

    def test_a_voice_note(self):
        message = self._sent("audio", AMR, mime_type="audio/amr", voice=True)
        complaint = message.complaint_id
        self.assertEqual((complaint.channel, complaint.unheard), ("whatsapp", "sound"))
        evidence = self._fetch(message, AMR)
        self.assertEqual((evidence.attachment_id.raw, evidence.sha256), (AMR, _hex(AMR)))
        self.assertEqual((message.file_ids.state, message.file_ids.reason), ("fetched", False))
        self.assertEqual(evidence.playable_state, "waiting")

    def test_a_photo_with_words(self):
        message = self._sent("image", HEIC, mime_type="image/heic", caption="Loud music")
        self.assertEqual(message.complaint_id.description, "Loud music")
        self.assertFalse(message.complaint_id.unheard)
        self.assertEqual(self._fetch(message, HEIC).attachment_id.raw, HEIC)

    def test_who_sends_a_photo_is_not_asked_for_one(self):
        """It is no evidence before it has been fetched."""
        for place, captions in enumerate((("Loud music",), ("", "Loud music"))):
            sender = {"from": f"9100000780{place:02}"}
            for caption in captions:
                media = {"id": "1001", "mime_type": "image/jpeg", "caption": caption}
                raw = body(said("image", media, str(next(self._serial)), **sender))
                complaint = self._arrive(raw).message_ids.complaint_id
            at = {"latitude": 26.4499, "longitude": 80.3319}
            complaint.write({"routing_state": "certain"})
            self._arrive(body(said("location", at, str(next(self._serial)), **sender)))
            talk = self.env["police.conversation"].sudo().search([], limit=1)
            self.assertEqual((talk.complaint_id, talk.step), (complaint, "who"), captions)

    def test_what_has_expired_is_asked_for_again_there(self):
        message = self._sent("image", HEIC, mime_type="image/heic", caption="Loud music")
        self.assertFalse(self._fetch(message, FileGone(EXPIRED)))
        [asked] = self._notices(message.complaint_id, "message")
        self.assertEqual((asked.channel_id, asked.address), (self.channel, message.address))

    def test_a_fault_of_ours_is_the_channels_problem_until_it_works(self):
        message = self._sent("image", HEIC, mime_type="image/heic", caption="Loud music")
        own = self.channel._own_settings()[self.channel]
        self.assertFalse(self._fetch(message, GraphError(404)))
        file = message.file_ids
        self.assertEqual((file.state, file.detail), ("waiting", "GraphError"))
        self.assertEqual(own.problem, "refused")
        self.assertIn("refuses", self.channel.last_error)
        self.assertFalse(self._notices(message.complaint_id, "message"))
        self.assertTrue(self._fetch(message, HEIC))
        self.assertFalse(own.problem)

    def test_a_file_of_theirs(self):
        file = RemoteFile("4711", "image/jpeg")
        for answers, expected in (
            (((400, error(131052)),), "expired"),
            (((200, {"url": "URL", "file_size": 9}), (404, b"")), "expired"),
            (((200, {"url": "URL", "file_size": 9}), (410, b"")), "expired"),
            (((200, {"url": "URL", "file_size": 99}),), "too_big"),
            (((200, {"url": "URL"}), (200, b"x" * 11)), "too_big"),
        ):
            with self.subTest(answers=answers), self.assertRaises(FileGone) as raised:
                self._ask(file, *answers)
            self.assertEqual(raised.exception.reason, expected)
        self.assertEqual(self._ask(file, (200, {"url": "URL"}), (200, b"x" * 10)), b"x" * 10)

    def test_a_file_of_theirs_is_not_gone_for_a_fault_of_ours(self):
        file = RemoteFile("4711", "image/jpeg")
        for answers, problem in (
            (((400, error(100)),), "refused"),
            (((404, b"no such version"),), "refused"),
            (((401, error(190)),), "log_in"),
            (((200, {"url": "URL", "file_size": 9}), (403, b"")), "log_in"),
        ):
            with self.subTest(answers=answers), self.assertRaises(Broken) as raised:
                self._ask(file, *answers)
            self.assertEqual(raised.exception.problem, problem)

    def test_the_token_goes_nowhere_but_to_meta_and_to_where_it_is_entered_for(self):
        files = "lookaside.fbsbx.com"
        meta = "https://graph.facebook.com"
        for api_url, url, is_asked in (
            (meta, f"https://{files}/whatsapp_business/attachments/?mid=1", True),
            (meta, f"https://{files.upper()}:443/1", True),
            (meta, f"{meta}/v25.0/1", True),
            ("http://graph.internal:8080", "http://graph.internal:8080/1", True),
            ("http://graph.internal:8080", f"https://{files}/1", True),
            (meta, f"http://{files}/1", False),
            (meta, "http://graph.facebook.com/1", False),
            (meta, f"https://{files}:8443/1", False),
            (meta, f"https://{files}.example.org/1", False),
            (meta, f"https://{files}@example.org/1", False),
            (meta, f"https://example.org/{files}", False),
            (meta, "https://[example.org/1", False),
            (meta, f"https://{files}:no/1", False),
            (meta, "", False),
        ):
            self.number.api_url = api_url
            # Typed again after the address has changed.
            self.number.access_token = "token"
            asked = []
            with self.subTest(api_url=api_url, url=url), patch.object(requests, "request") as http:
                http.side_effect = self._told_of_file(url, asked)
                fetch = self.channel._adapter().fetch
                if is_asked:
                    self.assertEqual(fetch(RemoteFile("4711", "image/jpeg"), 10), b"bytes")
                else:
                    with self.assertRaises(Broken):
                        fetch(RemoteFile("4711", "image/jpeg"), 10)
                self.assertEqual(asked, [f"{api_url}/v25.0/4711", *([url] if is_asked else [])])

    def _told_of_file(self, url, asked):
        def answer(_method, address, **_said):
            asked.append(address)
            given = requests.Response()
            given.status_code = 200
            content = b"bytes" if address == url else json.dumps({"url": url}).encode()
            given.raw = io.BytesIO(content)
            return given

        return answer

    def _ask(self, file, *answers):
        told = [list(answer) for answer in answers]
        with self._graph(*told):
            if isinstance(told[0][1], dict) and "url" in told[0][1]:
                told[0][1] = {**told[0][1], "url": f"{self.number.api_url}/file"}
            return self.channel._adapter().fetch(file, 10)


def _hex(content):
    return hashlib.sha256(content).hexdigest()

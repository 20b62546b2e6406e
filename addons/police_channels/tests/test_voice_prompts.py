import base64
import hashlib
import re
from pathlib import Path

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.police_grievance.models.complaint.police_complaint_const import STAGES

from ..tools.recording import HEADER, seconds_of
from .voice_common import VoiceCase, sound

WORDS = Path(__file__).parents[1] / "data" / "police_voice_prompt_data.xml"


@tagged("post_install", "-at_install")
class TestVoicePrompts(VoiceCase):
    """What callers hear."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.prompt = cls.env.ref("police_channels.voice_prompt_greeting_hi")
        cls.row = cls.channel._own_settings()[cls.channel]

    def _told(self):
        return self.row._answer(self.channel.id, {"ask": "prompts"})["prompts"]

    def _record(self, content):
        prompt = self.prompt.with_user(self.administrator)
        prompt.write({"recording": content and base64.b64encode(content)})

    def test_a_recording_goes_to_the_exchange_as_it_plays_it(self):
        self.assertEqual(self._told(), [])
        self._record(sound(2))
        self.assertTrue(self.prompt.is_recorded)
        [told] = self._told()
        self.assertEqual((told["folder"], told["code"]), ("hi", "greeting"))
        answer = self.row._answer(self.channel.id, {"ask": "prompt", "sha256": told["sha256"]})
        content = base64.b64decode(answer["sound"])
        self.assertEqual(hashlib.sha256(content).hexdigest(), told["sha256"])
        # 8 kHz, 16 bits, one channel: it plays nothing else.
        head = HEADER.unpack(content[: HEADER.size])
        self.assertEqual((head[5], head[6], head[7], head[10]), (1, 1, 8000, 16))
        self.assertAlmostEqual(seconds_of(content), 2, places=1)

    def test_removed_callers_hear_the_synthesiser(self):
        self._record(sound(1))
        self.prompt.with_user(self.administrator).spoken_by = "Kamla"
        self._record(False)
        self.assertFalse(self.prompt.is_recorded)
        self.assertFalse(self.prompt.spoken_by, "nobody speaks it any more")
        self.assertEqual(self._told(), [])

    def test_what_is_no_sound_is_refused(self):
        with self.assertRaisesRegex(UserError, "no sound"):
            self._record(b"words")

    def test_only_administrators_choose_the_voice(self):
        with self.assertRaises(AccessError):
            self.prompt.with_user(self.desk_user).write({"spoken_by": "Me"})

    def test_both_languages_say_the_same(self):
        records = etree.parse(WORDS).iter("record")
        rows = [{field.get("name"): field.text for field in record} for record in records]
        codes = {language: set() for language in ("hi_IN", "en_US")}
        for row in rows:
            codes[row["language"]].add(row["code"])
        # Call takers are told in Hindi.
        self.assertEqual(codes["hi_IN"] - codes["en_US"], {"on_duty", "off_duty"})
        self.assertFalse(codes["en_US"] - codes["hi_IN"])
        stages = {f"stage_{code}" for code, _name in STAGES}
        self.assertFalse(stages - codes["hi_IN"])
        self.assertFalse([row for row in rows if re.search(r"\d", row["text"])])

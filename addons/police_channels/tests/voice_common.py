import json
import math
import struct
from datetime import UTC, datetime

from odoo.tests import new_test_user

from odoo.addons.queue_job.tests.common import trap_jobs

from ..tools.recording import RATE, repaired
from .common import ChannelCase

PHONE = "+910000077321"
BEGAN = datetime(2026, 1, 2, 10, 0, tzinfo=UTC)


def sound(seconds=3.0, loudness=6000):
    """:return: a recording with a tone that is about as loud as a voice"""
    samples = (round(loudness * math.sin(n / 4)) for n in range(round(seconds * RATE)))
    return repaired(b"".join(struct.pack("<h", sample) for sample in samples))


def call(serial="1", *steps, recording=b"", sender=PHONE, began=BEGAN, **more):
    """One call as the voice door hands it over.

    :param steps: pairs of what happened and more about it
    """
    first = [
        ("began", str(int(began.timestamp()))),
        ("from", sender),
        ("presentation", more.get("presentation", "allowed_not_screened")),
        ("privacy", more.get("privacy", "")),
    ]
    facts = {"call": f"1767348000.{serial}", "steps": [*first, *steps]}
    return json.dumps(facts).encode() + b"\n" + recording


class VoiceCase(ChannelCase):
    """The voice channel, with what its door hands in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = cls.env.ref("police_channels.channel_voice").sudo()
        cls.sms = cls.env.ref("police_channels.channel_sms").sudo()
        cls.sms.address = "9220592205"
        cls.desk_user = new_test_user(
            cls.env, "test_call_desk", groups="police_force.group_control_room"
        )
        cls.call_backs = cls.env["police.call.back"].sudo()

    def _arrive(self, raw):
        with trap_jobs():
            event = self.events._store(self.channel, raw, {})
            event._work()
        return event

    def _ring(self, serial="1", *steps, **more):
        """Somebody rings, and hangs up while a call taker is looked for."""
        return self._arrive(call(serial, ("phase", "person"), *steps, **more))

    def _speak(self, serial="1", *steps, recording=None, **more):
        recording = sound() if recording is None else recording
        said = (("language", "hi"), ("phase", "words"), ("words", "DTMF"), *steps)
        return self._arrive(call(serial, *said, recording=recording, **more))

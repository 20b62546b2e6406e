from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.bus.models.bus import channel_with_db
from odoo.addons.police_channels.tests.voice_common import PHONE, VoiceCase
from odoo.addons.police_grievance.tools.envelope import Envelope

ORDER = "odoo.addons.police_voice.models.police_channel_voice.PoliceChannelVoice._have_done"
NAME = "1767348000.1"
BEGAN = 1767348000


class TakerCase(VoiceCase):
    """Two call takers at their phones, and what the exchange tells of calls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exchange = cls.env["police.channel.voice"].search([("channel_id", "=", cls.channel.id)])
        cls.other_user = new_test_user(
            cls.env, "test_other_desk", groups="police_force.group_control_room"
        )
        cls.phone, cls.other_phone = cls.env["police.phone"].create(
            [
                {"sip_name": "taker-1", "user_id": cls.desk_user.id},
                {"sip_name": "taker-2", "user_id": cls.other_user.id},
            ]
        )
        cls.calls = cls.env["police.call"]

    @classmethod
    def _tell(cls, *calls, is_all=False, phones=None):
        """What the voice door tells, as its signed question does."""
        cls.env["police.channel.voice"]._answer(
            cls.channel.id,
            {
                "ask": "exchange",
                "all": is_all,
                "door": "http://127.0.0.1:1",
                "calls": calls,
                "phones": phones or {},
            },
        )

    @classmethod
    def _told(cls, *steps, name=NAME, sender=PHONE, **more):
        """A call as the voice door tells of it."""
        first = [["began", str(BEGAN)], ["presentation", "allowed"], ["privacy", ""]]
        steps = [*first, ["from", sender], *map(list, steps)]
        quiet = {"ringing": [], "talking": [], "held": False, "over": False}
        return {"call": name, "steps": steps, **quiet, **more}

    @classmethod
    def _rings(cls, phone="taker-1", **more):
        """A caller waits, and a phone rings."""
        cls._tell(cls._told(("phase", "person"), ("queued", BEGAN + 9), ringing=[phone], **more))
        return cls._call(more.get("name", NAME))

    @classmethod
    def _talks(cls, phone="taker-1", *steps, **more):
        taken = (("taker", phone), ("answered", str(BEGAN + 20)))
        waited = (("phase", "person"), ("queued", str(BEGAN + 9)))
        cls._tell(cls._told(*waited, *taken, *steps, talking=[phone], **more))
        return cls._call(more.get("name", NAME))

    @classmethod
    def _call(cls, name=NAME):
        return cls.calls.search([("exchange_call", "=", name)])

    def _complain(self, phone):
        """:return: a complaint of whoever is known at a phone"""
        envelope = Envelope(
            channel="voice",
            received_at=fields.Datetime.now(),
            sender_kind="phone",
            sender_value=phone,
            text="Water.",
        )
        return self.env["police.complaint"]._intake(envelope).complaint

    @contextmanager
    def _orders(self):
        """:return: list of what the exchange is asked to do, filled as it is"""
        asked = []

        def have_done(_self, order, **more):
            asked.append((order, more))

        with patch(ORDER, have_done):
            yield asked

    def _hears(self, user):
        """:return: payloads that the user's screens were told since the last time"""
        self.env.flush_all()
        self.env.cr.precommit.run()
        last = getattr(self, "last", self.start)
        channel = channel_with_db(self.env.cr.dbname, user.partner_id)
        rows = self.env["bus.bus"].sudo()._poll([channel], last)
        self.last = max([last, *(row["id"] for row in rows)])
        return [
            row["message"]["payload"] for row in rows if row["message"]["type"] == "police_call"
        ]

    def setUp(self):
        super().setUp()
        self.start = self.env["bus.bus"].sudo()._bus_last_id()

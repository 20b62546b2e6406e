from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import ChannelCase
from .samples import raw_mail

CLOCK = ("number", "received_at", "cycle_start", "deadline", "next_escalation_at")


@tagged("post_install", "-at_install")
class TestWrongStation(HttpCase, ChannelCase):
    """In Hindi, from the mail on: the wrong station passes a complaint on, and it does not go to and fro."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        officers = cls.station_head | cls.other_head | cls.circle_officer | cls.desk_user
        officers.lang = "hi_IN"
        places = cls.env["police.place"]
        places.search([]).active = False
        for name, unit in (("Purwa", cls.station), ("Sarai", cls.other_station)):
            places.create(
                {
                    "name": name,
                    "district_id": cls.district.id,
                    "pin_code": "200002",
                    "unit_id": unit.id,
                }
            )

    def _mail(self):
        words = "मेरे मोबाइल के कागज खो गए। पिन कोड 200002."
        raw = raw_mail(words, Subject="=?utf-8?b?4KSV4KS+4KSX4KScIOCkluCliyDgpJfgpI8=?=")
        return self._arrive(raw).message_ids.complaint_id

    def _play(self, tour, login, url="/odoo/complaints"):
        with trap_jobs():
            self.start_tour(url, tour, login=login)

    def _told(self):
        with trap_jobs(), freeze_time(fields.Datetime.now() + timedelta(minutes=15)):
            self.env["police.milestone"]._tell_untold()
        return self._notices(self.complaint, "transferred")

    def test_the_wrong_station(self):
        self.complaint = complaint = self._mail()
        self.assertEqual((complaint.routing_state, complaint.unit_id), ("proposed", self.zone))
        clock = complaint.read(CLOCK)
        self._play("police_desk_confirms_pin", "test_desk", "/odoo")
        self.assertEqual(complaint.unit_id, self.station)

        self._play("police_station_transfers", "test_head")
        self.assertEqual(complaint.unit_id, self.other_station)
        self.assertFalse(complaint.with_user(self.station_head).has_access("read"))
        self.assertTrue(complaint.with_user(self.other_head).has_access("write"))
        self.assertEqual(complaint.read(CLOCK), clock)
        notice = self._told()
        self.assertEqual(len(notice), 1)
        self.assertIn("Shyamgarh", notice.text)
        self.assertEqual(notice.language, "hi_IN")

        self._play("police_station_returns", "test_other_head")
        self.assertEqual(complaint.unit_id, self.station)
        self._play("police_station_returns_again", "test_head")
        self.assertEqual((complaint.unit_id, complaint.transfer_kind), (self.circle, "referral"))
        self._play("police_circle_decides", "test_circle", "/odoo")
        self.assertEqual((complaint.unit_id, complaint.transfer_kind), (self.station, "decision"))
        self.assertEqual(complaint.read(CLOCK), clock)

from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from odoo.addons.police_grievance.tools.number import format_number

from .live_common import LiveCase


@tagged("post_install", "-at_install")
class TestMail(LiveCase):
    """One mail to the office for all that came within some minutes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station_head.email = "head@example.org"
        cls.circle_officer.email = "circle@example.org"
        cls.station.email = "station@example.org"
        cls.env["police.arrival"].search([]).unlink()

    def _mails_after(self, minutes):
        self._commit()
        before = self.env["mail.mail"].search([])
        with (
            freeze_time(fields.Datetime.now() + timedelta(minutes=minutes)),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("police_live.ir_cron_arrivals").method_direct_trigger()
        self.env.invalidate_all()
        return self.env["mail.mail"].search([]) - before

    def test_one_mail_for_many(self):
        complaints = [self._complaint(self.station) for _number in range(3)]
        self.assertFalse(self._mails_after(5))
        mail = self._mails_after(11)
        self.assertEqual(mail.mapped("email_to"), ["station@example.org"])
        for complaint in complaints:
            self.assertIn(format_number(complaint.number), mail.body_html)
        for telling in ("Asha", "Lost papers", "phone papers"):
            self.assertNotIn(telling, mail.body_html + mail.subject)
        self.assertFalse(self._mails_after(30))

    def test_to_who_holds_the_post_where_the_office_has_no_mailbox(self):
        self.station.email = False
        self._complaint(self.station)
        self.assertIn("head@example.org", self._mails_after(11).email_to)

    def test_what_has_gone_elsewhere_is_told_there(self):
        self.other_station.email = "other@example.org"
        complaint = self._complaint(self.station)
        complaint.with_user(self.station_head)._transfer(self.other_station, "Theirs.")
        self.assertEqual(self._mails_after(11).mapped("email_to"), ["other@example.org"])

    def test_nothing_to_a_station_complained_of(self):
        complaint = self._complaint(self.station)
        self._commit()
        complaint.sudo().complained_unit_id = self.station
        addresses = " ".join(self._mails_after(11).mapped("email_to"))
        self.assertNotIn("station@", addresses)
        self.assertNotIn("head@", addresses)

    def test_a_direction_to_the_office_is_told(self):
        order = self._direct(unit=self.station)
        mail = self._mails_after(11)
        self.assertEqual(mail.email_to, "station@example.org")
        self.assertIn(f"police.follow.up/{order.id}", mail.body_html)
        self.assertNotIn("Go there", mail.body_html)

    def test_danger_stands_in_the_subject(self):
        self._complaint(self.station, text="He is beating me now, he will kill me.")
        self.assertIn("Danger", self._mails_after(11).subject)

    def test_none_where_an_administrator_wants_none(self):
        self.env["ir.config_parameter"].set_param("police_live.mail_minutes", "0")
        self._complaint(self.station)
        self.assertFalse(self._mails_after(11))

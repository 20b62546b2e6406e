from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.police_channels.tests.voice_common import PHONE, call

from .taker_common import TakerCase


@tagged("post_install", "-at_install")
class TestCallTakenDown(TakerCase):
    """A talk by a provider belongs to the complaint that was taken down in it, whichever is known first."""

    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()

    def _talk(self, serial="1", ended=timedelta(), sender=PHONE):
        """The provider tells of a call to a call taker, which began ten minutes before it ended."""
        ended_at = self.now - ended
        began = ended_at - timedelta(minutes=10)
        steps = (("phase", "person"), ("consent", "yes"), ("member", "+910000077401"))
        ended_on = ("ended", str(int(ended_at.timestamp())))
        return self._call(
            self._arrive(
                call(serial, *steps, ended_on, sender=sender, began=began)
            ).message_ids.external_id
        )

    def _take_down(self, phone=PHONE, **values):
        draft = self.env["police.registration"].create(
            {"channel": "voice", "user_id": self.desk_user.id, "phone": phone}
        )
        complaint = self._complain(phone)
        complaint.sudo().write({"taken_by_id": self.desk_user.id, **values})
        draft.sudo()._finish("registered", complaint)
        return complaint

    def test_whichever_is_known_first(self):
        complaint = self._take_down()
        self.assertEqual(self._talk().complaint_id, complaint)
        talk = self._talk("2", sender="+910000077322")
        self.assertFalse(talk.complaint_id)
        other = self._take_down("+910000077322")
        self.assertEqual(talk.complaint_id, other)

    def test_where_it_may_be_one_of_two_it_is_neither(self):
        self._take_down()
        self._take_down()
        self.assertFalse(self._talk().complaint_id)
        talks = [self._talk(serial, sender="+910000077322") for serial in ("2", "3")]
        self._take_down("+910000077322")
        self.assertFalse(talks[0].complaint_id or talks[1].complaint_id)

    def test_neither_long_before_nor_by_somebody_else(self):
        talk = self._talk(ended=timedelta(hours=2))
        self._take_down()
        self.assertFalse(talk.complaint_id)
        self.assertFalse(self._talk("2", sender="+910000077999").complaint_id)

    def test_a_complaint_that_nobody_took_down_is_not_it(self):
        self._complain(PHONE)
        self.assertFalse(self._talk().complaint_id)

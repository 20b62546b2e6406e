import json
import re
from ast import literal_eval
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.police_grievance.models.history.police_access_code import TRIES_ALLOWED
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.ir_config_parameter import QUIET_FROM, QUIET_TO
from ..tools.signature import ENVELOPE_HEADER, SIGNATURE_HEADER, sign
from .voice_common import PHONE, VoiceCase


@tagged("post_install", "-at_install")
class TestVoiceAsked(VoiceCase, HttpCase):
    """What the exchange asks while a caller waits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.channel._own_settings()[cls.channel]

    def _ask(self, **question):
        with trap_jobs():
            return self.row._answer(self.channel.id, question)

    def _code_sms(self, complaint):
        return self._notices(complaint).filtered(lambda row: row.reply_code == "code_by_phone")

    def _code_of(self, sms):
        """:return: the digits that the phone shows"""
        return re.search(r"\d{8}", sms._outgoing().text)[0]

    def test_the_number_once_there_is_a_complaint(self):
        self.assertEqual(self._ask(ask="number", call="1767348000.1"), {"number": ""})
        complaint = self._speak().message_ids.complaint_id
        told = self._ask(ask="number", call="1767348000.1")
        self.assertEqual(told, {"number": complaint.number})

    def test_a_code_goes_to_the_phone_on_the_complaint(self):
        complaint = self._speak().message_ids.complaint_id
        self._ask(ask="code", number=complaint.number)
        sms = self._code_sms(complaint)
        self.assertEqual((sms.address, sms.channel_id), (PHONE, self.sms))
        code = self._code_of(sms)
        wrong = f"{(int(code) + 1) % 10**8:08}"
        self.assertEqual(
            self._ask(ask="status", number=complaint.number, code=wrong), {"stage": ""}
        )
        told = self._ask(ask="status", number=complaint.number, code=code)
        self.assertEqual(told, {"stage": complaint.citizen_stage_id.code})
        # Good once.
        told = self._ask(ask="status", number=complaint.number, code=code)
        self.assertEqual(told, {"stage": ""})

    def test_wrong_codes_are_throttled(self):
        complaint = self._speak().message_ids.complaint_id
        self._ask(ask="code", number=complaint.number)
        code = self._code_of(self._code_sms(complaint))
        for _try in range(TRIES_ALLOWED):
            self._ask(ask="status", number=complaint.number, code="00000000")
        told = self._ask(ask="status", number=complaint.number, code=code)
        self.assertEqual(told, {"stage": ""})

    def test_a_number_that_is_none_is_answered_alike(self):
        complaint = self._speak().message_ids.complaint_id
        answers = [
            self._ask(ask="code", number=number) for number in (complaint.number, "1234567890")
        ]
        self.assertEqual(*answers)
        told = self._ask(ask="status", number="1234567890", code="12345678")
        self.assertEqual(told, {"stage": ""})

    def test_who_asks_again_gets_no_second_sms(self):
        complaint = self._speak().message_ids.complaint_id
        for _time in range(3):
            self._ask(ask="code", number=complaint.number)
        self.assertEqual(len(self._code_sms(complaint)), 1)

    def test_it_goes_at_any_hour(self):
        for name, hour in ((QUIET_FROM, "0"), (QUIET_TO, "23.99")):
            self.env["ir.config_parameter"].sudo().set_param(name, hour)
        complaint = self._speak().message_ids.complaint_id
        self._ask(ask="code", number=complaint.number)
        sms = self._code_sms(complaint)
        self.assertFalse(sms._hours_allow_at(sms._recipient()))

    def test_a_code_for_one_thing_is_good_for_no_other(self):
        complaint = self._speak().message_ids.complaint_id
        codes, party = self.env["police.access.code"], complaint._complainants()
        codes._request(party, self.env["res.partner"], "reopen")
        code = codes._make(party, ("reopen",))
        told = self._ask(ask="status", number=complaint.number, code=code)
        self.assertEqual(told, {"stage": ""})

    def test_an_alarm_while_there_is_no_room(self):
        self._ask(ask="room", has_room=False)
        self.assertEqual(self.row.problem, "full")
        self.assertTrue(self.channel.last_error)
        since = self.row.problem_at = fields.Datetime.now() - timedelta(minutes=5)
        self._ask(ask="room", has_room=False)
        self.assertEqual(self.row.problem_at, since)
        self._ask(ask="room", has_room=True)
        self.assertFalse(self.row.problem)

    def test_calls_that_wait_at_the_exchange_are_on_the_start_page(self):
        tile = self.env.ref("police_channels.start_tile_calls_stuck")
        for calls, found in ((3, self.row), (0, self.row.browse()), ("many", self.row.browse())):
            self._ask(ask="stuck", calls=calls)
            counted = self.row.with_user(self.desk_user).search(literal_eval(tile.domain))
            self.assertEqual((counted, self.row.stuck_count), (found, 3 if found else 0))

    def test_only_the_door_asks(self):
        body = json.dumps({"ask": "number", "call": "1.1"})
        url, told = "/police/channel/voice/ask", "{}"
        headers = {"Content-Type": "application/json", ENVELOPE_HEADER: told}
        self.assertEqual(self.url_open(url, body, headers=headers).status_code, 403)
        headers[SIGNATURE_HEADER] = sign(self.channel.secret, told, body.encode())
        self.assertEqual(self.url_open(url, body, headers=headers).json(), {"number": ""})
        other = self.url_open("/police/channel/sms/ask", body, headers=headers)
        self.assertEqual(other.status_code, 404)
        for unknown in ("[]", '{"ask": "anything"}', "{}"):
            headers[SIGNATURE_HEADER] = sign(self.channel.secret, told, unknown.encode())
            self.assertEqual(self.url_open(url, unknown, headers=headers).status_code, 404)

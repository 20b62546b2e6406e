import json
import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.police_grievance.tests.identity_common import EMAIL, NAME, IdentityCase
from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.police_channel_mail import PoliceChannelMail
from .common import ChannelCase, StandInServer

BRIBE = "थाना Rampurwa का दरोगा रिश्वत मांग रहा है। सबको पता है: quillword."
HARASSED = f"""A man follows me home to Rampurwa every evening.

Yours faithfully
{NAME}
00000 77123"""


@tagged("post_install", "-at_install")
class TestWhoMayKnow(ChannelCase, IdentityCase):
    """Two mails: one about a station's officer, one of a woman whom the station may not know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel.sender_name = "Police Grievance Cell"
        officers = cls.station_head | cls.constable | cls.desk_user | cls.circle_officer
        officers.lang = "hi_IN"
        for officer in officers:
            officer.password = officer.login
        # Who is let export still exports nothing of what may not be known.
        cls.station_head.group_ids += cls.env.ref("base.group_allow_export")

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"))
        sender = {"From": f"{NAME} <{EMAIL}>"}
        about = self._arrive(text=BRIBE, Subject="Quillword", Message_ID="<a@x>", **sender)
        self.about_officer = about.message_ids.complaint_id
        woman = self._arrive(
            text=HARASSED, Subject=f"{NAME} asks for help", Message_ID="<b@x>", **sender
        )
        self.of_woman = woman.message_ids.complaint_id

    @contextmanager
    def _mail_server(self, **replies):
        """As in `ChannelCase`; a test with a browser has its test mode already."""
        server = StandInServer(**replies)
        with patch.object(PoliceChannelMail, "_connect", lambda _row: server):
            yield server
        self.env.invalidate_all()

    def _link(self, complaint):
        """The link in the mail that the citizen got."""
        with self._mail_server() as server:
            self._notices(complaint)[0]._work()
        text = server.mails[0].get_body(("plain",)).get_content()
        return re.search(r"(/complaint/follow/\S+)", text)[1]

    def _citizen_asks_for_protection(self):
        path = self._link(self.of_woman)
        page = self.url_open(path).text
        key = re.search(r'name="key" value="([^"]+)"', page)[1]
        self.url_open(f"{path}/protect", data={"key": key, "confidentiality": "confidential"})
        key = re.search(r'name="key" value="([^"]+)"', self.url_open(path).text)[1]
        page = self.url_open(
            f"{path}/contact",
            data={"key": key, "is_shared": "1", "contact_from": "0", "contact_to": "0"},
        )
        # Others read along, so that the link in the mail has ended: this is the new one.
        path = "/complaint" + page.url.partition("?")[0].partition("/complaint")[2]
        self.env.invalidate_all()
        self.assertEqual(self.of_woman.confidentiality, "confidential")
        return path

    def _desk_decides(self):
        self.assertEqual(self.about_officer.suspected_unit_id, self.station)
        with trap_jobs():
            self.about_officer.with_user(self.desk_user).action_confirm_routing()
        self.assertEqual(self.about_officer.unit_id, self.circle)

    def _station_finds_nothing_of(self, complaint, words):
        """By search, count, group, export, message, activity, notice, or its number."""
        number, own = complaint.number, [("id", "=", complaint.id)]
        for model, domain in (
            ("police.complaint", own),
            ("police.complaint", [("number", "=", number)]),
            ("police.complaint", [("search_words", "ilike", words)]),
            ("police.complaint", [("complained_unit_id", "!=", False)]),
            ("police.milestone", [("complaint_id", "=", complaint.id)]),
            ("police.escalation", [("complaint_id", "=", complaint.id)]),
            ("police.follow.up", [("complaint_id", "=", complaint.id)]),
            ("police.verification", [("complaint_id", "=", complaint.id)]),
            ("police.evidence", [("complaint_id", "=", complaint.id)]),
            ("police.party", [("complaint_id", "=", complaint.id)]),
            ("mail.message", [("model", "=", "police.complaint"), ("res_id", "=", complaint.id)]),
            ("mail.activity", [("res_id", "=", complaint.id)]),
        ):
            answer = json.loads(self._rpc(model, "search_count", domain))
            self.assertFalse(answer.get("result"), f"{model} {domain}")
        for method, args, kwargs in (
            ("formatted_read_group", [[], ["unit_id", "complained_unit_id"], ["__count"]], {}),
            ("formatted_read_group", [[], ["complained_user_id", "routing_rule"]], {}),
            ("name_search", [number], {}),
            ("search_read", [[], ["number", "subject"]], {}),
            ("export_data", [complaint.ids, ["number", "description"]], {}),
            ("read", [complaint.ids, ["number"]], {}),
            ("web_search_read", [[]], {"specification": {"number": {}, "subject": {}}}),
        ):
            answer = self._rpc("police.complaint", method, *args, **kwargs)
            for telling in (number, words):
                self.assertNotIn(telling, answer.casefold(), method)
        self.assertNotIn("about_police", answer)
        tiles = self._rpc("police.start.page", "get_sections")
        self.assertNotIn(number, tiles)
        self.assertNotEqual(
            self.url_open(f"/web/content/police.complaint/{complaint.id}/description").status_code,
            200,
        )

    def test_the_station_sees_neither_what_it_must_not(self):
        self._citizen_asks_for_protection()
        self._desk_decides()
        with trap_jobs():
            self.about_officer.sudo()._send_to_citizen("Quillword: we look into it.")
            self.of_woman.sudo()._send_to_citizen(f"Dear {NAME}, an officer comes.")
        for officer in (self.station_head, self.constable):
            self.authenticate(officer.login, officer.login)
            with self.subTest(officer=officer.login):
                self._station_finds_nothing_of(self.about_officer, "quillword")
                self._station_works_on(self.of_woman)

    def _station_works_on(self, complaint):
        """It sees the complaint and that its complainant hides, and in no way who it is."""
        seen = self._rpc(
            "police.complaint", "web_read", complaint.ids,
            specification={
                "number": {}, "confidentiality": {}, "subject": {}, "description": {},
                "original_description": {}, "contact_warning": {},
                "party_ids": {"fields": {"complainant_id": {"fields": {"name": {}}}}},
            },
        )  # fmt: skip
        self.assertIn("confidential", seen)
        self.assertIn("follows me home", seen)
        self._assert_clean(seen, "web_read")
        for model in ("police.complaint", "mail.message", "police.milestone", "police.party"):
            self._assert_clean(self._read_all(model, 200), model)
        exported = self._rpc(
            "police.complaint", "export_data", complaint.ids,
            ["number", "subject", "description", "party_ids/complainant_id/name", "search_text"],
        )  # fmt: skip
        self._assert_clean(exported, "export")
        thread = {"thread_model": "police.complaint", "thread_id": complaint.id}
        self._assert_clean(self._route("/mail/thread/messages", **thread), "conversation")
        for words in ("quillfeather", "77123"):
            found = self._result(
                "police.complaint", "search_count", [("search_words", "ilike", words)]
            )
            self.assertFalse(found, words)

    def test_notices_of_the_woman_tell_nobody_who_reads_along(self):
        self._citizen_asks_for_protection()
        with trap_jobs():
            self.of_woman.sudo()._send_to_citizen(f"Dear {NAME}, come to the station.")
        with self._mail_server() as server:
            self._notices(self.of_woman, "message")._work()
        [mail] = server.mails
        said = f"{mail['Subject']} {mail.get_body(('plain',)).get_content()}".casefold()
        for telling in ("police", "complaint", "station", "http", "112", self.of_woman.number):
            self.assertNotIn(telling, said)

    def test_who_may_know_knows(self):
        self._citizen_asks_for_protection()
        self._desk_decides()
        self.assertEqual(
            self.of_woman.with_user(self.superintendent).party_ids.complainant_id.name, NAME
        )
        self.assertTrue(self.about_officer.with_user(self.circle_officer).has_access("write"))

    def test_another_citizen_sees_neither(self):
        path = self._citizen_asks_for_protection()
        new_test_user(self.env, "stranger", groups="base.group_portal")
        self.authenticate("stranger", "stranger")
        for complaint in (self.about_officer, self.of_woman):
            answer = self.url_open(f"/my/complaints/{complaint.number}")
            self.assertEqual(answer.status_code, 404)
        self._assert_clean(self.url_open("/my/complaints").text, "portal")
        self.assertIn("follows me home", self.url_open(path).text)

    def test_on_the_screens_of_the_station_in_hindi(self):
        self._citizen_asks_for_protection()
        self._desk_decides()
        self.start_tour("/odoo/complaints", "police_who_may_know", login="test_constable")

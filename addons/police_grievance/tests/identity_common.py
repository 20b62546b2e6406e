"""Look for a planted identity in everything that a role can reach by RPC."""

import json
import logging
import re

from odoo.tests import HttpCase, new_test_user
from odoo.tools import mute_logger

from ..tools.envelope import EnvelopeFile
from .common import PoliceCase

NAME = "Zubeda Quillfeather"
PHONE = "+910000077123"
EMAIL = "zubeda.quillfeather@example.org"
# The phone as it is kept, and as it is shown.
PLANTED = ("quillfeather", "0000077123", "00000 77123")


class IdentityCase(PoliceCase, HttpCase):
    """Base of the crawl: a planted citizen, and each role's answers from the server itself."""

    def _rpc(self, model, method, *args, **kwargs):
        """Call a method as the web client does, as who is logged in.

        :return: the raw answer, errors and tracebacks included
        """
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {
                    "jsonrpc": "2.0",
                    "params": {"model": model, "method": method, "args": args, "kwargs": kwargs},
                }
            ),
            headers={"Content-Type": "application/json"},
        )
        return answer.text

    def _read_all(self, model, limit):
        """The latest rows of a model, with every field that the server gives.

        A list of fields is refused whole for one that is not given: those are left out one by one.
        """
        names = list(self._result(model, "fields_get", [], ["type"]))
        while True:
            answer = self._rpc(model, "search_read", [], names, order="id desc", limit=limit)
            error = json.loads(answer).get("error")
            if not error:
                return answer
            refused = self._refused_fields(error["data"]["message"], names)
            if not refused:
                return answer
            names = [name for name in names if name not in refused]

    def _refused_fields(self, message, names):
        found = re.search(r"(?:read|write) field [\w.]+\.(\w+)|the field [\"'“](\w+)", message)
        return [name for name in (found.groups() if found else ()) if name in names]

    def _result(self, model, method, *args, **kwargs):
        return json.loads(self._rpc(model, method, *args, **kwargs)).get("result")

    def _route(self, route, **params):
        """Call a jsonrpc route as who is logged in; the raw answer."""
        return self.url_open(
            route,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        ).text

    def _assert_clean(self, answer, where):
        for word in PLANTED:
            if word in answer.casefold():
                at = answer.casefold().index(word)
                self.fail(f"{where}: …{answer[max(0, at - 200) : at + 80]}…")

    def _readable_models(self, user):
        for name, model in self.env.items():
            if not model._abstract and model._auto and model.with_user(user).has_access("read"):
                yield name


class PlantedCase(IdentityCase):
    """A confidential complaint with everything that can hang on one, and who may not know whose."""

    confidentiality = "confidential"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.password = "identity-test-only"
        cls.far_district = cls._make_unit("DIST2", "district", "Other District", cls.zone)
        cls.blind = cls._make_blind()
        for user in cls.blind.values():
            user.password = cls.password
        with cls._captured_logs() as cls.log_lines:
            cls.complaints = cls._plant()
        cls.env.flush_all()

        cls.env.cr.precommit.run()

    @classmethod
    def _make_blind(cls):
        """Who may not know who complained: {role: user}."""
        group = "police_force.group_%s"
        return {
            "none": new_test_user(cls.env, "blind_none", groups="base.group_user"),
            "auditor": new_test_user(cls.env, "blind_auditor", groups=group % "auditor"),
            "administrator": new_test_user(
                cls.env, "blind_administrator", groups=group % "administrator"
            ),
            "district_administrator": cls._make_officer(
                "blind_district", "district_administrator", "desk", cls.district
            ),
            "station of a confidential complaint": cls.station_head,
            "circle of a confidential complaint": cls.circle_officer,
            "another station": cls.other_head,
            "supervisor of another district": cls._make_officer(
                "blind_sp", "supervisor", "sp", cls.far_district
            ),
            "portal": new_test_user(cls.env, "blind_portal", groups="base.group_portal"),
        }

    @classmethod
    def _captured_logs(cls):
        return _Capture()

    @classmethod
    def _plant(cls):
        """A complaint with everything that can hang on one."""
        complaint = cls._complaint(
            cls.station,
            text=f"He shouts. My name is {NAME}, {PHONE}.\n\nRegards\n{NAME}",
            subject=f"{NAME} needs help",
            place_text=f"Behind {NAME} Stores",
            confidentiality=cls.confidentiality,
            sender_value=EMAIL,
            sender_name=NAME,
            files=[EnvelopeFile(f"{NAME}.txt", "text/plain", f"I am {NAME}.".encode())],
        )
        person = complaint.party_ids.complainant_id
        person.write({"address_ids": [(0, 0, {"kind": "phone", "value": PHONE})]})
        again = cls._envelope(
            f"One more thing. Yours, {NAME}",
            sender_value=EMAIL,
            sender_name=NAME,
            complaint_numbers=[complaint.number],
            confidentiality=cls.confidentiality,
        )
        cls.env["police.complaint"]._intake(again)
        cls._hang_on(complaint, NAME, PHONE)
        return complaint

    @classmethod
    def _hang_on(cls, complaint, name, phone):
        """Hang on a complaint what can hang on one, all of it with who complained in its words."""
        complaint._send_to_citizen(f"Dear {name}, we look into it.")
        complaint.message_subscribe(cls.station_head.partner_id.ids)
        complaint.message_post(body=f"{name} called from {phone}.", subtype_xmlid="mail.mt_comment")
        complaint.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=cls.station_head.id,
            summary=f"Call {name}",
            note=f"<p>Call {phone}</p>",
        )
        complaint.with_user(cls.desk_user).write({"priority": "1", "subject": f"Help for {name}"})
        complaint._move_to("action_taken")
        complaint._keep_feedback("not_resolved", 1, f"{name} is not satisfied")
        complaint._record_asked("call", "not_resolved", f"{name} says no")
        cls._follow_up(complaint, "call", answer=f"We know {name}")
        complaint.outcome_note = f"{name} was told"

    @classmethod
    def _about_the_station(cls, text, **values):
        """A complaint about the station itself, which may find nothing of it."""
        about = cls._complaint(cls.station, text=text, subject="Quillword", **values)
        about.with_user(cls.desk_user).write({"complained_unit_id": cls.station.id})
        return about

    def setUp(self):
        super().setUp()
        # Each refusal is a line in the log.
        muted = mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
        self.enterContext(muted)

    def _as_each(self):
        for role, user in self.blind.items():
            self.authenticate(user.login, self.password)
            with self.subTest(role=role):
                yield user


class _Capture(logging.Handler):
    """All log lines of a block, from INFO up."""

    def __enter__(self):
        self.lines, self.level_before = [], logging.getLogger().level
        logging.getLogger().setLevel(logging.INFO)
        logging.getLogger().addHandler(self)
        return self.lines

    def emit(self, record):
        self.lines.append(record.getMessage())

    def __exit__(self, *_exception):
        logging.getLogger().removeHandler(self)
        logging.getLogger().setLevel(self.level_before)

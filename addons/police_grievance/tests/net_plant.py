"""Complaints for the net, planted each the way its label says."""

import base64
import re
from typing import NamedTuple

from odoo import fields, models
from odoo.tests import new_test_user

from ..tools.envelope import EnvelopeFile
from ..tools.number import format_number
from .identity_common import PlantedCase
from .net_people import PEOPLE


class Planted(NamedTuple):
    """A complaint, or a draft of one, and what tells of it: kind of telling to words."""

    label: str
    record: models.Model
    tells: dict

    @property
    def confidentiality(self):
        first = self.label.split()[0]
        return first if first in ("confidential", "anonymous") else "open"

    @property
    def complaint(self):
        """The complaint; empty for a draft."""
        complaints = self.record.env["police.complaint"]
        return self.record if self.record._name == complaints._name else complaints


class NetPlant(PlantedCase):
    """Mixin of the net: plants the complaints, each the way its label says."""

    @classmethod
    def _plant(cls):
        cls.filer, cls.anonymous_filer = (
            cls._account(PEOPLE[f"{level} in the portal"])
            for level in ("confidential", "anonymous")
        )
        cls._before = cls._last_ids()
        cls.planted = [cls._planted(label, person) for label, person in PEOPLE.items()]
        cls.env.flush_all()
        cls.env.cr.precommit.run()
        complaints = [one.complaint for one in cls.planted if one.complaint]
        return cls.env["police.complaint"].union(*complaints)

    @classmethod
    def _account(cls, person):
        return new_test_user(
            cls.env,
            f"net_{person.surname}",
            groups="base.group_portal",
            name=person.name,
            email=person.email,
            password=cls.password,
        )

    @classmethod
    def _planted(cls, label, person):
        level, *_between, way = label.split()
        make = {
            "mail": cls._by_mail,
            "desk": cls._at_the_desk,
            "portal": cls._in_the_portal,
            "draft": cls._draft,
        }.get(way, cls._about)
        record = make(label, level, person)
        tells = {
            "who": [person.surname, *person.numbers],
            "file": [person.paper, base64.b64encode(person.file.content)[:24].decode().lower()],
            "what": [person.topic],
        }
        if record._name == "police.complaint":
            tells["what"] += [record.number, format_number(record.number)]
        return Planted(label, record, tells)

    # The ways in

    @classmethod
    def _by_mail(cls, label, level, person):
        """Open at first and worked on; then the citizen hides, and more is written."""
        complaint = cls._mail(person)
        cls._hang_on(complaint, person.name, person.phone)
        complaint._set_confidentiality(level)
        cls._hang_more(complaint, person)
        return complaint

    @classmethod
    def _mail(cls, person):
        """What a mail becomes: of the sender only name and address are on record."""
        complaint = cls._complaint(
            cls.station,
            text=person.words(email=False),
            subject=f"{person.topic}: {person.name}",
            place_text=f"Behind {person.name} Stores",
            sender_value=person.email,
            sender_name=person.name,
            files=[person.file],
        )
        again = cls._envelope(
            f"One more thing. Yours, {person.name}",
            sender_value=person.email,
            sender_name=person.name,
            complaint_numbers=[complaint.number],
        )
        cls.env["police.complaint"]._intake(again)
        return complaint

    @classmethod
    def _at_the_desk(cls, label, level, person):
        draft = cls._draft(label, level, person)
        draft.action_register()
        complaint = draft.sudo().complaint_id
        cls.env["police.complaint"]._intake(
            cls._envelope(
                "The paper.",
                channel="walk_in",
                sender_kind="other",
                sender_value="",
                sender_name="",
                references=complaint.ids,
                files=[EnvelopeFile(f"{person.paper}.txt", "text/plain", person.file.content)],
            )
        )
        cls._hang(complaint, person)
        return complaint

    @classmethod
    def _draft(cls, _label, level, person):
        return (
            cls.env["police.registration"]
            .with_user(cls.desk_user)
            .create(
                {
                    "description": person.words(),
                    "phone": person.phone,
                    "name": person.name,
                    "confidentiality": level,
                    "place_text": f"Behind {person.name} Stores",
                    "unit_id": cls.station.id,
                    "channel": "voice",
                }
            )
        )

    @classmethod
    def _in_the_portal(cls, _label, level, person):
        filer = cls.filer if level == "confidential" else cls.anonymous_filer
        with cls._browser(filer) as browser:
            page = browser.url_open("/my/complaints/new").text
            hidden = dict(re.findall(r'name="(key|csrf_token)" value="([^"]+)"', page))
            browser.url_open(
                "/my/complaints/new",
                data={**hidden, "text": person.words(email=False), "confidentiality": level},
                files={"files": (person.file.name, person.file.content)},
            ).raise_for_status()
        complaint = cls.env["police.complaint"].search([], order="id desc", limit=1)
        complaint.write(complaint._unit_values(cls.station))
        complaint._move_to("with_station")
        cls._hang(complaint, person)
        return complaint

    @classmethod
    def _about(cls, label, _identity, person):
        complaint = cls._mail(person)
        cls._hang_on(complaint, person.name, person.phone)
        meant = {
            "about the station": {"complained_unit_id": cls.station.id},
            "about its head": {"complained_user_id": cls.station_head.id},
            "about its constable": {"complained_user_id": cls.constable.id},
        }[label]
        complaint.with_user(cls.desk_user).write(meant)
        cls._hang_more(complaint, person)
        return complaint

    # What hangs on them

    @classmethod
    def _hang(cls, complaint, person):
        """Hang everything on a complaint whose citizen hides; nobody has heard an anonymous name."""
        name = "Somebody" if complaint.confidentiality == "anonymous" else person.name
        cls._hang_on(complaint, name, person.phone)
        cls._hang_more(complaint, person._replace(name=name))

    @classmethod
    def _hang_more(cls, complaint, person):
        """What a circle officer directs, and rows of the service."""
        now, later = fields.Datetime.now(), fields.Datetime.add(fields.Datetime.now(), days=2)
        words = f"The {person.topic}: ask {person.name} on {person.phone}."
        of_complaint = {"complaint_id": complaint.id}
        directions = cls.env["police.follow.up"].with_user(cls.circle_officer)
        directions.create(
            {**of_complaint, "method": "direction", "direction": words, "next_due_at": later}
        )
        level = complaint.sla_version_id.level_ids[:1]
        reason = cls.env.ref("police_grievance.pause_reason_citizen")
        rows = {
            "police.escalation": {"level_id": level.id, "rank_id": level.rank_id.id, "due_at": now},
            "police.pause": {"reason_id": reason.id, "start": now, "end": now, "latest_end": later},
            "police.transfer": {
                "from_unit_id": cls.station.id,
                "to_unit_id": cls.station.id,
                "reason": words,
            },
            "police.closing": {
                "user_id": cls.desk_user.id,
                "closed_at": now,
                "tell_at": later,
                "stage_id": complaint.stage_id.id,
            },
            "police.action.report": {
                "user_id": cls.station_head.id,
                "kind_id": cls.env["police.action.kind"].search([], limit=1).id,
                "text": words,
            },
            "police.viewer": {"user_id": cls.desk_user.id, "seen_at": now},
            "police.letter": {
                "milestone_id": complaint.milestone_ids[:1].id,
                "party_id": complaint.party_ids[:1].id,
            },
        }
        for model, values in rows.items():
            cycle = {"cycle": 1} if "cycle" in cls.env[model]._fields else {}
            cls.env[model].create({**of_complaint, **cycle, **values})
        cls.env["police.access.token"]._issue(complaint, complaint.party_ids[:1])

"""The table role × model × operation, checked against what really happens.

Each addon ships `tests/access_matrix.csv`: a row for each of its models, a column for each role.
A cell holds r, w, c and u (unlink) or a dash each, first for records in the role's own
jurisdiction, then, after a slash and only where it differs, for those elsewhere.
"""

import csv
import itertools
from typing import NamedTuple

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.modules import Manifest
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import PoliceCase

OPERATIONS = {"read": "r", "write": "w", "create": "c", "unlink": "u"}
ROLES = (
    "none",
    "user",
    "station_staff",
    "station_head",
    "supervisor",
    "control_room",
    "auditor",
    "district_administrator",
    "administrator",
    "portal",
    "public",
)
# Where the role's jurisdiction ends in the small force of the tests; others have none, or all.
OWN = {"station_staff": 1, "station_head": 1, "supervisor": 2, "district_administrator": 3}


class _Undo(Exception):
    """Ends a savepoint whose changes are not wanted."""


class Place(NamedTuple):
    """A station with a complaint of its own: the surroundings of a sample record."""

    unit: object
    post: object
    complaint: object


class AccessCase(PoliceCase):
    """Base of the test of an addon's table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.serial = itertools.count(100)
        circle = cls._make_unit("CIRC2", "circle", "Other Circle", cls.district)
        district = cls._make_unit("DIST2", "district", "Other District", cls.zone)
        far = cls._make_unit("CIRC3", "circle", "Far Circle", district)
        # From near to far: own station, same circle, same district, other district.
        units = [
            cls.station,
            cls.other_station,
            cls._make_unit("STN3", "station", "Third Station", circle),
            cls._make_unit("STN4", "station", "Fourth Station", far),
        ]
        cls.places = [cls._make_place(unit) for unit in units]
        cls.users = cls._make_users()

    @classmethod
    def _make_place(cls, unit):
        rank = cls.env.ref("police_force.rank_constable")
        post = cls.env["police.post"].create(
            {"rank_id": rank.id, "unit_id": unit.id, "name": "Sample"}
        )
        complaint = cls._complaint(unit, sender_value=f"{unit.code.lower()}@example.org")
        return Place(unit, post, complaint)

    @classmethod
    def _make_users(cls):
        group = "police_force.group_%s"
        return {
            "none": new_test_user(cls.env, "access_none", groups="base.group_user"),
            "user": new_test_user(cls.env, "access_user", groups=group % "user"),
            "station_staff": cls.constable,
            "station_head": cls.station_head,
            "supervisor": cls.circle_officer,
            "control_room": cls.desk_user,
            "auditor": new_test_user(cls.env, "access_auditor", groups=group % "auditor"),
            "district_administrator": cls._make_officer(
                "access_district", "district_administrator", "desk", cls.district
            ),
            "administrator": new_test_user(
                cls.env, "access_administrator", groups=group % "administrator"
            ),
            "portal": new_test_user(cls.env, "access_portal", groups="base.group_portal"),
            "public": cls.env.ref("base.public_user"),
        }

    # Sample records

    def _values(self, model, place):
        """Values to create a record of a model by hand, at a place."""
        special = getattr(self, "_values_" + model.replace(".", "_"), None)
        if special:
            return special(place)
        return {
            name: self._value(field, place)
            for name, field in self.env[model]._fields.items()
            if (field.required or name in ("complaint_id", "channel_id"))
            and field.store
            and not field.compute
            and not field.related
            and name != "id"
        }

    def _value(self, field, place):
        of_place = {
            "police.complaint": place.complaint,
            "police.unit": place.unit,
            "police.post": place.post,
        }
        if field.type == "many2one":
            if field.comodel_name in of_place:
                return of_place[field.comodel_name].id
            if field.comodel_name == "police.complainant":
                return place.complaint.party_ids.complainant_id.id
            if field.comodel_name == "police.party":
                return place.complaint.party_ids.id
            if field.comodel_name == "res.users":
                return self.other_head.id
            return self._any(field.comodel_name, place).id
        if field.type == "many2many":
            return [Command.set(self.env[field.comodel_name].search([], limit=1).ids)]
        if field.type == "selection":
            return field.get_values(self.env)[0]
        simple = {
            "integer": next(self.serial),
            "float": 1.0,
            "boolean": False,
            "datetime": fields.Datetime.now(),
            "date": fields.Date.today(),
        }
        return simple.get(field.type, f"sample{next(self.serial)}")

    def _any(self, model, place):
        found = self.env[model].search([], limit=1)
        return found or self.env[model].create(self._values(model, place))

    def _values_police_complaint(self, place):
        return {"subject": "By hand"}

    def _values_police_audit_entry(self, place):
        district = place.unit.district_id.id
        user = self.other_head.id
        return {"user_id": user, "action": "act", "model": "police.unit", "district_id": district}

    def _values_police_follow_up_date_wizard(self, place):
        follow_up = self.env["police.follow.up"].create({"complaint_id": place.complaint.id})
        return {"follow_up_id": follow_up.id, "reason": "Sample"}

    def _values_police_officer(self, place):
        rank = self.env.ref("police_force.rank_constable").id
        return {"name": "Sample", "rank_id": rank, "unit_id": place.unit.id}

    def _values_police_role_grant(self, place):
        # Nobody waits twice.
        user = new_test_user(self.env, f"access_grant_{next(self.serial)}")
        district = place.unit.district_id.id
        return {
            "user_id": user.id,
            "role": "station_staff",
            "unit_id": place.unit.id,
            "district_id": district,
        }

    def _values_police_escalation_level(self, place):
        policy = self.env.ref("police_grievance.sla_policy_default")
        draft = self.env["police.sla.version"].create({"policy_id": policy.id})
        rank = self.env.ref("police_force.rank_sho")
        return {"version_id": draft.id, "rank_id": rank.id, "hours": 5}

    def _values_police_unit(self, place):
        code = f"SAMPLE{next(self.serial)}"
        return {"code": code, "name": code, "kind": "outpost", "parent_id": place.unit.id}

    def _values_police_place(self, place):
        district = place.unit.district_id.id
        return {"name": "Sample", "district_id": district, "unit_id": place.unit.id}

    def _values_police_access_code(self, place):
        account = self.env["res.partner"].create({"name": "Sample"})
        values = {"party_id": place.complaint.party_ids.id, "partner_id": account.id}
        return {**values, "requested_at": fields.Datetime.now()}

    def _values_police_party(self, place):
        person = self.env["police.complainant"].create({"name": "Sample"})
        return {"complaint_id": place.complaint.id, "complainant_id": person.id}

    def _values_police_direction_answer_wizard(self, place):
        directions = self.env["police.follow.up"]
        due = fields.Datetime.add(fields.Datetime.now(), hours=24)
        about = {"complaint_id": place.complaint.id, "method": "direction"}
        direction = directions.create({**about, "direction": "Act.", "next_due_at": due})
        return {"direction_id": direction.id}

    def _values_police_registration(self, place):
        return {"description": "Sample"}

    def _values_police_post(self, place):
        name = f"Sample {next(self.serial)}"
        return {"name": name, "unit_id": place.unit.id, "rank_id": place.post.rank_id.id}

    def _values_police_morning_mail(self, place):
        day = fields.Date.add(fields.Date.today(), days=next(self.serial))
        return {"user_id": self.other_head.id, "date": day}

    def _values_police_start_tile(self, place):
        return {"name": "Sample", "code": "sample"}

    def _values_police_stage_transition(self, place):
        pairs = {
            (row.from_stage_id, row.to_stage_id)
            for row in self.env["police.stage.transition"].search([])
        }
        stages = self.env["police.stage"].search([])
        free = next(pair for pair in itertools.permutations(stages, 2) if pair not in pairs)
        return {
            "from_stage_id": free[0].id,
            "to_stage_id": free[1].id,
            "group_ids": [Command.set(self.env.ref("police_force.group_user").ids)],
        }

    def _sample(self, model, place):
        """A record of a model at a place, made by the service."""
        if model == "police.complaint":
            return place.complaint
        if model == "police.party":
            return place.complaint.party_ids
        if model == "police.complainant":
            return place.complaint.party_ids.complainant_id
        if model == "police.complainant.address":
            return place.complaint.party_ids.complainant_id.address_ids
        if model in ("police.stage", "police.stage.transition"):
            return self.env[model].search([], limit=1)
        return self.env[model].create(self._values(model, place))

    # What really happens

    def _letters(self, model, user, place):
        """What a user can do to a record at a place, as in a cell of the table."""
        record = self._samples[model, place.unit].with_user(user)
        done = {
            "read": lambda: record.read(["display_name"]) and self._must_find(record),
            "write": lambda: record.write(self._unchanged(record)),
            "create": lambda: record.browse().create(self._values(model, place)),
            "unlink": record.unlink,
        }
        return "".join(
            letter if self._happens(record, operation, done[operation]) else "-"
            for operation, letter in OPERATIONS.items()
        )

    def _happens(self, record, operation, attempt):
        allowed = record.has_access(operation) if operation != "create" else None
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                attempt()
                self.env.flush_all()
                raise _Undo
        except _Undo:
            happened = True
        except AccessError:
            happened = False
        except Exception:  # pylint: disable=broad-except
            if operation != "unlink":
                raise
            happened = True  # allowed, but other records need it
        finally:
            self.env.invalidate_all()
        if allowed is not None:
            self.assertEqual(
                allowed, happened, f"{operation} of {record} by {record.env.user.login}"
            )
        return happened

    def _must_find(self, record):
        found = record.with_context(active_test=False).search([("id", "=", record.id)])
        self.assertEqual(found, record)

    def _unchanged(self, record):
        """A write that changes nothing: the attempt is what counts."""
        if record._name == "police.complaint":
            return {"stage_id": record.sudo().stage_id.id}
        for name, field in record._fields.items():
            simple = field.type in ("char", "text", "selection", "integer", "float")
            if simple and field.store and not field.compute and not field.related and name != "id":
                return {name: record.sudo()[name]}
        return {}

    # The table

    def _check_table(self, addon):
        """Compare an addon's table with what happens, for all of its models."""
        table = self._read_table(addon)
        models = [
            name
            for name, model in self.env.items()
            if name.startswith("police.")
            and not model._abstract
            and model._original_module == addon
        ]
        self.assertCountEqual(table, models, "the table has a row for each model")
        self._samples = {
            (model, place.unit): self._sample(model, place)
            for model in models
            for place in self.places
        }
        self.env.flush_all()
        for model in models:
            for role in ROLES:
                with self.subTest(model=model, role=role):
                    self.assertEqual(self._cell(model, role), table[model][role])

    def _cell(self, model, role):
        border = OWN.get(role, len(self.places))
        # Both ends, and both sides of the border.
        places = sorted({0, border - 1, border, len(self.places) - 1})
        letters = {
            number: self._letters(model, self.users[role], self.places[number])
            for number in places
            if number < len(self.places)
        }
        own = {cell for number, cell in letters.items() if number < border}
        elsewhere = {cell for number, cell in letters.items() if number >= border}
        self.assertEqual(len(own), 1, f"one answer in the own jurisdiction: {letters}")
        self.assertLessEqual(len(elsewhere), 1, f"one answer elsewhere: {letters}")
        return "/".join(dict.fromkeys((*own, *elsewhere)))

    def _read_table(self, addon):
        path = f"{Manifest.for_addon(addon).path}/tests/access_matrix.csv"
        with open(path, encoding="utf-8") as file:
            return {row.pop("model"): row for row in csv.DictReader(file)}

"""The table role × model × operation, checked against what really happens.

Each addon ships `tests/access_matrix.csv`: a row for each of its models, a column for each role.
A cell holds r, w, c and u (unlink) or a dash each, first for records in the role's own
jurisdiction, then, after a slash and only where it differs, for those elsewhere.
"""

import csv

from odoo.exceptions import AccessError
from odoo.modules import Manifest
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .access_samples import Place, SampleCase

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


class AccessCase(SampleCase):
    """Base of the test of an addon's table."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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

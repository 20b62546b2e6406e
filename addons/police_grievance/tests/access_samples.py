"""A record of any model at a place, made without knowing more of the model than it says."""

import itertools
from typing import NamedTuple

from odoo import Command, fields
from odoo.tests import new_test_user

from .common import PoliceCase


class Place(NamedTuple):
    """A station with a complaint of its own: the surroundings of a sample record."""

    unit: object
    post: object
    complaint: object


class SampleCase(PoliceCase):
    """Makes sample records; an addon's test adds `_values_<model>` where a model wants more than that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.serial = itertools.count(100)

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

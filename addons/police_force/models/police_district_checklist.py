from odoo import api, fields, models
from odoo.fields import Domain

STATIONS = Domain("kind", "=", "station")
COUNTED = {
    "compute": "_compute_lacking",
    "groups": "police_force.group_district_administrator",
}


class PoliceDistrictChecklistMixin(models.AbstractModel):
    """What a district still lacks before it can work, counted, down to zero."""

    _name = "police.district.checklist.mixin"
    _description = "Checklist of a District"

    lacking_stations = fields.Boolean("Without any station", **COUNTED)
    lacking_circle = fields.Integer("Stations without circle", **COUNTED)
    lacking_head = fields.Integer("Stations without head", **COUNTED)
    lacking_mailbox = fields.Integer("Stations without mailbox", **COUNTED)
    lacking_place = fields.Integer("Stations without place", **COUNTED)
    lacking_holder = fields.Integer("Vacant posts", **COUNTED)
    lacking_log_in = fields.Integer("Officers without log-in", **COUNTED)
    lacking_second = fields.Integer("Roles that wait for a second person", **COUNTED)
    lacking_factor = fields.Integer(
        "Supervisors without e-mail address or app for codes", **COUNTED
    )
    lacking_total = fields.Integer("Still to do", **COUNTED)

    @api.model
    def _lacking(self):
        """{field: (model, domain of what lacks it, field that leads to the district)}"""
        unit = ("police.unit", "district_id")
        return {
            "lacking_circle": (unit, STATIONS & Domain("circle_id", "=", False)),
            "lacking_head": (unit, STATIONS & Domain("is_headless", "=", True)),
            "lacking_mailbox": (unit, STATIONS & Domain("email", "=", False)),
            "lacking_place": (unit, STATIONS & Domain("place_ids", "=", False)),
            "lacking_holder": (("police.post", "unit_id"), Domain("is_vacant", "=", True)),
            "lacking_log_in": (
                ("police.officer", "district_id"),
                Domain("has_log_in", "=", False) & Domain("active", "=", True),
            ),
            "lacking_second": (
                ("police.role.grant", "district_id"),
                Domain("state", "=", "waiting"),
            ),
            "lacking_factor": (
                ("police.officer", "district_id"),
                Domain("id", "in", self.env["res.users"]._without_second_factor().ids),
            ),
        }

    def _compute_lacking(self):
        counts = {
            field: self._count_by_district(model, path, domain)
            for field, ((model, path), domain) in self._lacking().items()
        }
        stations = self._count_by_district("police.unit", "district_id", STATIONS)
        for unit in self:
            unit.lacking_stations = unit.id not in stations
            for field, of_district in counts.items():
                unit[field] = of_district.get(unit.id, 0)
            unit.lacking_total = unit.lacking_stations + sum(unit[field] for field in counts)

    @api.model
    def _count_by_district(self, model, path, domain):
        """{id of a district: how many records lie in it}; in one or two queries."""
        counts = {}
        for unit, count in self.env[model]._read_group(domain, [path], ["__count"]):
            district = unit if path == "district_id" else unit.district_id
            counts[district.id] = counts.get(district.id, 0) + count
        return counts

    @api.model
    def action_checklist(self):
        """The districts that the user keeps, each with what it lacks."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "police_force.police_district_checklist_action"
        )
        domain = Domain("kind", "=", "district") & self._search_is_kept("in", [True])
        return {**action, "domain": list(domain)}

    def action_open_lacking(self):
        """What lacks it, to be mended; the field stands in the context."""
        self.ensure_one()
        self.check_access("read")
        field = self.env.context["lacking"]
        (model, path), domain = self._lacking()[field]
        path = path if path == "district_id" else f"{path}.district_id"
        return {
            "type": "ir.actions.act_window",
            "name": self._fields[field]._description_string(self.env),
            "res_model": model,
            "domain": list(domain & Domain(path, "=", self.id)),
            "views": [(False, "list"), (False, "form")],
        }

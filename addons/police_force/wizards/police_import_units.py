from odoo import api, models
from odoo.tools.mail import single_email_re

from ..models.police_unit import UNIT_KINDS
from ..tools.codes import code_key
from .police_import_kind import Column, Outcome

ORDER = [kind for kind, _label in UNIT_KINDS]
KINDS_OF_DISTRICT = ("circle", "station", "outpost")


class PoliceImportUnits(models.AbstractModel):
    """A list of circles, stations and outposts, known by their codes."""

    _name = "police.import.units"
    _description = "Import of Units"
    _inherit = ["police.import.units.alike.mixin", "police.import.kind.mixin"]

    @api.model
    def _columns(self):
        return [
            Column("code", self.env._("Code"), self.env._("Own code, stays the same"), True),
            Column("kind", self.env._("Kind"), self.env._("circle, station or outpost"), True),
            Column("name", self.env._("Name in English"), self.env._("As people write it"), True),
            Column("name_hindi", self.env._("Name in Hindi"), ""),
            Column(
                "parent",
                self.env._("Code of the unit above"),
                self.env._("e.g. of the circle"),
                True,
            ),
            Column("email", self.env._("Mailbox of the office"), ""),
            Column("other_names", self.env._("Other names"), self.env._("Separated by semicolons")),
        ]

    @api.model
    def _check(self, rows, problems):
        codes = {row[key] for row in rows for key in ("code", "parent")}
        units, kinds = self.env["police.unit"]._by_code(codes), self._choices("police.unit", "kind")
        row_of = {}
        for row in rows:
            row["key"], row["parent_key"] = code_key(row["code"]), code_key(row["parent"])
            row["kind"] = self._kind_of(problems, row, kinds)
            row["unit"] = self._known_unit(problems, row, units)
            if row["key"] in row_of:
                self._blame(problems, row, "code", self.env._("This code stands here twice."))
            row_of[row["key"]] = row
            if row["email"] and not single_email_re.match(row["email"]):
                self._blame(problems, row, "email", self.env._("This is no e-mail address."))
        for row in rows:
            self._check_parent(problems, row, units, row_of)
        # What is wrong is mended first: there may be less to ask about then.
        if not problems:
            self._find_alike(rows, row_of, problems)

    def _kind_of(self, problems, row, kinds):
        kind = self._choose(problems, row, "kind", kinds)
        administrator = self.env.user.has_group("police_force.group_administrator")
        if kind and not administrator and kind not in KINDS_OF_DISTRICT:
            reason = self.env._("Only the service's administrator makes units of this kind.")
            self._blame(problems, row, "kind", reason)
        return kind or row["kind"]

    def _known_unit(self, problems, row, units):
        unit = units.get(row["code"]) or self.env["police.unit"]
        if unit and not self._is_own(unit):
            reason = self.env._("A unit of another district has this code.")
            self._blame(problems, row, "code", reason)
        return unit

    def _check_parent(self, problems, row, units, row_of):
        """The unit above may stand in the same list."""
        row["above"] = self.env["police.unit"]
        if row["parent_key"] in row_of:
            kind = row_of[row["parent_key"]]["kind"]
        else:
            row["above"] = self._unit_of(problems, row, "parent", units)
            kind = row["above"].kind
        if kind in ORDER and row["kind"] in ORDER and ORDER.index(kind) >= ORDER.index(row["kind"]):
            reason = self.env._("The unit above must be of a higher kind.")
            self._blame(problems, row, "parent", reason)

    @api.model
    def _apply(self, rows):
        units = {row["parent_key"]: row["above"] for row in rows if row["above"]}
        new = changed = 0
        for kind in ORDER:
            of_kind = [row for row in rows if row["kind"] == kind]
            changed += sum(self._change(row, units) for row in of_kind if row["unit"])
            fresh = [row for row in of_kind if not row["unit"]]
            made = self.env["police.unit"].create([self._values(row, units) for row in fresh])
            units.update((row["key"], row["unit"]) for row in of_kind if row["unit"])
            units.update((row["key"], unit) for row, unit in zip(fresh, made, strict=True))
            new += len(made)
        told = [sentence for row in rows for sentence in row.get("told", ())]
        return Outcome([], new, changed, len(rows) - new - changed, told=told)

    def _change(self, row, units):
        """Whether anything changes; the code stays: others go by it."""
        unit = row["unit"]
        values = self._differences(unit, {**self._values(row, units), "code": False})
        if values.keys() & {"parent_id", "kind"}:
            parent = unit.browse(values.get("parent_id", unit.parent_id.id))
            words = unit._told_before_move(parent, values.get("kind", unit.kind))
            row["told"] = [f"{unit.name}: {sentence}" for sentence in words]
        if values:
            unit.write(values)
        return bool(values)

    def _values(self, row, units):
        parent = units.get(row["parent_key"], self.env["police.unit"])
        names = [name.strip() for name in row["other_names"].split(";") if name.strip()]
        return {
            "code": row["code"],
            "kind": row["kind"],
            "name_english": row["name"],
            "name_hindi": row["name_hindi"],
            "parent_id": parent.id,
            "email": row["email"],
            "alias_names": "\n".join(names),
        }

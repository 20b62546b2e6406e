from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

UNIT_KINDS = [
    ("zone", "Zone"),
    ("range", "Range"),
    ("district", "District"),
    ("circle", "Circle"),
    ("station", "Police station"),
    ("outpost", "Outpost"),
]
# What a pair of coordinates stands for: "which station is nearest" is only as good as this.
COORDINATE_BASES = [
    ("station", "The place itself"),
    ("post_office", "Post office of that name"),
    ("town", "Middle of the town"),
]


class PoliceUnit(models.Model):
    """A node of the jurisdiction tree, from the zone down to the outpost.

    What a post lets its holder see follows from the tree and is kept in memory, as the names are.
    """

    _name = "police.unit"
    _description = "Police Unit"
    _inherit = [
        "police.in.use.mixin",
        "police.unit.moving.mixin",
        "police.audited.mixin",
        "police.name.search.mixin",
        "police.bilingual.name.mixin",
        "police.code.import.mixin",
        "police.unit.checklist.mixin",
        "police.district.checklist.mixin",
        "police.unit.retirement.mixin",
        "police.unit.time.mixin",
        "police.recheck.after.write.mixin",
    ]
    _parent_store = True
    _order = "kind_sequence, name, id"

    _audited_fields = (
        *("name", "code", "kind", "parent_id", "active", "email", "alias_names", "tz"),
        *("date_from", "date_to", "successor_id"),
    )

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Stable code, used to import the same unit again.")
    kind = fields.Selection(UNIT_KINDS, required=True, index=True)
    kind_sequence = fields.Integer(compute="_compute_kind_sequence", store=True)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one("police.unit", "Belongs to", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("police.unit", "parent_id", "Units below")
    district_id = fields.Many2one(
        "police.unit",
        compute="_compute_stamps",
        store=True,
        recursive=True,
        index=True,
        ondelete="restrict",
    )
    circle_id = fields.Many2one(
        "police.unit",
        compute="_compute_stamps",
        store=True,
        recursive=True,
        index=True,
        ondelete="restrict",
    )
    date_from = fields.Date("Exists from")
    date_to = fields.Date("Exists until")
    successor_id = fields.Many2one("police.unit", index="btree_not_null", ondelete="restrict")
    latitude = fields.Float(digits=(9, 6))
    longitude = fields.Float(digits=(9, 6))
    coordinate_basis = fields.Selection(COORDINATE_BASES, "What the point is")
    source_verified = fields.Boolean(
        "Name verified",
        help="Checked against the force's own list, or two public sources agree on it.",
    )
    source_note = fields.Text("Note on the source")
    email = fields.Char("Mailbox of the office")
    phone = fields.Char("Telephone", help="For citizens: it stands on their slips.")
    post_ids = fields.One2many("police.post", "unit_id", "Posts")

    _code_unique = models.UniqueIndex("(code)", "Another unit has this code.")
    _code_key_unique = models.UniqueIndex("(code_key)", "Another unit has this code.")

    def _audit_districts(self):
        return {unit: unit.district_id for unit in self}

    @api.depends("kind")
    def _compute_kind_sequence(self):
        order = [code for code, _label in UNIT_KINDS]
        for unit in self:
            unit.kind_sequence = order.index(unit.kind) if unit.kind else len(order)

    @api.depends("kind", "parent_id.district_id", "parent_id.circle_id")
    def _compute_stamps(self):
        for unit in self:
            unit.district_id = unit if unit.kind == "district" else unit.parent_id.district_id
            unit.circle_id = unit if unit.kind == "circle" else unit.parent_id.circle_id

    @api.constrains("parent_id", "kind")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A unit cannot belong to itself."))
        for unit in self:
            parent = unit.parent_id
            if parent and parent.kind_sequence >= unit.kind_sequence:
                raise ValidationError(
                    self.env._("%(unit)s must belong to a unit of a higher kind.", unit=unit.name)
                )

    def _scope_of_post(self):
        """What a post at this unit lets its holder see, also of ended units that this one came after.

        :return: (kind, unit ids), kind being everything, district, circle or unit
        """
        self.ensure_one()
        if not self.parent_id and self.kind == "zone":
            return "everything", ()
        if self.kind in ("district", "circle"):
            return self.kind, tuple(self._with_predecessors().ids)
        below = self.with_context(active_test=False).search([("id", "child_of", self.ids)])
        # What an ended unit left is its successor's, wherever that is.
        below = below.filtered(lambda unit: unit._in_charge() in below)._with_predecessors()
        if self.kind in ("zone", "range"):
            return "district", tuple(below.filtered(lambda unit: unit.kind == "district").ids)
        return "unit", tuple(below.ids)

    def _routing_target(self):
        """The unit that complaints naming this one go to, empty if none.

        A station or district itself, for an outpost its station, for one that was closed whoever
        took over.
        """
        unit, seen = self, self.browse()
        while unit and unit not in seen:
            seen |= unit
            if unit.active and unit.kind in ("station", "district"):
                return unit
            unit = unit.parent_id if unit.active and unit.kind == "outpost" else unit.successor_id
        return self.browse()

    def _units_served(self):
        """The units whose conduct touches whoever holds a post here.

        An officer of a station answers for its outposts; one of a circle or district has to
        look into what the stations below do, so that only the office itself is their own.
        What is about the zone has nowhere else to go.
        """
        self.ensure_one()
        if not self.parent_id:
            return ()
        if self.kind not in ("station", "outpost"):
            return tuple(self._with_predecessors().ids)
        below = self.with_context(active_test=False).search([("id", "child_of", self.ids)])
        return tuple(below._with_predecessors().ids)

    def _unit_above(self):
        """The office that looks into complaints about this one: its circle, else its district.

        That of the successor, where it has ended.
        """
        self.ensure_one()
        last = self._with_successors()[-1:]
        for unit in (last.circle_id, last.district_id, last.parent_id):
            office = unit._in_charge()
            if office and office != last:
                return office
        return last

    def _ancestor_ids(self):
        """The ids of this unit and of all above it, from the top down."""
        self.ensure_one()
        return [int(unit_id) for unit_id in self.parent_path.split("/")[:-1]]

    def _line_ids(self):
        """The ids of whoever may work on what this unit has: above it, and at its outposts."""
        outposts = self.child_ids.filtered(lambda unit: unit.kind == "outpost")
        return {*self._ancestor_ids(), *outposts.ids}

    def _head_post(self):
        """The post that heads this unit; empty if it has none. Costs no query once it is in memory."""
        return self.env["police.post"].browse(self._head_post_id() or ())

    @ormcache("self.id")
    def _head_post_id(self):
        # Everybody shares the answer, and every officer may read all posts.
        unit, posts = self.sudo(), self.env["police.post"].sudo().with_context(active_test=True)
        heads = [("unit_id", "=", unit.id), ("rank_id.unit_kind", "=", unit.kind)]
        return posts.search(heads, limit=1).id

    def _is_top(self):
        """Whether nothing is above this unit. Costs no query once the tops are in memory."""
        return self.id in self._top_ids()

    @api.model
    @ormcache()
    def _top_ids(self):
        units = self.sudo().with_context(active_test=False)
        return frozenset(units.search([("parent_id", "=", False)]).ids)

    @api.model
    def _zone_desk(self):
        """The unit at the root of the tree: what has no other place lands there."""
        return self.sudo().search([("parent_id", "=", False)], order="kind_sequence, id", limit=1)

    @api.model
    def _force_name(self):
        """What the force calls itself, in the language of the environment: the name of its root."""
        return self._zone_desk().with_env(self.env).sudo().name or self.env.company.sudo().name

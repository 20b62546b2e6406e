"""The force gets another shape: units belong elsewhere, end, or become another kind of unit."""

from odoo.exceptions import UserError


def station_moves(force):
    unit = force.pick(force.units("station"))
    parent = force.pick(force.units("circle", "district") - unit.parent_id)
    force.kept(unit).parent_id = parent.id
    return f"station {unit.code} belongs to {parent.code}"


def circle_moves(force):
    unit = force.pick(force.units("circle"))
    parent = force.pick(force.units("district") - unit.parent_id)
    force.kept(unit).parent_id = parent.id
    return f"circle {unit.code} belongs to {parent.code}"


def outpost_moves(force):
    unit = force.pick(force.units("outpost"))
    parent = force.pick(force.units("station") - unit.parent_id)
    force.kept(unit).parent_id = parent.id
    return f"outpost {unit.code} belongs to {parent.code}"


def units_move_by_list(force):
    """As the framework's own import does it."""
    moving = force.some(force.units("station"), 4)
    parents = [force.pick(force.units("circle")) for _unit in moving]
    rows = [[unit.code, parent.code] for unit, parent in zip(moving, parents, strict=True)]
    result = force.kept(force.env["police.unit"]).load(["code", "parent_id"], rows)
    if not result["ids"]:
        raise UserError(str(result["messages"]))
    return f"a list has {rows}"


def units_merge(force):
    kind = force.chance.choice(("station", "station", "station", "circle", "outpost"))
    unit = force.pick(force.units(kind))
    successor = force.pick(force.units(kind) - unit)
    dialog = force.kept(force.env["police.unit.merge.wizard"])
    dialog.create({"unit_id": unit.id, "successor_id": successor.id}).action_merge()
    return f"{kind} {unit.code} ({unit.id}) goes into {successor.code} ({successor.id})"


def outpost_becomes_station(force):
    unit = force.pick(force.units("outpost"))
    parent = force.pick(force.units("circle"))
    force.kept(unit).write({"kind": "station", "parent_id": parent.id})
    return f"outpost {unit.code} becomes a station of {parent.code}"


def station_becomes_outpost(force):
    unit = force.pick(force.units("station").filtered(lambda one: not one.child_ids))
    parent = force.pick(force.units("station") - unit)
    force.kept(unit).write({"kind": "outpost", "parent_id": parent.id})
    return f"station {unit.code} becomes an outpost of {parent.code}"


def circle_becomes_district(force):
    unit = force.pick(force.units("circle"))
    zone = force.env["police.unit"]._zone_desk()
    force.kept(unit).write({"kind": "district", "parent_id": zone.id})
    return f"circle {unit.code} becomes a district"


def empty_unit_is_archived(force):
    """One that has nothing open and nothing below: what it had is read by whoever is above it."""
    free = force.units("station", "outpost").filtered(
        lambda unit: not (unit.child_ids or unit.open_complaints)
    )
    unit = force.pick(free)
    force.kept(unit).action_archive()
    return f"{unit.kind} {unit.code} ({unit.id}) is archived"


def archived_unit_is_restored(force):
    ended = force.env["police.unit"].with_context(active_test=False)
    ended = ended.search([("code", "like", "Y-"), ("active", "=", False)])
    unit = force.pick(ended.filtered(lambda one: one.parent_id.active and not one.successor_id))
    force.kept(unit).action_unarchive()
    return f"{unit.kind} {unit.code} ({unit.id}) is back"


ACTIONS = {
    station_moves: 4,
    circle_moves: 3,
    outpost_moves: 1,
    units_move_by_list: 2,
    units_merge: 4,
    outpost_becomes_station: 1,
    station_becomes_outpost: 1,
    circle_becomes_district: 1,
    empty_unit_is_archived: 1,
    archived_unit_is_restored: 1,
}

"""A small force with complaints in every stage, in a database that nobody else uses."""

import random
from datetime import timedelta

from odoo import fields

from .complaints import copy_templates, make_templates

DISTRICTS = CIRCLES = STATIONS = 3
# rank, role and number of officers at a unit of each kind
STAFF = {
    "district": (("sp", "supervisor", 1), ("addl_sp", "supervisor", 1)),
    "circle": (("co", "supervisor", 1),),
    "station": (("sho", "station_head", 1), ("constable", "station_staff", 1)),
    "outpost": (("sub_inspector", "station_staff", 1),),
    "zone": (("zone", "supervisor", 1), ("desk", "control_room", 2)),
}
SPARE = {"station_head": 6, "supervisor": 3, "station_staff": 6}


def make(env, total):
    """A tree with officers, and `total` complaints of which a quarter is open; committed."""
    chance = random.Random(7)
    units = make_tree(env)
    make_staff(env, units)
    templates = make_templates(env, chance, units)
    copy_templates(env, chance, templates, units, total - len(templates))
    env.cr.commit()


def make_tree(env):
    zone = env["police.unit"]._zone_desk()
    made = zone

    def below(parent, kind, count):
        nonlocal made
        stem = "Y" if parent == zone else parent.code
        found = env["police.unit"].create(
            [
                {
                    "code": f"{stem}-{kind[0].upper()}{number}",
                    "kind": kind,
                    "name": f"{stem[2:]} {kind} {number}".strip().title(),
                    "parent_id": parent.id,
                }
                for number in range(1, count + 1)
            ]
        )
        made |= found
        return found

    for district in below(zone, "district", DISTRICTS):
        for circle in below(district, "circle", CIRCLES):
            below(below(circle, "station", STATIONS)[0], "outpost", 1)
    return made


def make_staff(env, units):
    """A holder for each post but a circle's, some officers to spare, an administrator, an auditor."""
    wanted = [
        (rank, role, unit)
        for unit in units
        for rank, role, count in STAFF[unit.kind]
        for _number in range(count)
    ]
    roles = [role for _rank, role, _unit in wanted]
    roles += [role for role, count in SPARE.items() for _number in range(count)]
    users = make_users(env, [*roles, "auditor", "administrator"])
    vacant = units.filtered(lambda unit: unit.kind == "circle")[-1:]
    begun = fields.Datetime.now() - timedelta(days=400)
    env["police.posting"].create(
        [
            {"post_id": post_of(env, rank, unit).id, "user_id": user.id, "date_from": begun}
            for (rank, _role, unit), user in zip(wanted, users, strict=False)
            if unit != vacant
        ]
    )


def make_users(env, roles):
    """Users of the roles. None has an address: nothing is mailed to them."""
    taken = (
        env["res.users"].with_context(active_test=False).search_count([("login", "like", "year")])
    )
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "name": f"Officer {number}",
                    "login": f"year{number}",
                    "group_ids": [(6, 0, env.ref(f"police_force.group_{role}").ids)],
                }
                for number, role in enumerate(roles, taken + 1)
            ]
        )
    )


def post_of(env, rank, unit):
    values = {"rank_id": env.ref(f"police_force.rank_{rank}").id, "unit_id": unit.id}
    found = env["police.post"].search(
        [(name, "=", value) for name, value in values.items()], limit=1
    )
    return found or env["police.post"].create(values)

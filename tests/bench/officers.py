"""Who looks at the screens."""

ROLES = {
    "station": "bench_station",
    "district": "bench_district",
    "control room": "bench_control_room",
}
GROUPS = {"station": "station_head", "district": "supervisor", "control room": "control_room"}


def make_officers(env, station):
    """An officer of each role, posted at a station, at its district, and at the zone's control room."""
    units = {
        "station": station,
        "district": station.district_id,
        "control room": env["police.unit"]._zone_desk(),
    }
    ranks = {"station": "sho", "district": "sp", "control room": "desk"}
    for role, login in ROLES.items():
        user = env["res.users"].create(
            {
                "name": f"Bench {role}",
                "login": login,
                "group_ids": [(6, 0, env.ref(f"police_force.group_{GROUPS[role]}").ids)],
            }
        )
        rank = env.ref(f"police_force.rank_{ranks[role]}")
        values = {"rank_id": rank.id, "unit_id": units[role].id}
        post = env["police.post"].search(
            [(name, "=", value) for name, value in values.items()], limit=1
        )
        post = post or env["police.post"].create(values)
        env["police.posting"].search([("post_id", "=", post.id), ("date_to", "=", False)]).unlink()
        env["police.posting"].create(
            {"post_id": post.id, "user_id": user.id, "date_from": "2020-01-01 00:00:00"}
        )

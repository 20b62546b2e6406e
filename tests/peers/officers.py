"""Officers with posts, for tests across processes: lines of Python for Odoo's own prompt."""

# What a test's own set-up goes on with: `zone`, the unit at the root, made where there is none;
# `posted`, which makes a user with these roles, of that password, who holds a post.
SET_UP = """
from odoo.tests import new_test_user

units = env["police.unit"]
zone = units.search([("parent_id", "=", False), ("kind", "=", "zone")], limit=1)
zone = zone or units.create({"code": "TESTZONE", "kind": "zone", "name": "Test Zone"})


def posted(login, roles, rank, unit, post_name=False, **values):
    groups = ",".join(f"police_force.group_{role}" for role in roles)
    user = new_test_user(env, login, groups=groups, password=login, **values)
    rank_id = env.ref(f"police_force.rank_{rank}").id
    post = env["police.post"].create({"rank_id": rank_id, "unit_id": unit.id, "name": post_name})
    env["police.posting"].create({"post_id": post.id, "user_id": user.id})
    return user


"""

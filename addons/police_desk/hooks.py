"""Before and after the first installation in a database."""

from odoo.addons.police_force.tools.taken_over import has_some, load_once, take_over


def pre_init_hook(env):
    """Take over the records of a database from when the desk was a part of police_grievance."""
    take_over(env, "police_desk", "police_grievance")


def post_init_hook(env):
    """Load what is an administrator's from then on, unless the database has had it before."""
    if not has_some(env, "police_desk"):
        load_once(env, "police_desk")

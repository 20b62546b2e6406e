"""Before and after the first installation in a database."""

from odoo.addons.police_force.tools.taken_over import load_new, take_over


def pre_init_hook(env):
    """Take over the records of a database from when the desk was a part of police_grievance."""
    take_over(env, "police_desk", "police_grievance")


def post_init_hook(env):
    """Load what is an administrator's from then on, without what the database has had before."""
    load_new(env, "police_desk")

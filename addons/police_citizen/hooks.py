"""Before the first installation in a database."""

from odoo.addons.police_force.tools.taken_over import take_over


def pre_init_hook(env):
    """Take over the records of a database from when the pages were a part of police_grievance."""
    take_over(env, "police_citizen", "police_grievance")

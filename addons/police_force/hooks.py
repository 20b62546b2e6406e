"""Before and after the first installation in a database."""

from odoo.tools import SQL

from .tools.renamed import drop_dialogues
from .tools.taken_over import load_new, load_once, take_over

FORCE, GRIEVANCE = "police_force", "police_grievance"


def pre_init_hook(env):
    """Take over the records of a database from when the force was a part of police_grievance."""
    drop_dialogues(env.cr)
    take_over(env, FORCE, GRIEVANCE)
    # The views of other addons name groups, and are loaded anew only after this one.
    env.cr.execute(
        SQL(
            "UPDATE ir_ui_view SET arch_db = replace(arch_db::text, %s, %s)::jsonb"
            " WHERE arch_db::text LIKE %s",
            f"{GRIEVANCE}.group_",
            f"{FORCE}.group_",
            f"%{GRIEVANCE}.group_%",
        )
    )


def post_init_hook(env):
    """Load what is an administrator's from then on, without what the database has had before, and
    show the force where core shows itself."""
    grievance = env["ir.module.module"].search([("name", "=", GRIEVANCE)])
    if grievance.state in ("installed", "to upgrade"):
        load_new(env, FORCE)
    else:
        load_once(env, FORCE)
    env.ref("base.main_company")._look_like_a_force()
    env["mail.template"]._speak_for_the_force()
    env["res.lang"]._write_as_in_india()

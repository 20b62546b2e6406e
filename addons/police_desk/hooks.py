"""Before and after the first installation in a database."""

from odoo.addons.police_force.tools.renamed import rename_ids, rename_model
from odoo.addons.police_force.tools.taken_over import load_new, take_over


def rename_morning_mail(cr):
    """The morning mail was a digest, which is a model of core's, too."""
    rename_model(cr, "police.digest", "police.morning.mail")
    rename_ids(
        cr,
        ("police_desk", "police_grievance"),
        {
            "rule_digest_own": "rule_morning_mail_own",
            "ir_cron_digest": "ir_cron_morning_mail",
            "ir_cron_digest_ir_actions_server": "ir_cron_morning_mail_ir_actions_server",
        },
    )


def pre_init_hook(env):
    """Take over the records of a database from when the desk was a part of police_grievance."""
    rename_morning_mail(env.cr)
    take_over(env, "police_desk", "police_grievance")


def post_init_hook(env):
    """Load what is an administrator's from then on, without what the database has had before."""
    load_new(env, "police_desk")

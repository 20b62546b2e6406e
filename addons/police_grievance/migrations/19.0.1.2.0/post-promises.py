"""What was promised by a working calendar keeps the hours that it has now, and is counted by them."""

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tools import split_every

BATCH_SIZE = 1000


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    versions = env["police.sla.version"].search(
        [("state", "=", "in_force"), ("resource_calendar_id", "!=", False)]
    )
    for row in versions.filtered(lambda row: not row.working_hours):
        try:
            row._keep_hours()
        except UserError:
            # A calendar without hours of the day: every hour counted, and goes on counting.
            continue
    env.registry.clear_cache()
    _count_again(env, versions.filtered("working_hours"))


def _count_again(env, versions):
    """Nights counted as the station's hours in what was closed under these versions."""
    domain = [
        ("sla_version_id", "in", versions.ids),
        ("is_open", "=", False),
        ("set_aside", "=", False),
        ("closed_at", "!=", False),
    ]
    complaints = env["police.complaint"].search(domain)
    for batch in split_every(BATCH_SIZE, complaints.ids, complaints.browse):
        for complaint in batch:
            _gross, complaint.net_hours = complaint._hours_at(complaint.closed_at)
        env.flush_all()
        env.invalidate_all()

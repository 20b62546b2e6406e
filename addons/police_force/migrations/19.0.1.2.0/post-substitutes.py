from odoo import SUPERUSER_ID, api, fields


def migrate(cr, version):
    """Say for whom each leave substitute stands in, and end what outlasted that."""
    if not version:
        return
    cr.execute("UPDATE police_posting SET ordered_to = date_to WHERE ordered_to IS NULL")
    postings = api.Environment(cr, SUPERUSER_ID, {})["police.posting"]
    substitutes = postings.search([("kind", "=", "substitute"), ("stands_in_for_id", "=", False)])
    held = {row: row._held_at_its_beginning() for row in substitutes}
    _say_for_whom(cr, held)
    substitutes.invalidate_recordset(["stands_in_for_id"])
    now = fields.Datetime.now()
    for row in substitutes:
        if row.date_to and row.date_to <= now:
            continue
        ends_at = row._lasts_until()
        if ends_at and ends_at <= now:
            # They did act until today: the past stays as it was.
            row._end_now()
        else:
            row._keep_substitutes_within()


def _say_for_whom(cr, held):
    """Of all, before one ends: that would end the others as if they acted for a vacancy.

    Past the ORM, which ends each with what it stands in for at once.
    """
    for row, posting in held.items():
        if posting:
            cr.execute(
                "UPDATE police_posting SET stands_in_for_id = %s WHERE id = %s",
                [posting.id, row.id],
            )

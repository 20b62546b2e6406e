"""What exists was in force, has the hours that it has, and the priority that somebody gave it."""

from odoo.tools import SQL


def migrate(cr, version):
    cr.execute(
        SQL(
            """ALTER TABLE police_sla_version ADD COLUMN IF NOT EXISTS state varchar;
               UPDATE police_sla_version SET state = 'in_force' WHERE state IS NULL"""
        )
    )
    # Of what was no complaint, and of what is open again, there are no hours: 0 is a figure.
    cr.execute(
        SQL(
            """UPDATE police_complaint SET gross_hours = NULL, net_hours = NULL
                WHERE (is_open OR set_aside IS NOT NULL)
                  AND (gross_hours IS NOT NULL OR net_hours IS NOT NULL)"""
        )
    )
    # Whatever is not what the category gives, somebody gave, or words of danger did.
    cr.execute(
        SQL(
            """ALTER TABLE police_complaint ADD COLUMN IF NOT EXISTS priority_stays boolean;
               UPDATE police_complaint SET priority_stays = TRUE
                 FROM police_complaint AS given
                 LEFT JOIN police_category AS category ON category.id = given.category_id
                WHERE police_complaint.id = given.id
                  AND (given.priority = '2' OR given.priority <> COALESCE(category.priority, '0'))
                  AND NOT (given.priority = '1' AND category.priority = '2')"""
        )
    )

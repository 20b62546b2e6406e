"""The case that words were merged into is `merged_into_id`: `belongs_to_id` could be anybody's."""

from odoo.addons.police_force.tools.renamed import rename_field, rename_key


def migrate(cr, _version):
    rename_field(cr, "belongs_to_id", "merged_into_id")
    rename_field(cr, "belongs_to_subject", "merged_into_subject")
    for column in ("before", "after"):
        rename_key(cr, "police_closing", column, "belongs_to_id", "merged_into_id")

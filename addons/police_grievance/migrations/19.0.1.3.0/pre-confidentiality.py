"""Who may know who complained is called `confidentiality`: it was `identity`, which it is not."""

from odoo.addons.police_force.tools.renamed import rename_field, rename_key


def migrate(cr, _version):
    rename_field(cr, "identity", "confidentiality")
    for table, column in (
        ("police_closing", "before"),
        ("police_closing", "after"),
        # What `police_closing` takes over in the scripts of an earlier version.
        ("police_complaint", "as_before"),
    ):
        rename_key(cr, table, column, "identity", "confidentiality")

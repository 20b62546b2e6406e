"""For scripts in `migrations/`: a field has another name, and databases from before keep what it held."""

from odoo.tools import SQL
from odoo.tools.sql import column_exists

# Texts that name fields: what people keep, and views, since a view is loaded anew after those that it
# is part of were checked. Table, columns, their type, and which rows are ours.
WRITTEN = (
    ("ir_filters", ("domain", "context", "sort"), SQL("text"), SQL("model_id LIKE 'police.%%'")),
    (
        "ir_exports_line",
        ("name",),
        SQL("text"),
        SQL("export_id IN (SELECT id FROM ir_exports WHERE resource LIKE 'police.%%')"),
    ),
    ("ir_ui_view", ("arch_db",), SQL("jsonb"), SQL("model LIKE 'police.%%'")),
    ("police_start_tile", ("domain",), SQL("text"), SQL("TRUE")),
)


def rename_field(cr, old, new):
    """Rename a field on all models of the police: what it holds, what is said of it, who mentions it.

    Nothing happens where the old name is no more.
    """
    for table in _tables_with(cr, old):
        _rename_column(cr, table, old, new)
    cr.execute(
        SQL(
            "UPDATE ir_model_fields SET name = %s WHERE name = %s AND model LIKE 'police.%%'",
            new,
            old,
        )
    )
    cr.execute(
        SQL(
            """UPDATE ir_model_data SET name = regexp_replace(name, %(old)s, %(new)s)
                WHERE model IN ('ir.model.fields', 'ir.model.fields.selection')
                  AND module LIKE 'police\\_%%' AND name ~ %(old)s""",
            old=f"__{old}(?=__|$)",
            new=f"__{new}",
        )
    )
    for table, columns, kind, ours in WRITTEN:
        if column_exists(cr, table, columns[0]):
            _rename_in_texts(cr, table, columns, kind, ours, rf"\m{old}\M", new)


def rename_key(cr, table, column, old, new):
    """Rename a key of the JSON objects in a column, if there is such a column."""
    if not column_exists(cr, table, column):
        return
    cr.execute(
        SQL(
            """UPDATE %(table)s
                  SET %(column)s = %(column)s - %(old)s
                      || jsonb_build_object(%(new)s, %(column)s->%(old)s)
                WHERE %(column)s ? %(old)s""",
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            old=old,
            new=new,
        )
    )


def _tables_with(cr, column):
    cr.execute(
        SQL(
            """SELECT table_name FROM information_schema.columns
                WHERE table_schema = current_schema AND column_name = %s
                  AND table_name LIKE 'police\\_%%'""",
            column,
        )
    )
    return [table for (table,) in cr.fetchall()]


def _rename_column(cr, table, old, new):
    """With its index and its constraint: Odoo would make others beside them under the new name."""
    cr.execute(
        SQL(
            "ALTER TABLE %s RENAME COLUMN %s TO %s",
            *map(SQL.identifier, (table, old, new)),
        )
    )
    cr.execute(
        SQL(
            "ALTER INDEX IF EXISTS %s RENAME TO %s",
            *map(SQL.identifier, (f"{table}__{old}_index", f"{table}__{new}_index")),
        )
    )
    constraint = f"{table}_{old}_fkey"
    cr.execute(SQL("SELECT 1 FROM pg_constraint WHERE conname = %s", constraint))
    if cr.fetchone():
        cr.execute(
            SQL(
                "ALTER TABLE %s RENAME CONSTRAINT %s TO %s",
                *map(SQL.identifier, (table, constraint, f"{table}_{new}_fkey")),
            )
        )


def _rename_in_texts(cr, table, columns, kind, ours, old, new):
    columns = [SQL.identifier(column) for column in columns]
    values = [
        SQL("%s = regexp_replace(%s::text, %s, %s, 'g')::%s", column, column, old, new, kind)
        for column in columns
    ]
    found = [SQL("%s::text ~ %s", column, old) for column in columns]
    cr.execute(
        SQL(
            "UPDATE %s SET %s WHERE %s AND (%s)",
            SQL.identifier(table),
            SQL(", ").join(values),
            ours,
            SQL(" OR ").join(found),
        )
    )

"""For scripts in `migrations/`: a field, key or model has another name, and older databases keep what it held."""

from odoo.tools import SQL
from odoo.tools.sql import column_exists, make_index_name, rename_column, table_exists

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

# Where the name of a model stands.
MODELS = (
    *(("ir_model", "model"), ("ir_model_fields", "model"), ("ir_model_fields", "relation")),
    *(("ir_act_window", "res_model"), ("ir_ui_view", "model"), ("ir_model_data", "model")),
    *(("ir_attachment", "res_model"), ("ir_filters", "model_id"), ("ir_exports", "resource")),
    *(("mail_message", "model"), ("mail_activity", "res_model"), ("mail_followers", "res_model")),
    *(("police_audit_entry", "model"), ("police_start_tile", "model")),
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


def rename_model(cr, old, new):
    """Rename a model with its table, its fields' external ids, and what mails say that they tell of it.

    Nothing happens where the old name is no more.
    """
    old_table, new_table = old.replace(".", "_"), new.replace(".", "_")
    if not table_exists(cr, old_table):
        return
    _rename_table(cr, old_table, new_table)
    for table, column in MODELS:
        if table_exists(cr, table):
            table, column = SQL.identifier(table), SQL.identifier(column)
            cr.execute(SQL("UPDATE %s SET %s = %s WHERE %s = %s", table, column, new, column, old))
    cr.execute(
        SQL(
            "UPDATE mail_mail SET police_about = replace(police_about, %s, %s) WHERE police_about LIKE %s",
            f"{old},",
            f"{new},",
            f"{old},%",
        )
    )
    cr.execute(
        SQL(
            """UPDATE ir_model_data SET name = regexp_replace(name, %(old)s, %(new)s)
                WHERE model LIKE 'ir.model%%' AND module LIKE 'police\\_%%' AND name ~ %(old)s""",
            old=f"(?<=_){old_table}(?=_|$)",
            new=new_table,
        )
    )


def rename_ids(cr, modules, names):
    """Rename external ids that the files of these modules gave.

    :param dict names: former to present, without the module
    """
    for old, new in names.items():
        cr.execute(
            SQL(
                "UPDATE ir_model_data SET name = %s WHERE name = %s AND module = ANY(%s)",
                new,
                old,
                list(modules),
            )
        )


def drop_dialogues(cr):
    """Drop what dialogues hold, with their tables, which Odoo makes anew for those that there are.

    A dialogue that has another name would leave what was typed in it behind for ever, and tables
    whose columns have its former name.
    """
    cr.execute(
        """SELECT relation.name FROM ir_model_relation AS relation
             JOIN ir_model AS model ON model.id = relation.model
            WHERE model.transient AND model.model LIKE 'police.%'
            UNION ALL
           SELECT replace(model, '.', '_') FROM ir_model
            WHERE transient AND model LIKE 'police.%'"""
    )
    for (table,) in cr.fetchall():
        cr.execute(SQL("DROP TABLE IF EXISTS %s CASCADE", SQL.identifier(table)))


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
    rename_column(cr, table, old, new)
    cr.execute(
        SQL(
            "ALTER INDEX IF EXISTS %s RENAME TO %s",
            *(SQL.identifier(make_index_name(table, column)) for column in (old, new)),
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


def _rename_table(cr, old, new):
    """With its sequence, its indexes and its constraints."""
    cr.execute(SQL("ALTER TABLE %s RENAME TO %s", *map(SQL.identifier, (old, new))))
    cr.execute(
        SQL(
            "ALTER SEQUENCE IF EXISTS %s RENAME TO %s",
            *map(SQL.identifier, (f"{old}_id_seq", f"{new}_id_seq")),
        )
    )
    for constraint in _names(
        cr, SQL("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass", new), old
    ):
        renamed = constraint.replace(old, new, 1)
        cr.execute(
            SQL(
                "ALTER TABLE %s RENAME CONSTRAINT %s TO %s",
                *map(SQL.identifier, (new, constraint, renamed)),
            )
        )
    for index in _names(cr, SQL("SELECT indexname FROM pg_indexes WHERE tablename = %s", new), old):
        renamed = index.replace(old, new, 1)
        cr.execute(SQL("ALTER INDEX %s RENAME TO %s", *map(SQL.identifier, (index, renamed))))
    cr.execute(
        SQL(
            "UPDATE ir_model_constraint SET name = replace(name, %s, %s) WHERE name LIKE %s",
            f"{old}_",
            f"{new}_",
            f"{old}\\_%",
        )
    )


def _names(cr, query, beginning):
    cr.execute(query)
    return [name for (name,) in cr.fetchall() if name.startswith(f"{beginning}_")]


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

"""Copies of complaints' rows by SQL, from a table `plan` of what is made of which."""

from odoo.tools import SQL


def copy_rows(env, table, column, changed, where=""):
    """Copy the rows of the templates for every row of the plan, all times moved by its shift."""
    types = columns_of(env, table)
    if column != "id":
        types.pop("id")
    values = {
        name: changed.get(
            name,
            f'source."{name}" - plan.shift' if kind.startswith("timestamp") else f'source."{name}"',
        )
        for name, kind in types.items()
    }
    names = ", ".join(f'"{name}"' for name in values)
    env.cr.execute(
        SQL(  # pylint: disable=sql-injection  (names of the catalogue, no input)
            f"""INSERT INTO {table} ({names}) SELECT {", ".join(values.values())}
                FROM plan JOIN {table} source ON source."{column}" = plan.template_id {where}"""
        )
    )


def columns_of(env, table):
    """:return: dict of the columns of a table to their types, by the catalogue"""
    env.cr.execute(
        SQL(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s ORDER BY 1",
            table,
        )
    )
    return dict(env.cr.fetchall())

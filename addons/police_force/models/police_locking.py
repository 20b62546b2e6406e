"""Rows that several transactions want: each takes what is free, the rest has its turn later."""

from psycopg2.errors import SerializationFailure

from odoo.tools import SQL


def lock_free(records):
    """Lock records, without those that another transaction works on.

    What was written so far is undone where somebody saved one of them between search and lock: for
    scheduled actions, which commit batch by batch and have written nothing yet.

    :return: those that are locked now
    """
    query = SQL(
        "SELECT id FROM %s WHERE id IN %s FOR NO KEY UPDATE SKIP LOCKED",
        SQL.identifier(records._table),
        tuple(records.ids) or (0,),
    )
    cr = records.env.cr
    try:
        # That is expected, and the log is no place for it.
        cr.execute(query, log_exceptions=False)
    except SerializationFailure:
        cr.rollback()
        return records.browse()
    free = {row_id for [row_id] in cr.fetchall()}
    return records.filtered(lambda record: record.id in free)

"""Rows that several transactions want: each takes what is free, the rest has its turn later."""

from psycopg2.errors import SerializationFailure


def lock_free(records):
    """Lock records, without those that another transaction works on.

    What was written so far is undone where somebody saved one of them between search and lock: for
    scheduled actions, which commit batch by batch and have written nothing yet.

    :return: those that are locked now
    """
    try:
        return records.try_lock_for_update(allow_referencing=True)
    except SerializationFailure:
        records.env.cr.rollback()
        return records.browse()

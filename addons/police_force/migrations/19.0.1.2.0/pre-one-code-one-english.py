"""A unit has one code however it is written, and each name one English.

Two units whose codes are one only now stay as they are, for an administrator to merge them: the key
of the later one has its id as well. Where a second English had another name than the first, that
becomes one of the other names.
"""

import logging

from odoo.tools import SQL

from odoo.addons.police_force.tools.codes import code_key

_logger = logging.getLogger(__name__)


def migrate(cr, version):
    _keep_one_code(cr)
    cr.execute(
        SQL(
            """SELECT model, name FROM ir_model_fields
                WHERE model LIKE 'police.%%' AND translate = 'standard' AND store"""
        )
    )
    for model, field in cr.fetchall():
        table = model.replace(".", "_")
        if field == "name" and table in ("police_unit", "police_place"):
            _keep_other_name(cr, table)
        _keep_one_english(cr, table, field)


def _keep_one_code(cr):
    cr.execute(SQL("ALTER TABLE police_unit ADD COLUMN IF NOT EXISTS code_key varchar"))
    cr.execute(SQL("SELECT id, code FROM police_unit ORDER BY active DESC, id"))
    keys = {}
    for unit_id, code in cr.fetchall():
        key = code_key(code)
        if key in keys:
            _logger.info("Units %s and %s have one code, %r: merge them.", keys[key], unit_id, code)
            key = f"{key}#{unit_id}"
        keys[key] = unit_id
    for key, unit_id in keys.items():
        cr.execute(SQL("UPDATE police_unit SET code_key = %s WHERE id = %s", key, unit_id))


def _keep_other_name(cr, table):
    cr.execute(
        SQL(
            """UPDATE %(table)s AS record
                  SET alias_names = concat_ws(E'\\n', NULLIF(record.alias_names, ''), other.names)
                 FROM (SELECT id, string_agg(DISTINCT value, E'\\n') AS names
                         FROM %(table)s, jsonb_each_text(name)
                        WHERE key LIKE 'en\\_%%' AND value != '' AND value != name->>'en_US'
                        GROUP BY id) AS other
                WHERE other.id = record.id""",
            table=SQL.identifier(table),
        )
    )


def _keep_one_english(cr, table, field):
    cr.execute(
        SQL(
            """UPDATE %(table)s SET %(field)s = (
                   SELECT jsonb_object_agg(key, value) FROM jsonb_each(%(field)s)
                    WHERE key NOT LIKE 'en\\_%%' OR key = 'en_US')
                WHERE %(field)s ? 'en_US' AND EXISTS (
                   SELECT FROM jsonb_object_keys(%(field)s) AS key
                    WHERE key LIKE 'en\\_%%' AND key != 'en_US')""",
            table=SQL.identifier(table),
            field=SQL.identifier(field),
        )
    )

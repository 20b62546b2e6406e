"""Fill a database with complaints by SQL, in believable numbers.

A few hundred complaints are made by the service's own methods, in every stage; the rest are copies of
their rows, with a number, a station and a time of their own. So a stored field that is added later is
filled too, and recomputing it changes nothing.
"""

import random

from odoo.modules.registry import Registry
from odoo.tools import SQL

from odoo.addons.police_grievance.tools.number import number_from_index

from peers.copies import columns_of, copy_rows

from .harness import environment
from .templates import RARE_WORD, SUBJECT, make_templates

# What belongs to a complaint and is copied with it: table, column that points at the complaint.
PARTS = (
    ("police_party", "complaint_id"),
    ("police_milestone", "complaint_id"),
    ("police_escalation", "complaint_id"),
    ("police_pause", "complaint_id"),
    ("police_verification", "complaint_id"),
    ("police_follow_up", "complaint_id"),
    ("mail_message", "res_id"),
    ("mail_activity", "res_id"),
)
CHUNK = 50_000


def fill(database, total, opened):
    """Have `total` complaints in a database, `opened` of them open."""
    with environment(database) as env:
        templates = _templates(env) or make_templates(env)
        indexes = _drop_indexes(env)
        _make_plan(env, templates, total, opened)
        _copy_complaints(env)
        for table, column in PARTS:
            _copy_part(env, table, column)
        _sprinkle_rare_word(env)
        for definition in indexes:
            env.cr.execute(SQL(definition))
        env.cr.commit()
    analyze(database)


def _templates(env):
    """Some open and some closed complaints of an earlier filling."""
    complaints = env["police.complaint"]
    for state in (True, False):
        domain = [("subject", "=", SUBJECT), ("is_open", "=", state)]
        complaints |= complaints.search(domain, limit=500)
    return complaints


def _drop_indexes(env):
    """Drop what only slows the filling down; return the statements that bring it back."""
    tables = ("police_complaint", *(table for table, _column in PARTS))
    env.cr.execute(
        SQL(
            """SELECT indexname, indexdef FROM pg_indexes
               WHERE schemaname = 'public' AND tablename IN %s AND indexdef NOT LIKE 'CREATE UNIQUE%%'""",
            tables,
        )
    )
    rows = env.cr.fetchall()
    for name, _definition in rows:
        env.cr.execute(SQL("DROP INDEX %s", SQL.identifier(name)))
    return [definition for _name, definition in rows]


def _make_plan(env, templates, total, opened):
    """One row a new complaint: which template, which number, which station, how much earlier."""
    env.cr.execute(
        SQL("""CREATE TEMP TABLE plan (new_id serial PRIMARY KEY, template_id int, number varchar,
        unit_id int, circle_id int, district_id int, shift interval) ON COMMIT DROP""")
    )
    env.cr.execute(SQL("SELECT COALESCE(MAX(id), 0) + 1 FROM police_complaint"))
    env.cr.execute(SQL("ALTER SEQUENCE plan_new_id_seq RESTART WITH %s", env.cr.fetchone()[0]))
    key = bytes.fromhex(env["ir.config_parameter"].get_param("police_grievance.number_key"))
    places = stations(env)
    weights = _volumes(len(places), opened)
    chance = random.Random(1)
    of_state = {
        state: templates.filtered(lambda row, state=state: row.is_open == state).ids
        for state in (True, False)
    }
    there = {
        state: env["police.complaint"].search_count([("is_open", "=", state)])
        for state in (True, False)
    }
    wanted = [(True, opened - there[True]), (False, total - opened - there[False])]
    env.cr.execute(SQL("SELECT last_value FROM police_complaint_number_seq"))
    index = env.cr.fetchone()[0]
    for state, count in wanted:
        for start in range(0, max(count, 0), CHUNK):
            size = min(CHUNK, count - start)
            units = chance.choices(places, weights, k=size)
            rows = [
                (
                    chance.choice(of_state[state]),
                    number_from_index(index + offset + 1, key),
                    *units[offset],
                    # Open cases are of these days, the past goes back four years.
                    f"{chance.uniform(0, 6) if state else chance.uniform(24, 35000):.4f} hours",
                )
                for offset in range(size)
            ]
            index += size
            _insert_plan(env, rows)
    env.cr.execute(SQL("SELECT setval('police_complaint_number_seq', %s)", index + 1))
    env.cr.execute(SQL("ANALYZE plan"))


def _insert_plan(env, rows):
    env.cr.execute(
        SQL(
            """INSERT INTO plan (template_id, number, unit_id, circle_id, district_id, shift)
               SELECT * FROM UNNEST(%s::int[], %s::varchar[], %s::int[], %s::int[], %s::int[], %s::interval[])""",
            *(list(column) for column in zip(*rows, strict=True)),
        )
    )


def stations(env):
    """(unit, circle, district) of every station, in an order that is always the same."""
    found = env["police.unit"].search([("kind", "=", "station")], order="code")
    rows = [(unit.id, unit.circle_id.id or None, unit.district_id.id or None) for unit in found]
    random.Random(2).shuffle(rows)
    return rows


def _volumes(count, opened):
    """How much each station gets: uneven, and the first one so much that its columns are full."""
    weights = [1 / (1 + rank) ** 0.5 for rank in range(count)]
    weights[0] = sum(weights) * (3.0 if opened < 1000 else 0.03)
    return weights


def _copy_complaints(env):
    changed = {"id": "plan.new_id", "number": "plan.number", "unit_id": "plan.unit_id"}
    changed |= {"circle_id": "plan.circle_id", "district_id": "plan.district_id"}
    if "search_text" in env["police.complaint"]._fields:
        changed["search_text"] = "REPLACE(source.search_text, source.number, plan.number)"
    copy_rows(env, "police_complaint", "id", changed)
    env.cr.execute(
        SQL("SELECT setval('police_complaint_id_seq', (SELECT MAX(id) FROM police_complaint))")
    )


def _copy_part(env, table, column):
    changed = {column: "plan.new_id"}
    columns = columns_of(env, table)
    if "unit_id" in columns and table.startswith("police_"):
        changed["unit_id"] = "plan.unit_id"
    if "message_id" in columns and table == "mail_message":
        changed["message_id"] = "NULL"
    where = "AND source.model = 'police.complaint'" if table == "mail_message" else ""
    where = "AND source.res_model = 'police.complaint'" if table == "mail_activity" else where
    copy_rows(env, table, column, changed, where)


def _sprinkle_rare_word(env):
    """Put a rare word into five cases of the past and five open ones, by the ORM."""
    for domain in ([("is_open", "=", True)], [("is_open", "=", False)]):
        for complaint in env["police.complaint"].search(domain, order="id desc", limit=5):
            complaint.description = f"{complaint.description} {RARE_WORD}"
    env.flush_all()


def analyze(database):
    with Registry(database).cursor() as cr:
        cr._cnx.autocommit = True
        cr.execute(SQL("VACUUM ANALYZE"))

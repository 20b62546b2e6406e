"""10,000 due among all open ones, beside a time-based automation rule on core tasks."""

import time
from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from .databases import SIZES, filled, used
from .harness import environment

DUE = 10_000
TASKS = 20_000


def measure(figures):
    among = f"{SIZES['all open'][1]:,}"
    ours = _escalate(filled("all open"), DUE)
    few = _escalate(filled("small"), 400)
    theirs = _automate(used())
    figures.add(f"Escalate one complaint, 10,000 due among {among} open", ours, "ms")
    figures.add("Automation rule on one task, 10,000 due among 20,000", theirs, "ms")
    figures.add("Escalation, times faster than the automation rule", theirs / ours, "×", ">= 10")
    figures.add(
        f"Escalate one of 10,000 among {among}, in one of 400 among 500", ours / few, "×", "<= 1.5"
    )


def _escalate(database, due):
    """Milliseconds an escalated complaint, notices included."""
    with environment(database) as env:
        now = fields.Datetime.now()
        env.cr.execute(
            SQL(
                "UPDATE police_complaint SET next_escalation_at = %s WHERE is_open",
                now + timedelta(days=9),
            )
        )
        env.cr.execute(
            SQL(
                """UPDATE police_complaint SET next_escalation_at = %s, cycle_start = %s, cycle = cycle + 1,
                          promised_deadline = %s, deadline = %s, paused_since = NULL
                   WHERE id IN (SELECT id FROM police_complaint
                                WHERE is_open IS TRUE AND sla_version_id = %s ORDER BY id LIMIT %s)""",
                now - timedelta(minutes=1),
                now - timedelta(hours=13),
                now + timedelta(hours=11),
                now + timedelta(hours=11),
                env.ref("police_grievance.sla_version_default").id,
                due,
            )
        )
        env.cr.execute(SQL("SELECT count(*) FROM police_escalation"))
        before = env.cr.fetchone()[0]
        env.cr.commit()
        started = time.perf_counter()
        env["police.escalation"]._run()
        env.flush_all()
        env.cr.commit()
        seconds = time.perf_counter() - started
        env.cr.execute(SQL("SELECT count(*) FROM police_escalation"))
        fired = env.cr.fetchone()[0] - before
        assert fired >= due, f"{fired} levels fired instead of {due}"
    return seconds * 1000 / due


def _automate(database):
    """Milliseconds a task of which a time-based rule makes an activity, as an escalation does."""
    with environment(database) as env:
        _make_tasks(env)
        rule = env["base.automation"].create(_rule(env))
        env.cr.commit()
        started = time.perf_counter()
        env["base.automation"]._cron_process_time_based_actions()
        env.flush_all()
        env.cr.commit()
        seconds = time.perf_counter() - started
        rule.active = False
        env.cr.commit()
    return seconds * 1000 / DUE


def _make_tasks(env):
    """Tasks by SQL: half of them due, the other half not."""
    project = env["project.project"].search([("name", "=", "Bench")], limit=1)
    sample = env["project.task"].create({"name": "Bench", "project_id": project.id})
    env.flush_all()
    env.cr.execute(
        SQL(
            """SELECT column_name FROM information_schema.columns
               WHERE table_name = 'project_task' AND column_name != 'id'"""
        )
    )
    columns = [name for (name,) in env.cr.fetchall()]
    env.cr.execute(
        SQL(
            "INSERT INTO project_task (%s) SELECT %s FROM project_task, generate_series(1, %s) n WHERE id = %s",
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(map(SQL.identifier, columns)),
            TASKS - 1,
            sample.id,
        )
    )
    env.cr.execute(
        SQL(
            """UPDATE project_task SET date_deadline = CASE WHEN id %% 2 = 0 THEN %s ELSE %s END
               WHERE project_id = %s""",
            fields.Datetime.now() - timedelta(minutes=5),
            fields.Datetime.now() + timedelta(days=9),
            project.id,
        )
    )


def _rule(env):
    model = env["ir.model"]._get("project.task")
    action = {
        "name": "Remind",
        "model_id": model.id,
        "state": "next_activity",
        "usage": "base_automation",
        "activity_type_id": env.ref("mail.mail_activity_data_todo").id,
        "activity_summary": "Overdue",
        "activity_user_type": "specific",
        "activity_user_id": env.ref("base.user_admin").id,
    }
    return {
        "name": "Bench",
        "model_id": model.id,
        "trigger": "on_time",
        "trg_date_id": env.ref("project.field_project_task__date_deadline").id,
        "trg_date_range": 0,
        "trg_date_range_type": "hour",
        "last_run": fields.Datetime.now() - timedelta(hours=1),
        "action_server_ids": [(0, 0, action)],
    }

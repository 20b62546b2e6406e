"""The boards that are measured, who looks at each, and the tickets and tasks on those of the peers.

Tickets and tasks are as many as complaints, as many of them open, in the same words, each open one in
hand with an activity, as a complaint with its station has.
"""

import random
from typing import NamedTuple

from odoo import Command
from odoo.tools import SQL

from peers.copies import copy_rows

from . import fill
from .databases import SIZES, filled
from .harness import environment
from .officers import ROLES
from .templates import SENTENCES

PER_STAGE = 40


class Board(NamedTuple):
    """A board: who opens it (log-in), by which action, on which records."""

    login: str
    action: str
    model: str


BOARDS = {
    "station": Board(
        ROLES["station"], "police_grievance.police_complaint_action", "police.complaint"
    ),
    "control room": Board(
        ROLES["control room"], "police_grievance.police_complaint_action", "police.complaint"
    ),
    "OCA tickets": Board(
        "bench_tickets", "helpdesk_mgmt.helpdesk_ticket_action_opened", "helpdesk.ticket"
    ),
    "core tasks": Board(
        "bench_tasks", "project.act_project_project_2_project_task_all", "project.task"
    ),
}


def filled_with_peers(size):
    """The filled database of this size, tickets and tasks beside the complaints."""
    name = filled(size)
    with environment(name) as env:
        if not env["res.users"].search([("login", "=", BOARDS["OCA tickets"].login)]):
            _make_users(env)
            for make in (_make_tickets, _make_tasks):
                _multiply(env, *make(env), SIZES[size])
            env.cr.commit()
            fill.analyze(name)
    return name


def _make_users(env):
    """Who sees all tickets, and all tasks; all that look at a board may log in."""
    groups = {
        "bench_tickets": "helpdesk_mgmt.group_helpdesk_manager",
        "bench_tasks": "project.group_project_manager",
    }
    for login, group in groups.items():
        values = {"name": login, "login": login}
        values["group_ids"] = [Command.set((env.ref(group) | env.ref("base.group_user")).ids)]
        env["res.users"].create(values)
    logins = [board.login for board in BOARDS.values()]
    users = env["res.users"].search([("login", "in", logins)])
    for user in users:
        user.password = user.login
    env["ir.config_parameter"].set_param("police_grievance.second_factor", "nobody")


def _make_tickets(env):
    user = env["res.users"].search([("login", "=", "bench_tickets")])
    team = env["helpdesk.ticket.team"].create({"name": "Bench", "user_ids": user.ids})
    values = {"team_id": team.id, "user_id": user.id, "partner_name": "Citizen"}
    stages = env["helpdesk.ticket.stage"].search([])
    return _in_stages(env["helpdesk.ticket"], values, stages, stages.filtered("closed"))


def _make_tasks(env):
    user = env["res.users"].search([("login", "=", "bench_tasks")])
    stages = env["project.task.type"].create(
        [{"name": name, "fold": fold} for name, fold in (*_open_stages(), ("Done", True))]
    )
    project = env["project.project"].create({"name": "Board", "type_ids": stages.ids})
    values = {"project_id": project.id, "user_ids": user.ids}
    records, opened = _in_stages(env["project.task"], values, stages, stages.filtered("fold"))
    (records - opened).state = "1_done"
    return records, opened


def _open_stages():
    return (("New", False), ("In progress", False), ("Waiting", False))


def _in_stages(model, values, stages, closed):
    """Some records in every stage, by the model's own methods; return them and the open ones."""
    chance = random.Random(4)
    records = model.with_context(mail_create_nolog=True).create(
        [
            {
                **values,
                "name": "A day like any other",
                "description": " ".join(chance.sample(SENTENCES, 3)),
                "stage_id": stage.id,
            }
            for stage in stages
            for _number in range(PER_STAGE)
        ]
    )
    opened = records.filtered(lambda record: record.stage_id not in closed)
    in_hand = opened.filtered(lambda record: record.stage_id != stages[0])
    for record in in_hand:
        record.activity_schedule("mail.mail_activity_data_todo", user_id=model.env.uid)
    model.env.flush_all()
    return records, opened


def _multiply(env, records, opened, size):
    """Copy the rows until there are as many as complaints."""
    total, still_open = size
    model = records._name
    chance = random.Random(5)
    env.cr.execute(SQL("DROP TABLE IF EXISTS plan"))
    env.cr.execute(
        SQL("CREATE TEMP TABLE plan (new_id serial PRIMARY KEY, template_id int, shift interval)")
    )
    env.cr.execute(SQL("ALTER SEQUENCE plan_new_id_seq RESTART WITH %s", max(records.ids) + 1))
    for templates, count in (
        (opened, still_open - len(opened)),
        (records - opened, total - still_open - len(records - opened)),
    ):
        hours = (0, 6) if templates == opened else (24, 35000)
        rows = [
            (chance.choice(templates._ids), f"{chance.uniform(*hours):.4f} hours")
            for _number in range(max(count, 0))
        ]
        env.cr.execute(
            SQL(
                "INSERT INTO plan (template_id, shift) SELECT * FROM UNNEST(%s::int[], %s::interval[])",
                [row[0] for row in rows],
                [row[1] for row in rows],
            )
        )
    copy_rows(env, records._table, "id", {"id": "plan.new_id"})
    for table, column, where in _parts(model):
        changed = {column: "plan.new_id"}
        if table == "mail_message":
            changed["message_id"] = "NULL"
        copy_rows(env, table, column, changed, where)
    env.cr.execute(
        SQL(
            "SELECT setval(%s, (SELECT MAX(id) FROM %s))",
            f"{records._table}_id_seq",
            SQL.identifier(records._table),
        )
    )


def _parts(model):
    """What belongs to a ticket or a task and is copied with it: table, column, further condition."""
    parts = [
        ("mail_message", "res_id", f"AND source.model = '{model}'"),
        ("mail_activity", "res_id", f"AND source.res_model = '{model}'"),
    ]
    if model == "project.task":
        parts.append(("project_task_user_rel", "task_id", ""))
    return parts

"""Opening a complaint, one per transaction, until it is committed."""

from odoo import fields

from odoo.addons.police_grievance.tools.envelope import Envelope

from .databases import used
from .harness import interleaved

TEXT = "The neighbours of our house in Kalyanpur play loud music every night until two."


def measure(figures):
    peers = {"complaint": open_complaint, "task": create_task, "ticket": create_ticket}
    result = interleaved(used(), peers)
    for name, (milliseconds, queries) in result.items():
        figures.add(f"Open one {name}: time", milliseconds, "ms")
        figures.add(f"Open one {name}: SQL queries", queries, "queries")
    complaint, task, ticket = (result[name] for name in peers)
    figures.add("Open a complaint, in core tasks: time", complaint[0] / task[0], "×", "<= 1.0")
    figures.add("Open a complaint, in core tasks: queries", complaint[1] / task[1], "×", "<= 0.99")
    figures.add("Open a complaint, in OCA tickets: time", complaint[0] / ticket[0], "×", "<= 0.6")


def open_complaint(env, number):
    """With number, route and deadline, for a new person each time.

    No notice goes out to a letter's address: acknowledgements are part of `mail.py`.
    """
    env["police.complaint"]._intake(
        Envelope(
            channel="post",
            received_at=fields.Datetime.now(),
            sender_kind="other",
            sender_value=f"House {number}, Example Street",
            sender_name=f"Citizen {number}",
            subject="Loud music",
            text=TEXT,
        )
    )


def create_task(env, number):
    project = env["project.project"].search([("name", "=", "Bench")], limit=1)
    env["project.task"].create(
        {
            "name": "Loud music",
            "description": TEXT,
            "project_id": project.id,
            "email_from": f"citizen{number}@example.org",
        }
    )


def create_ticket(env, number):
    env["helpdesk.ticket"].create(
        {
            "name": "Loud music",
            "description": TEXT,
            "partner_email": f"citizen{number}@example.org",
            "partner_name": f"Citizen {number}",
        }
    )

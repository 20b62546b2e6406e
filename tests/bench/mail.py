"""A mail from its stored bytes until the complaint is committed, beside the same mail becoming a task."""

from .databases import used
from .harness import interleaved
from .opening import TEXT


def measure(figures):
    database = used()
    result = interleaved(
        database, {"complaint": work_on_mail, "task": process_mail}, prepare=store_mail
    )
    for name, (milliseconds, queries) in result.items():
        figures.add(f"A mail becomes a {name}: time", milliseconds, "ms")
        figures.add(f"A mail becomes a {name}: SQL queries", queries, "queries")
    figures.add(
        "A mail, in the time of core tasks",
        result["complaint"][0] / result["task"][0],
        "×",
        "<= 1.2",
    )


def message(number):
    """The same mail for both, with an identifier of its own."""
    return (
        f"From: Citizen {number} <citizen{number}@example.org>\r\n"
        "To: grievance@police.example, tasks@bench.example\r\n"
        "Subject: Loud music\r\n"
        f"Message-ID: <bench-{number}@example.org>\r\n"
        "Date: Mon, 23 Nov 2026 10:00:00 +0530\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        f"\r\n{TEXT}\r\n"
    ).encode()


def store_mail(env, number):
    """What the door does before: not measured."""
    channel = env["police.channel"].search([("kind", "=", "email")], limit=1)
    env["police.channel.event"]._store(
        channel, message(number), {"from": f"citizen{number}@example.org"}
    )


def work_on_mail(env, _number):
    """Both jobs, each in a transaction of its own as the queue would run them."""
    env["police.channel.event"].search([], order="id desc", limit=1)._work()
    env.flush_all()
    env.cr.commit()
    env["police.channel.message"].search(
        [("direction", "=", "in")], order="id desc", limit=1
    )._work()


def process_mail(env, number):
    project = env["project.project"].search([("name", "=", "Bench")], limit=1)
    env["mail.thread"].message_process(
        "project.task", message(number), custom_values={"project_id": project.id}
    )

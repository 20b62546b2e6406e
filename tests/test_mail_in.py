"""A mail handed to the mail door becomes a complaint, and the sender is answered."""

import hashlib
import os
import random
import re
import smtplib
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from mails import mail, parsed

from launcher.paths import CHECKOUT
from peers.waiting import wait_until

MAIL_DOOR = CHECKOUT / "addons" / "police_channels" / "mail_door"


def test_mail_becomes_complaint_and_is_answered(mail_odoo, door):
    door.send(mail("Loud music", "Every night in Kalyanpur.", "<first@example.org>"))
    row = wait_until(
        lambda: mail_odoo.query("SELECT number, channel, language FROM police_complaint"),
        30,
        "no complaint",
    )
    number, channel, language = row.split("|")
    assert (channel, language) == ("email", "en_US")
    answer = parsed(wait_until(door.read_outbox, 30, "no answer")[0])
    assert answer["To"] == "asha@example.org"
    assert number in answer["Subject"]
    text = answer.get_body(("plain",)).get_content()
    assert "112" in text
    assert re.search(r"/complaint/follow/\S{20,}", text)
    assert answer["In-Reply-To"] == "<first@example.org>"
    assert answer["Auto-Submitted"] == "auto-replied"


def worked_on(odoo, message_id):
    return odoo.query(
        "SELECT complaint_id FROM police_channel_message"
        f" WHERE external_id = '{message_id}' AND state = 'done'"
    ).strip()


def test_large_file_is_kept_byte_for_byte(mail_odoo, door):
    content = random.Random(25).randbytes(25 * 1024 * 1024)
    message = mail("Large", "The video of it.", "<large@example.org>")
    message.add_attachment(content, maintype="video", subtype="mp4", filename="वीडियो.mp4")
    door.send(message)
    wait_until(lambda: worked_on(mail_odoo, "<large@example.org>"), 90, "not worked on")
    row = mail_odoo.query("SELECT name, size, sha256 FROM police_evidence WHERE name LIKE '%.mp4'")
    digest = hashlib.sha256(content).hexdigest()
    assert row.strip() == f"वीडियो.mp4|{len(content)}|{digest}"


def at_once(function, arguments):
    with ThreadPoolExecutor(len(arguments)) as pool:
        list(pool.map(function, arguments))


def test_same_mail_ten_times_at_once(mail_odoo, door):
    """Ten ways of one mail, through other servers each: one complaint."""
    content = mail("Tenfold", "Said once.", "<tenfold@example.org>").as_bytes()
    ways = [f"Received: by mx{number}.example.org\r\n".encode() + content for number in range(10)]
    at_once(door.send, [*ways, *ways])
    wait_until(
        lambda: (
            not mail_odoo.query(
                "SELECT id FROM police_channel_event WHERE next_attempt_at IS NOT NULL"
            )
        ),
        60,
        "not worked on",
    )
    assert worked_on(mail_odoo, "<tenfold@example.org>")
    found = mail_odoo.query("SELECT count(*) FROM police_complaint WHERE subject = 'Tenfold'")
    assert found.strip() == "1"


@contextmanager
def row_held(odoo, table, row_id):
    """Another transaction that has the row, as one that adds a report to it does for a moment."""
    session = subprocess.Popen(
        ["psql", "-XAtq", odoo.database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    session.stdin.write(f"BEGIN; SELECT id FROM {table} WHERE id = {row_id} FOR UPDATE;\n")
    session.stdin.flush()
    assert session.stdout.readline().strip() == row_id
    try:
        yield
    finally:
        session.communicate("COMMIT;\n")


def test_row_held_by_another_transaction(mail_odoo, door):
    """The job waits; it does not end as if the work were done."""
    mail_odoo.query("UPDATE police_channel SET is_paused = true")
    door.send(mail("Held", "Somebody has the row.", "<held@example.org>"))
    event = wait_until(
        lambda: mail_odoo.query(
            "SELECT id FROM police_channel_event WHERE state = 'stored' AND NOT EXISTS ("
            "SELECT FROM queue_job WHERE state IN ('pending', 'enqueued', 'started'))"
        ),
        30,
        "no job found the channel paused",
    )
    with row_held(mail_odoo, "police_channel_event", event):
        mail_odoo.python("env['police.channel'].search([]).action_resume(); env.cr.commit()")
        wait_until(
            lambda: mail_odoo.query("SELECT uuid FROM queue_job WHERE state = 'started'"),
            30,
            "no job waits for the row",
        )
    wait_until(lambda: worked_on(mail_odoo, "<held@example.org>"), 30, "not worked on")


def test_five_mails_of_one_sender_at_once(mail_odoo, door):
    """Five different matters are five complaints of one person."""
    sender = "Bina Testperson <bina@example.org>"
    mails = [
        mail(
            f"Matter {number}", f"About {number}.", f"<matter-{number}@example.org>", sender=sender
        )
        for number in range(5)
    ]
    at_once(door.send, mails)
    for number in range(5):
        wait_until(
            lambda number=number: worked_on(mail_odoo, f"<matter-{number}@example.org>"),
            60,
            f"mail {number} was not worked on",
        )
    people = mail_odoo.query(
        "SELECT count(*) FROM police_complainant_address WHERE value = 'bina@example.org'"
    )
    complaints = mail_odoo.query(
        "SELECT count(*) FROM police_complaint WHERE subject LIKE 'Matter %'"
    )
    assert (people.strip(), complaints.strip()) == ("1", "5")


def run_program(name, *arguments, stdin=b"", **variables):
    return subprocess.run(
        [os.environ["ODOO_PYTHON"], MAIL_DOOR / name, *arguments],
        env={**os.environ, **variables},
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_mail_server_may_pipe_mail_in(mail_odoo, door):
    content = mail("Piped", "By the mail pipe.", "<piped@example.org>").as_bytes()
    variables = {
        "MAIL_DOOR_URL": f"{mail_odoo.url}/police/channel/mail/in",
        "MAIL_DOOR_DATABASE": mail_odoo.database,
    }
    arguments = ("pipe.py", "asha@example.org", "grievance@police.example")
    refused = run_program(*arguments, stdin=content, MAIL_DOOR_SECRET="wrong", **variables)
    assert refused.returncode == 75
    secret = mail_odoo.query("SELECT secret FROM police_channel WHERE slug = 'mail'").strip()
    taken = run_program(*arguments, stdin=content, MAIL_DOOR_SECRET=secret, **variables)
    assert taken.returncode == 0, taken.stderr
    wait_until(lambda: worked_on(mail_odoo, "<piped@example.org>"), 30, "not worked on")


def test_developer_reads_what_was_sent(mail_odoo, door):
    door.send(mail("शोर", "रात भर शोर होता है।", "<read@example.org>", sender="r@example.org"))
    wait_until(
        lambda: any(parsed(content)["To"] == "r@example.org" for content in door.read_outbox()),
        30,
        "no answer",
    )
    said = run_program("outbox.py", door.outbox).stdout.decode()
    assert "पुलिस शिकायत सेवा" in said
    assert "/complaint/follow/" in said


def test_sender_keeps_the_mail_while_the_service_is_down(mail_odoo, door):
    message = mail("Later", "Sent while it was down.", "<later@example.org>")
    mail_odoo.stop()
    with pytest.raises(smtplib.SMTPDataError) as refusal:
        door.send(message)
    assert refusal.value.smtp_code == 451
    mail_odoo.start()
    door.send(message)
    wait_until(lambda: worked_on(mail_odoo, "<later@example.org>"), 30, "not worked on")


def test_no_address_and_no_words_in_the_log(mail_odoo, door):
    log = mail_odoo.log.read_text(errors="replace") + door.log.read_text(errors="replace")
    for planted in ("asha@example.org", "bina@example.org", "Testperson", "Said once", "Kalyanpur"):
        assert planted not in log

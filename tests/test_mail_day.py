"""A day of a mailbox: 60 mails, with processes killed and the job table emptied in between."""

import random

import pytest
from mails import mail, parsed

from launcher.commands import CommandFailed
from peers.waiting import wait_until

NEW, REPLIES, UNWANTED, AWAY, BROKEN = 20, 10, 20, 5, 3


def new_mails():
    return [
        mail(
            f"New {index}",
            f"Complaint number {index} of the day.",
            f"<new-{index}@day.example>",
            sender=f"citizen{index}@example.org",
        )
        for index in range(NEW)
    ]


def replies(answers):
    """Every second one by reference, the others by the number in the subject only."""
    for index in range(REPLIES):
        message_id, subject = answers[f"citizen{index}@example.org"]
        headers = {"In_Reply_To": message_id} if index % 2 else {}
        subject = "Re: something" if index % 2 else f"Re: {subject}"
        yield mail(
            subject,
            f"Reply {index}.",
            f"<reply-{index}@day.example>",
            sender=f"citizen{index}@example.org",
            **headers,
        )


def unwanted():
    signs = [
        {"List_Id": "<news.example.org>"},
        {"List_Unsubscribe": "<mailto:out@example.org>"},
        {"Precedence": "bulk"},
        {"X_Spam_Flag": "YES"},
    ]
    for index in range(UNWANTED):
        yield mail(
            f"Offer {index}",
            "Buy now.",
            f"<offer-{index}@day.example>",
            sender="shop@example.org",
            **signs[index % len(signs)],
        )


def away(answers):
    for index in range(AWAY):
        message_id, subject = answers[f"citizen{index}@example.org"]
        yield mail(
            f"Automatic reply: {subject}",
            "I am away.",
            f"<away-{index}@day.example>",
            sender=f"citizen{index}@example.org",
            In_Reply_To=message_id,
            Auto_Submitted="auto-replied",
        )


def broken():
    return [
        b"From: broken1@example.org\r\nContent-Type: multipart/mixed\r\n\r\nno boundary\r\n",
        b"From: broken2@example.org\r\nSubject: =?utf-9?B?!!!?=\r\n\r\n\xff\xfe\xe0 words\r\n",
        b"\x00\x01 not a mail at all \xff\r\n",
    ]


@pytest.fixture(scope="module")
def day(mail_odoo, door):
    """The day, played through."""
    # What a job says when its row is deleted while it runs.
    mail_odoo.expect_log_line(r"(WARNING|ERROR) \S*(queue_job|odoo\.sql_db|odoo\.http)")
    chance = random.Random(2015)
    for number, content in enumerate(new_mails()):
        deliver(door, content)
        if number in (4, 11):
            kill_and_start(mail_odoo, door)
    hasten(mail_odoo)
    wait_until(lambda: finished(mail_odoo), 240, unfinished(mail_odoo))
    answers = notices(mail_odoo)
    rest = [*replies(answers), *unwanted(), *away(answers), *broken(), *new_mails()[:2]]
    chance.shuffle(rest)
    for number, content in enumerate(rest):
        deliver(door, content)
        if number in (10, 25):
            empty_job_table(mail_odoo)
        if number == 18:
            kill_and_start(mail_odoo, door)
    hasten(mail_odoo)
    wait_until(lambda: finished(mail_odoo), 240, unfinished(mail_odoo))


def notices(odoo):
    """:return: dict of recipient → (Message-Id, subject) of our notice, sent or not"""
    rows = odoo.query(
        "SELECT address, external_id, subject FROM police_channel_message WHERE direction = 'out'"
    )
    return {address: rest for address, *rest in (row.split("|") for row in rows.splitlines())}


def deliver(door, content):
    """Like a mail server: try until the door says 250."""

    def taken():
        try:
            door.send(content)
        except OSError:  # smtplib's own errors are of this kind, too
            return False
        return True

    wait_until(taken, 60, "the door does not take it")


def empty_job_table(odoo):
    """Delete all jobs, those too that are running; PostgreSQL may take us for the deadlock."""

    def emptied():
        try:
            odoo.query("DELETE FROM queue_job")
        except CommandFailed:
            return False
        return True

    wait_until(emptied, 60, "the job table cannot be emptied")


def kill_and_start(odoo, door):
    odoo.kill()
    door.kill()
    door.start()
    odoo.start()


def hasten(odoo):
    """Let the scheduled action look now instead of in some minutes."""
    for table in ("police_channel_event", "police_channel_message"):
        odoo.query(
            f"UPDATE {table} SET next_attempt_at = now() at time zone 'utc'"
            " WHERE next_attempt_at IS NOT NULL AND state <> 'sending'"
        )


def finished(odoo):
    return unfinished(odoo) == "0|0"


def unfinished(odoo):
    return odoo.query(
        "SELECT (SELECT count(*) FROM police_channel_event WHERE next_attempt_at IS NOT NULL),"
        " (SELECT count(*) FROM police_channel_message WHERE next_attempt_at IS NOT NULL"
        " AND state <> 'sending')"
    ).strip()


def count(odoo, condition):
    statement = (
        f"SELECT count(*) FROM police_channel_message WHERE direction = 'in' AND {condition}"
    )
    return int(odoo.query(statement))


def test_each_mail_is_accounted_for(mail_odoo, day):
    assert count(mail_odoo, "action = 'opened'") == NEW + BROKEN
    assert count(mail_odoo, "action = 'joined'") == REPLIES
    assert count(mail_odoo, "kind IN ('mailing_list', 'spam') AND state = 'set_aside'") == UNWANTED
    assert count(mail_odoo, "kind = 'automatic' AND state = 'set_aside'") == AWAY
    assert count(mail_odoo, "true") == NEW + REPLIES + UNWANTED + AWAY + BROKEN
    arrived = "SELECT count(*) + sum(repeat_count) FROM police_channel_event"
    assert int(mail_odoo.query(arrived)) >= 60


def test_each_complaint_is_there_once(mail_odoo, day):
    twice = "SELECT subject FROM police_complaint GROUP BY subject HAVING count(*) > 1"
    assert not mail_odoo.query(twice)
    assert int(mail_odoo.query("SELECT count(*) FROM police_complaint")) == NEW + BROKEN


def test_replies_are_with_their_complaint(mail_odoo, day):
    wrong = mail_odoo.query(
        "SELECT reply.id FROM police_channel_message reply"
        " JOIN police_channel_message first ON first.complaint_id = reply.complaint_id"
        " AND first.action = 'opened'"
        " WHERE reply.action = 'joined' AND reply.address <> first.address"
    )
    assert not wrong


def test_nobody_is_answered_twice_and_no_machine_at_all(mail_odoo, door, day):
    recipients = [parsed(content)["To"] for content in door.read_outbox()]
    assert len(recipients) == len(set(recipients))
    assert "shop@example.org" not in recipients
    unknown = int(
        mail_odoo.query(
            "SELECT count(*) FROM police_channel_message WHERE state IN ('unknown', 'sending')"
        )
    )
    assert len(recipients) + unknown >= NEW
    # The third broken mail names no sender: it is answered to its return path.
    others = {"broken1@example.org", "broken2@example.org", "citizen@example.org"}
    assert set(recipients) <= {f"citizen{index}@example.org" for index in range(NEW)} | others

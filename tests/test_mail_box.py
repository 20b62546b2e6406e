"""A mailbox on a real IMAP server as the way in."""

import pytest
from mails import mail

from launcher.commands import CommandFailed
from peers.dovecot import PASSWORD, USER, Dovecot
from peers.waiting import wait_until

MAILBOX = f"""
channel = env.ref("police_channels.channel_mail")
channel._own_settings()[channel].write({{"imap_host": "127.0.0.1", "imap_port": %d, "imap_encryption": "none",
               "imap_user": "{USER}", "imap_password": "{PASSWORD}"}})
env.cr.commit()
"""
FETCH = """
env["police.channel.mail"].search([])._fetch_mailbox()
env.cr.commit()
"""
# The power goes after the bytes of the second mail are committed, before anything is marked.
KILLED_BETWEEN = """
import os, signal
from odoo.addons.police_channels.adapters.mail.imap import Mailbox
fetched = []
read = Mailbox.read_mail
def dying(self, uid):
    if len(fetched) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    fetched.append(uid)
    return read(self, uid)
Mailbox.read_mail = dying
env["police.channel.mail"].search([])._fetch_mailbox()
"""
# Somebody presses the button while the scheduled action reads the first mail.
TWO_AT_ONCE = """
from odoo.addons.police_channels.adapters.mail.imap import Mailbox
rows = env["police.channel.mail"].search([])
read = Mailbox.read_mail
def meanwhile(self, uid):
    Mailbox.read_mail = read
    with env.registry.cursor() as other:
        rows.with_env(env(cr=other))._fetch_mailbox()
    return read(self, uid)
Mailbox.read_mail = meanwhile
rows._fetch_mailbox()
env.cr.commit()
"""


def letters(word, number):
    return [
        mail(
            f"{word} {index}", f"{word} letter {index}.", f"<{word}-{index}@example.org>"
        ).as_bytes()
        for index in range(number)
    ]


@pytest.fixture(scope="module")
def mailbox(odoo):
    mailbox = Dovecot()
    mailbox.start()
    odoo.python(MAILBOX % mailbox.port)
    yield mailbox
    mailbox.remove()


def complaints(odoo, word):
    return int(odoo.query(f"SELECT count(*) FROM police_complaint WHERE subject LIKE '{word}%'"))


def only_by_hand(odoo):
    odoo.query("UPDATE ir_cron SET active = false WHERE cron_name LIKE '%fetch mailboxes%'")


def test_mail_in_the_box_becomes_complaints_by_itself(odoo, mailbox):
    mailbox.deliver(*letters("Scheduled", 3))
    wait_until(lambda: complaints(odoo, "Scheduled") == 3, 120, "the mailbox was not fetched")
    wait_until(lambda: mailbox.unread() == 0, 30, "not marked as read")
    assert mailbox.held() == 3


def test_mail_that_a_person_has_read_is_fetched_too(odoo, mailbox):
    mailbox.deliver(*letters("Opened", 1))
    client = mailbox.client()
    client.store("1:*", "+FLAGS", r"\Seen")
    client.logout()
    odoo.python(FETCH)
    wait_until(lambda: complaints(odoo, "Opened") == 1, 30, "not fetched")


def test_killed_between_commit_and_marking(odoo, mailbox):
    only_by_hand(odoo)
    mailbox.deliver(*letters("Killed", 4))
    with pytest.raises(CommandFailed):
        odoo.python(KILLED_BETWEEN)
    assert mailbox.unread() == 4
    odoo.python(FETCH)
    wait_until(lambda: complaints(odoo, "Killed") == 4, 30, "mail was lost")
    assert mailbox.unread() == 0
    odoo.python(FETCH)
    assert complaints(odoo, "Killed") == 4


def test_two_at_once_fetch_each_mail_once(odoo, mailbox):
    only_by_hand(odoo)
    mailbox.deliver(*letters("Together", 3))
    odoo.python(TWO_AT_ONCE)
    wait_until(lambda: complaints(odoo, "Together") == 3, 30, "mail was lost")
    assert mailbox.unread() == 0


def test_moved_to_a_folder(odoo, mailbox):
    client = mailbox.client()
    client.create("Stored")
    client.logout()
    odoo.query("UPDATE police_channel_mail SET imap_done_folder = 'Stored'")
    mailbox.deliver(*letters("Moved", 2))
    odoo.python(FETCH)
    assert mailbox.held() == 0
    assert mailbox.held("Stored") >= 2
    wait_until(lambda: complaints(odoo, "Moved") == 2, 30, "not fetched")


def test_server_numbers_anew(odoo, mailbox):
    before = int(odoo.query("SELECT count(*) FROM police_channel_event"))
    odoo.query("UPDATE police_channel_mail SET imap_validity = 'other', imap_folder = 'Stored'")
    odoo.query("UPDATE police_channel_mail SET imap_done_folder = NULL")
    odoo.python(FETCH)
    assert int(odoo.query("SELECT count(*) FROM police_channel_event")) == before


def test_mail_too_big_is_noted_and_stops_nothing(odoo, mailbox):
    odoo.query("UPDATE police_channel_mail SET imap_folder = 'INBOX'")
    odoo.query("UPDATE police_channel SET max_megabytes = 1")
    big = mail("Big", "x" * 1_200_000, "<big@example.org>").as_bytes()
    mailbox.deliver(big, *letters("Behind", 1))
    odoo.python(FETCH)
    wait_until(lambda: complaints(odoo, "Behind") == 1, 30, "the big mail stopped the next one")
    assert complaints(odoo, "Big") == 0
    assert "too_big" in odoo.query("SELECT error FROM police_channel_event WHERE state = 'failed'")


def test_broken_server_is_told_and_tried_again(odoo, mailbox):
    mailbox.stop()
    odoo.python(FETCH)
    assert odoo.query("SELECT problem FROM police_channel_mail")
    mailbox.start()
    mailbox.deliver(*letters("Back", 1))
    odoo.python(FETCH)
    wait_until(lambda: complaints(odoo, "Back") == 1, 30, "not fetched after the server came back")
    assert not odoo.query("SELECT problem FROM police_channel_mail")

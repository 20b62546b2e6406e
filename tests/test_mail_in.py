"""A mail handed to the mail door becomes a complaint, and the sender is answered."""

import re

from mails import mail, parsed

from peers.waiting import wait_until


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

"""Calls of citizens by a provider that has the exchange, all the way: its requests, Odoo, its recordings."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from peers.voice_provider import Call, ExotelVoice, TwilioVoice, connected, spoken
from peers.waiting import wait_until

USERS = {"twilio": "AC00000000000000000000000000000001", "exotel": "api-key"}
PASSWORD = "token of the account"
WORDS = spoken(6)
SET_UP = """
channels = env["police.channel"].search([("slug", "in", ("voice", "sms"))])
channels.write({{"address": "05120000000"}})
row = env["police.channel.voice"].search([])
row.write({{"provider": "{provider}", "url": "{url}", "user": "{user}", "password": "{password}",
            "account": "force1", "takers": "{takers}"}})
env["ir.config_parameter"].set_param("web.base.url", "{base}")
env.registry.signal_changes()
env.cr.commit()
print("ADDRESSES", row.call_url, row.ended_url)
"""
# As the scheduled action does, once a minute.
HAND_OVER = """
from odoo.fields import Datetime
calls = env["police.channel.call"].search([("state", "=", "going_on")])
calls.next_attempt_at = Datetime.now()
env.flush_all()
calls._sweep()
env.cr.commit()
"""
COMPLAINT = """
    SELECT complaint.number, complaint.unheard
    FROM police_channel_message message
    JOIN police_complaint complaint ON complaint.id = message.complaint_id
    WHERE message.address = '{sender}' AND message.direction = 'in'
"""
EVIDENCE = """
    SELECT evidence.sha256, evidence.size FROM police_evidence evidence
    JOIN police_complaint complaint ON complaint.id = evidence.complaint_id
    WHERE complaint.number = '{number}'
"""


@pytest.fixture(scope="module", params=[TwilioVoice, ExotelVoice])
def peer(request, odoo):
    """A provider for which the channel is set up, as an administrator does it on the form.

    :ivar urls: what is to be pasted there
    """
    name = "twilio" if request.param is TwilioVoice else "exotel"
    peer = connected(odoo, request.param, USERS[name], PASSWORD)
    peer.digits = {"twilio": "1", "exotel": "2"}[name]
    with peer.running() as url:
        peer.set_up = lambda takers: _set_up(odoo, name, url, takers)
        peer.urls = peer.set_up("")
        yield peer


def _set_up(odoo, name, url, takers):
    values = {"provider": name, "user": USERS[name], "password": PASSWORD, "takers": takers}
    said = odoo.python(SET_UP.format(url=url, base=odoo.url, **values))
    return re.search("ADDRESSES (.*) (.*)", said).groups()


def phone(peer, number):
    return f"+9100000{peer.digits}{number:04}"


def call(peer, *does, sender):
    made = Call(peer, peer.urls[0], *does, sender=sender)
    made.end(peer.urls[1])
    return made


def complaint(odoo, sender):
    rows = wait_until(lambda: odoo.query(COMPLAINT.format(sender=sender)), 60, "no complaint")
    [row] = rows.splitlines()
    return row.split("|")


def test_words_become_a_complaint_with_its_recording(odoo, peer):
    sender = phone(peer, 1)
    made = call(peer, "1", "1", (WORDS, "#"), sender=sender)
    number, unheard = complaint(odoo, sender)
    assert unheard == "sound"
    # The number is in the ears while the call goes on.
    assert len([words for words in made.heard if words and len(words) < 8]) >= len(number)
    found = wait_until(lambda: odoo.query(EVIDENCE.format(number=number)), 150, "no recording")
    assert int(found.strip().split("|")[1]) == len(WORDS)
    notice = odoo.query(
        f"SELECT text FROM police_channel_message WHERE direction = 'out' AND address = '{sender}'"
        " AND event_code = 'received'"
    )
    assert number in notice


def test_who_rings_twice_and_hangs_up_is_one_call_to_return(odoo, peer):
    sender = phone(peer, 2)
    for _time in range(2):
        call(peer, "1", "hangup", sender=sender)
    rows = f"SELECT rings, state FROM police_call_back WHERE phone = '{sender}'"
    odoo.python(HAND_OVER)
    wait_until(lambda: odoo.query(rows).strip() == "2|waiting", 60, "not one call to return")


def test_a_call_taker_is_rung(odoo, peer):
    sender = phone(peer, 3)
    peer.set_up("+910000077401")
    made = call(peer, None, None, "completed", sender=sender)
    peer.set_up("")
    assert made.dialled == ["+910000077401"]
    kind = f"SELECT kind FROM police_channel_message WHERE address = '{sender}'"
    odoo.python(HAND_OVER)
    wait_until(lambda: odoo.query(kind).strip() == "talked", 60, "the call is not in the ledger")


def test_the_service_is_killed_while_somebody_speaks(odoo, peer):
    """Whoever speaks then is heard once the provider tells of the end."""
    sender = phone(peer, 4)
    made = Call(peer, peer.urls[0], "1", "1", "hangup", sender=sender)
    odoo.kill()
    odoo.start()
    told = peer.keep(WORDS)
    answer = peer.deliver(
        f"{peer.urls[0]}{_joint(peer.urls[0])}step=words", peer.tell(made, **told)
    )
    assert answer
    complaint(odoo, sender)


def _joint(url):
    return "&" if "?" in url else "?"


def test_twenty_at_once(odoo, peer):
    senders = [phone(peer, 100 + number) for number in range(20)]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda sender: call(peer, "1", "1", (WORDS, "#"), sender=sender), senders))
    numbers = {complaint(odoo, sender)[0] for sender in senders}
    assert len(numbers) == len(senders)

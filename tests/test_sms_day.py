"""SMS of citizens, all the way: message centre, Kannel, door, Odoo, and the answer on their phones."""

import re

import pytest

from launcher import kannel, sms
from peers.gateway import SmsGateway
from peers.sms_parts import LONG_HINDI, parts
from peers.waiting import wait_until

NUMBER = "56161"
LATIN = "Mere ghar se motorcycle chori ho gayi hai, Kalyanpur thana mein report nahi likhi"


@pytest.fixture(scope="module")
def gateway(odoo, centre, tmp_path_factory):
    """The gateway in front of a running service, whose channel is set up as `make run` does it."""
    secret = odoo.query("SELECT secret FROM police_channel WHERE slug = 'sms'").strip()
    gateway = SmsGateway(
        centre,
        f"{odoo.url}/police/channel/sms/in",
        tmp_path_factory.mktemp("gateway"),
        secret=secret,
        database=odoo.database,
        grace=15,
    )
    values = {
        "url": gateway.gateway.sendsms,
        "user": kannel.USER,
        "password": kannel.password(secret, "sendsms"),
        "report_url": gateway.gateway.door,
    }
    odoo.python(sms.SCRIPT.format(slug=sms.SLUG, values=values, number=NUMBER))
    gateway.start()
    centre.wait_for_receiver()
    yield gateway
    gateway.stop()


def write(centre, sender, text, alphabet="ucs-2", backwards=False):
    written = parts(text, alphabet)
    for part in reversed(written) if backwards else written:
        centre.deliver(sender, NUMBER, part)


def complaint(odoo, sender):
    """:return: (number, language, words) of the complaint that a phone opened"""
    row = wait_until(
        lambda: odoo.query(
            "SELECT complaint.number, complaint.language, complaint.description"
            " FROM police_complaint complaint"
            " JOIN police_channel_message message ON message.complaint_id = complaint.id"
            f" WHERE message.direction = 'in' AND message.address = '+{sender}'"
        ),
        60,
        "no complaint",
    )
    return row.split("|")


def heard(centre, sender):
    """:return: what a phone shows: the words of each message of which all parts are there, in their order"""
    messages = {}
    for part in centre.submitted:
        if part.recipient.lstrip("+") == sender:
            # All but the part's own number; a message of one part has no header.
            of = part.udh[:-1] or part.message_id
            messages.setdefault(of, []).append(part)
    return [
        "".join(part.text for part in sorted(parts, key=lambda part: part.udh))
        for parts in messages.values()
        if len(parts) == (parts[0].udh[-2] if parts[0].udh else 1)
    ]


def answer(centre, sender, number=0):
    """:return: the words of an answer to a phone, by default of the first one, once it is there"""
    wait_until(lambda: len(heard(centre, sender)) > number, 60, "no answer")
    return heard(centre, sender)[number]


def test_in_latin_letters(odoo, centre, gateway):
    write(centre, "910000000101", LATIN, "gsm")
    number, language, words = complaint(odoo, "910000000101")
    assert language == "hi_IN"
    assert "motorcycle chori" in words
    said = answer(centre, "910000000101")
    assert number in said
    assert re.search("[ऀ-ॿ]", said)


def test_three_parts_in_devanagari_that_come_backwards(odoo, centre, gateway):
    assert len(parts(LONG_HINDI)) == 3
    write(centre, "910000000102", LONG_HINDI, backwards=True)
    number, _language, words = complaint(odoo, "910000000102")
    assert LONG_HINDI in words
    assert number in answer(centre, "910000000102")


def test_who_says_little_is_asked_and_hears_the_number_and_how_it_stands(odoo, centre, gateway):
    sender = "910000000104"
    write(centre, sender, "Cycle chori", "gsm")
    number, _language, words = complaint(odoo, sender)
    assert words == "Cycle chori"
    first = [answer(centre, sender, place) for place in (0, 1)]
    assert any(number in said for said in first)
    assert any("कहाँ" in said for said in first)
    write(centre, sender, "Thana Kalyanpur", "gsm")
    noted = answer(centre, sender, 2)
    assert number in noted
    where = (
        "SELECT unit.name->>'en_US' FROM police_complaint complaint"
        # Only proposed: a caller's number can be forged, so a person decides.
        f" JOIN police_unit unit ON unit.id = complaint.proposed_unit_id WHERE number = '{number}'"
    )
    assert "Kalyanpur" in odoo.query(where)
    write(centre, sender, "STATUS", "gsm")
    status = answer(centre, sender, 3)
    assert number in status
    assert "कानपुर" in status
    opened = f"SELECT count(DISTINCT complaint_id) FROM police_channel_message WHERE address = '+{sender}'"
    assert odoo.query(opened) == "1"


def test_a_refused_part_is_known(odoo, centre, gateway):
    centre.refuse = lambda part: 0x45 if part.udh[-1:] == b"\2" else 0
    write(centre, "910000000103", LONG_HINDI)
    complaint(odoo, "910000000103")
    wait_until(
        lambda: odoo.query(
            "SELECT 1 FROM police_channel_message WHERE direction = 'out' AND state = 'failed'"
        ),
        60,
        "nobody knows that it did not go out",
    )


def test_each_citizen_is_heard_once_whatever_is_killed(odoo, centre, gateway):
    """The centre repeats what nobody acknowledged; Kannel gives it another identifier then."""
    centre.refuse = lambda _part: 0
    senders = [f"9100000002{number:02}" for number in range(30)]
    for number, sender in enumerate(senders):
        for part in parts(f"Chori number {number} hui, Kalyanpur", "gsm"):
            centre.deliver(sender, NUMBER, part, wait=0)
        if number in (9, 17, 25):
            gateway.kill({9: "bearerbox", 17: "sms_door", 25: "smsbox"}[number])
    counted = (
        "SELECT address, count(DISTINCT complaint_id) FROM police_channel_message"
        " WHERE direction = 'in' AND address LIKE '+9100000002%' AND state = 'done'"
        " GROUP BY address ORDER BY address"
    )
    expected = "\n".join(f"+{sender}|1" for sender in senders)
    wait_until(lambda: odoo.query(counted).strip() == expected, 120, "not each was heard once")
    wait_until(lambda: not centre.waiting(), 60, "the centre still waits")
    gateway.wait_until_whole()

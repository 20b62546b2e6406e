"""Notices on their way out, through a real mail server, with everything that can go wrong."""

import pytest
from mails import delivery_report, mail, parsed

from conftest import serving
from peers.mail_door import MailDoor
from peers.odoo import free_port
from peers.relay import Relay
from peers.waiting import wait_until


@pytest.fixture(scope="module")
def relay():
    relay = Relay()
    relay.start()
    yield relay
    relay.stop()


@pytest.fixture(scope="module")
def sending_odoo(relay, tmp_path_factory):
    options = ("--smtp=127.0.0.1", f"--smtp-port={relay.port}")
    yield from serving("police_test_mail_out", tmp_path_factory.mktemp("odoo"), *options)


@pytest.fixture(scope="module")
def way_in(sending_odoo, tmp_path_factory):
    door = MailDoor(sending_odoo, tmp_path_factory.mktemp("door"), free_port())
    door.start()
    yield door
    door.stop()


def state_of(odoo, address):
    """State of the first notice to an address."""
    return odoo.query(
        "SELECT state FROM police_channel_message"
        f" WHERE direction = 'out' AND address = '{address}' ORDER BY id LIMIT 1"
    ).strip()


def write_from(way_in, address):
    name = address.partition("@")[0]
    way_in.send(mail(f"From {name}", f"Letter of {name}.", f"<{name}@out.example>", sender=address))


def test_answered_in_hindi(sending_odoo, way_in, relay):
    way_in.send(
        mail("शोर", "रात भर शोर होता है।", "<hindi@out.example>", sender="hindi@example.org")
    )
    [content] = wait_until(lambda: relay.to("hindi@example.org"), 30, "no answer")
    answer = parsed(content)
    assert "ख़तरा हो तो तुरंत 112" in answer.get_body(("plain",)).get_content()
    assert answer["Subject"].startswith("शिकायत")
    assert answer["X-Loop"] == "grievance@police.example"


def test_button_tries_the_channel_s_own_mail_server(sending_odoo, relay):
    script = f"""
server = env["ir.mail_server"].create(
    {{"name": "Relay", "smtp_host": "127.0.0.1", "smtp_port": {relay.port}, "smtp_encryption": "none"}}
)
channel = env.ref("police_channels.channel_mail")
channel._own_settings()[channel].mail_server_id = server
assert channel.action_test()["params"]["type"] == "success"
env.cr.commit()
"""
    sending_odoo.python(script)


def test_unknown_outcome_is_not_sent_again(sending_odoo, way_in, relay):
    relay.silent.add("silent@example.org")
    write_from(way_in, "silent@example.org")
    wait_until(lambda: state_of(sending_odoo, "silent@example.org") == "unknown", 40, "not noted")
    sending_odoo.python('env["police.channel.message"]._sweep()')
    assert len(relay.to("silent@example.org")) == 1
    tasks = sending_odoo.query(
        "SELECT count(*) FROM mail_activity activity"
        " JOIN police_channel_message message ON message.complaint_id = activity.res_id"
        " JOIN mail_activity_type kind ON kind.id = activity.activity_type_id"
        " WHERE activity.res_model = 'police.complaint' AND message.address = 'silent@example.org'"
        " AND message.direction = 'out' AND kind.category = 'phonecall'"
    )
    assert tasks.strip() == "1"


def test_refused_for_good(sending_odoo, way_in, relay):
    relay.replies["nobody@example.org"] = "550 5.1.1 No such user"
    write_from(way_in, "nobody@example.org")
    wait_until(lambda: state_of(sending_odoo, "nobody@example.org") == "failed", 40, "not noted")


def test_refused_for_now(sending_odoo, way_in, relay):
    relay.replies["full@example.org"] = "452 4.2.2 Mailbox full"
    write_from(way_in, "full@example.org")
    wait_until(
        lambda: "452" in sending_odoo.query("SELECT detail FROM police_channel_message"),
        40,
        "no try",
    )
    assert state_of(sending_odoo, "full@example.org") == "queued"
    del relay.replies["full@example.org"]
    sending_odoo.query(
        "UPDATE police_channel_message SET next_attempt_at = now() at time zone 'utc'"
        " WHERE address = 'full@example.org' AND state = 'queued'"
    )
    wait_until(lambda: relay.to("full@example.org"), 120, "never tried again")
    wait_until(lambda: state_of(sending_odoo, "full@example.org") == "sent", 10, "not noted")


def test_bounce_comes_back_to_its_message(sending_odoo, way_in, relay):
    write_from(way_in, "gone@example.org")
    [content] = wait_until(lambda: relay.to("gone@example.org"), 30, "no answer")
    before = sending_odoo.query("SELECT count(*) FROM police_complaint")
    way_in.send(delivery_report(parsed(content)["Message-ID"]), sender="")
    wait_until(lambda: state_of(sending_odoo, "gone@example.org") == "failed", 30, "not noted")
    assert sending_odoo.query("SELECT count(*) FROM police_complaint") == before
    assert len(relay.to("gone@example.org")) == 1


def test_two_programs_answering_each_other_come_to_rest(sending_odoo, way_in, relay):
    """An answering program that marks nothing and quotes nothing, three times round."""
    address = "robot@example.org"
    write_from(way_in, address)
    wait_until(lambda: relay.to(address), 30, "no answer")
    for number in range(3):
        message_id = f"<robot-{number}@out.example>"
        way_in.send(mail("I am away", "Thank you, I am away.", message_id, sender=address))
        done = f"external_id = '{message_id}' AND state = 'done'"
        wait_until(
            lambda done=done: sending_odoo.query(
                f"SELECT id FROM police_channel_message WHERE {done}"
            ),
            30,
            "not worked on",
        )
    wait_until(lambda: not queued_to(sending_odoo, address), 30, "still sending")
    assert len(relay.to(address)) == 2


def queued_to(odoo, address):
    return int(
        odoo.query(
            f"SELECT count(*) FROM police_channel_message WHERE address = '{address}'"
            " AND direction = 'out' AND state IN ('queued', 'sending')"
        )
    )


def test_workers_killed_while_many_are_sent(sending_odoo, way_in, relay):
    """After two SIGKILLs nobody got a notice twice, and each one is accounted for."""
    sending_odoo.expect_log_line(r"WARNING odoo\.addons\.queue_job\S*: Re-queued dead job")
    addresses = [f"many{number}@example.org" for number in range(20)]
    for address in addresses:
        write_from(way_in, address)
    for _time in range(2):
        wait_until(lambda: any(map(relay.to, addresses)), 30, "nothing is sent")
        sending_odoo.kill()
        sending_odoo.start()
    sending_odoo.query(
        "UPDATE police_channel_message SET next_attempt_at = now() at time zone 'utc'"
        " WHERE next_attempt_at IS NOT NULL"
    )
    wait_until(
        lambda: not any(queued_to(sending_odoo, address) for address in addresses),
        200,
        "not settled",
    )
    for address in addresses:
        got, state = len(relay.to(address)), state_of(sending_odoo, address)
        assert got <= 1, address
        assert (got, state) in ((1, "sent"), (1, "unknown"), (0, "unknown")), address

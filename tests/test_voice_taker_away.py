"""Service, voice door or exchange break off while a call taker talks; the call does not, and is made up for."""

import time

from peers.caller import Caller, pause
from peers.waiting import wait_until


def test_the_service_is_away_while_somebody_talks(desk, tmp_path):
    """The call goes on; what was missed is told when it is back."""
    one = desk.screen
    sender = "+910000000808"
    caller = desk.ring(tmp_path, sender)
    desk.phones[0].wait_until_it_rings()
    desk.odoo.kill()
    desk.phones[0].lift()
    time.sleep(2)
    assert desk.phones[0].talking
    desk.odoo.start()
    desk.wait_for(sender, "talking", 60)
    assert desk.row(sender)[2] == "taking_one"
    desk.phones[0].hang_up()
    desk.wait_for(sender, "ended", 30)
    desk.look_at(one)
    caller.process.kill()


def test_the_door_is_killed_while_somebody_talks(desk, tmp_path):
    sender = "+910000000809"
    caller = desk.ring(tmp_path, sender)
    desk.phones[0].wait_until_it_rings()
    with desk.exchange.down("voice_door"):
        desk.phones[0].lift()
        time.sleep(1)
    desk.wait_for(sender, "talking", 30)
    desk.phones[0].hang_up()
    desk.wait_for(sender, "ended", 30)
    assert desk.row(sender)[1:3] == ("talked", "taking_one")
    caller.process.kill()


def test_the_exchange_is_killed_while_somebody_talks(desk, tmp_path):
    sender = "+910000000810"
    caller = desk.ring(tmp_path, sender)
    desk.phones[0].wait_until_it_rings()
    desk.phones[0].lift()
    desk.wait_for(sender, "talking")
    desk.exchange.kill("asterisk")
    desk.phones[0].talking = False
    desk.wait_for(sender, "ended", 60)
    wait_until(desk.exchange.exchange.answers, 30, "it is not started again")
    desk.wait_for_phones()
    caller.process.kill()


def test_a_header_with_quotes_is_a_wish_for_privacy(desk, tmp_path):
    """It is within an expression of the dial plan, and breaks none."""
    for number, wish in enumerate(('"', '" = "" | "', '")}', "id;critical", "none")):
        sender = f"+91000000085{number}"
        headers = (f"Privacy: {wish}",)
        Caller(tmp_path, desk.exchange.port, pause(1), sender=sender, headers=headers).end()
        known = f"SELECT count(*) FROM police_call WHERE phone = '{sender}'"
        expected = "1" if wish == "none" else "0"
        wait_until(lambda: not desk.exchange.files(), 30, "something is left in the spool")
        time.sleep(1)
        assert desk.odoo.query(known).strip() == expected

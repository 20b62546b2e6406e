"""The call taker's screen, all the way: SIPp calls Asterisk, Odoo hears of it, Chromium opens the form."""

import re
import time

from browser import Browser, log_in

from peers.call_desk import BAR, KNOWN, NUMBER, STATION, gone, has, in_groups, see, text
from peers.call_lines import TO_A_PERSON
from peers.caller import Caller, level, pause, press, speak, words
from peers.waiting import wait_until


def test_the_form_opens_as_the_phone_rings(desk, tmp_path):
    """With both cases of whoever is known at that number; answered and ended from the screen."""
    one = desk.screen
    caller = desk.ring(tmp_path)
    desk.phones[0].wait_until_it_rings()
    see(one, f"{BAR}.o_police_call_ringing")
    wait_until(
        lambda: one.run("document.querySelectorAll('.o_police_case_open').length") == 2,
        10,
        "not both cases",
    )
    assert in_groups(KNOWN) in text(one, f"{BAR} .o_police_call_number")
    assert one.run("document.querySelector('[name=phone] input').value") == in_groups(KNOWN)
    one.click(".o_police_answer")
    see(one, f"{BAR}.o_police_call_talking")
    assert desk.phones[0].events == ["talk"]
    assert desk.row(KNOWN)[:3] == ("talking", "", "taking_one")
    one.click(".o_police_end")
    desk.wait_for(KNOWN, "ended")
    assert desk.row(KNOWN)[1] == "talked"
    gone(one, BAR)
    caller.process.kill()


def test_two_windows_and_a_reload(desk, tmp_path):
    """One of them takes the form; it is still there after a reload, while it rings and afterwards."""
    one = desk.screen
    other = desk.window()
    sender = "+910000000802"
    caller = desk.ring(tmp_path, sender)
    desk.phones[0].wait_until_it_rings()
    wait_until(lambda: has(one, BAR) or has(other, BAR), 10, "no window has the form")
    time.sleep(2)
    assert [has(one, BAR), has(other, BAR)].count(True) == 1
    with_form, without = (one, other) if has(one, BAR) else (other, one)
    address = with_form.run("location.href")
    with_form.call("Page.reload")
    see(with_form, f"{BAR}.o_police_call_ringing", 20)
    assert with_form.run("location.href") == address
    desk.phones[0].lift()
    see(with_form, f"{BAR}.o_police_call_talking")
    with_form.call("Page.reload")
    see(with_form, f"{BAR}.o_police_call_talking", 20)
    assert not has(without, BAR)
    without.call("Page.bringToFront")
    without.click(".o_police_duty")
    without.click(".o_police_open_form")
    see(without, f"{BAR}.o_police_call_talking")
    drafts = f"SELECT count(*) FROM police_registration WHERE phone = '{in_groups(sender)}'"
    assert desk.odoo.query(drafts).strip() == "1"
    other.call("Page.close")
    caller.process.kill()


def test_held_and_talked_to_again(desk, tmp_path):
    """And ended by hanging up the phone; the citizen's line does not outlive it."""
    one = desk.screen
    sender = "+910000000803"
    caller = desk.talk(tmp_path, sender)
    one.click(".o_police_hold")
    see(one, f"{BAR}.o_police_call_held")
    desk.wait_for(sender, "held")
    one.click(".o_police_resume")
    see(one, f"{BAR}.o_police_call_talking")
    assert desk.phones[0].talking
    desk.phones[0].hang_up()
    desk.wait_for(sender, "ended")
    assert "0 active channels" in desk.exchange.command("core show channels")
    caller.process.kill()


def test_who_is_held_hears_that_the_line_is_not_dead(desk, tmp_path):
    """They are asked to stay once more, when it lasts."""
    one, heard = desk.screen, tmp_path / "heard.wav"
    sender = "+910000000813"
    caller = desk.talk(tmp_path, sender)
    one.click(".o_police_hold")
    desk.wait_for(sender, "held")
    time.sleep(3)
    [line] = re.findall(r"PJSIP/trunk-\w+", desk.exchange.command("core show channels concise"))
    desk.exchange.command(f"mixmonitor start {line} {heard}")
    time.sleep(20)
    # What was heard last is written down only then.
    desk.exchange.command(f"mixmonitor stop {line}")
    wait_until(lambda: heard.exists() and level(heard) > 100, 5, "nothing is heard")
    one.click(".o_police_resume")
    see(one, f"{BAR}.o_police_call_talking")
    desk.phones[0].hang_up()
    desk.wait_for(sender, "ended")
    caller.process.kill()


def test_held_by_nobody(desk, tmp_path):
    """The call taker's phone is gone: another person is looked for."""
    one = desk.screen
    sender = "+910000000804"
    caller = desk.talk(tmp_path, sender)
    one.click(".o_police_hold")
    desk.wait_for(sender, "held")
    desk.phones[0].hang_up()
    desk.phones[0].wait_until_it_rings()
    caller.process.kill()


def test_put_through_to_a_colleague(desk, tmp_path):
    """Who sees the caller and what was typed; the first one's form goes."""
    one = desk.screen
    sender = "+910000000805"
    desk.phones[1].dial("*1")
    desk.wait_for_duty("on", "taker-2")
    desk.phones[1].dial("*0")
    desk.wait_for_duty("off", "taker-2")
    with Browser() as two:
        log_in(two, desk.odoo.url, "taking_two")
        desk.look_at(two)
        caller = desk.talk(tmp_path, sender)
        one.run("document.querySelector('[name=description] textarea').focus()")
        one.type("The drain runs over")
        desk.set_duty(two, "busy", "taker-2")
        one.click(".o_police_transfer")
        one.click(".o_police_to_phone")
        desk.phones[1].wait_until_it_rings()
        see(two, f"{BAR}.o_police_call_ringing")
        typed = "document.querySelector('[name=description] textarea').value"
        assert two.run(typed) == "The drain runs over"
        gone(one, BAR)
        wait_until(lambda: not desk.phones[0].talking, 10, "the first phone still talks")
        # Its phone does not obey: that is said, and it is picked up.
        two.click(".o_police_answer")
        see(two, ".o_notification", 10)
        desk.phones[1].lift()
        see(two, f"{BAR}.o_police_call_talking")
        assert desk.row(sender) == ("talking", "", "taking_two", "taker-2")
        desk.phones[1].hang_up()
        desk.wait_for(sender, "ended")
        desk.set_duty(two, "off", "taker-2")
    caller.process.kill()


def put_through_to_the_station(desk):
    one = desk.screen
    one.click(".o_police_transfer")
    one.click(".o_police_targets input")
    one.run("document.querySelector('.o_police_targets input').focus()")
    one.type("Takenpur")
    one.click(".o_police_to_unit")
    wait_until(lambda: desk.network.talking, 10, "the station is not called")


def recorded_within(desk, seconds):
    """:return: seconds of talk that were recorded meanwhile; what is written comes in pieces of two"""
    [file] = desk.exchange.calls.glob("*.talk.wav")
    before = file.stat().st_size
    time.sleep(seconds)
    return (file.stat().st_size - before) / 16_000


def test_who_agrees_is_recorded_and_the_screen_says_so(desk, tmp_path):
    """While they talk, at the station too; not while the citizen is held."""
    one, mark = desk.screen, f"{BAR} .o_police_call_recorded"
    sender, spoken = "+910000000812", speak(words(tmp_path, 60), 60)
    agrees = (*TO_A_PERSON, press("1", 1))
    caller = Caller(tmp_path, desk.exchange.port, *agrees, spoken, sender=sender)
    desk.phones[0].wait_until_it_rings()
    see(one, f"{BAR}.o_police_call_ringing")
    assert not has(one, mark)
    desk.phones[0].lift()
    see(one, mark)
    assert recorded_within(desk, 6) >= 4
    one.click(".o_police_hold")
    gone(one, mark)
    time.sleep(1)
    assert recorded_within(desk, 5) <= 2.1
    one.click(".o_police_resume")
    see(one, mark)
    assert recorded_within(desk, 6) >= 4
    put_through_to_the_station(desk)
    assert recorded_within(desk, 6) >= 4
    desk.network.hang_up()
    desk.wait_for(sender, "ended")
    caller.process.kill()


def test_put_through_to_a_station(desk, tmp_path):
    """By the line, with the one number; the call taker's phone is free."""
    one = desk.screen
    sender = "+910000000806"
    caller = desk.talk(tmp_path, sender)
    put_through_to_the_station(desk)
    assert STATION in desk.network.invites[-1].first
    assert NUMBER in desk.network.invites[-1].get("From")
    assert sender not in str(desk.network.invites[-1].headers)
    wait_until(lambda: not desk.phones[0].talking, 10, "the phone still talks")
    gone(one, BAR)
    desk.network.hang_up()
    desk.wait_for(sender, "ended")
    assert desk.row(sender)[2:] == ("taking_one", STATION)
    caller.process.kill()


def test_a_call_is_returned_with_one_click(desk, tmp_path):
    """The own phone first, then the citizen, who sees the one number."""
    one = desk.screen
    sender = "+910000000807"
    Caller(tmp_path, desk.exchange.port, pause(1), sender=sender).end()
    rows = f"SELECT state FROM police_call_back WHERE phone = '{sender}'"
    wait_until(
        lambda: desk.odoo.query(rows).strip() == "waiting", 60, "nobody is to be called back"
    )
    menu = desk.odoo.query(
        "SELECT res_id FROM ir_model_data WHERE name = 'police_call_back_action'"
    ).strip()
    one.open(f"{desk.odoo.url}/odoo/action-{menu}")
    one.click(".o_data_row button[name=action_call]")
    desk.phones[0].wait_until_it_rings()
    assert "answer-after=0" in desk.phones[0].invites[-1].get("Call-Info")
    assert not desk.network.talking
    desk.phones[0].lift()
    wait_until(lambda: desk.network.talking, 10, "the citizen is not called")
    assert sender in desk.network.invites[-1].first
    assert NUMBER in desk.network.invites[-1].get("From")
    see(one, f"{BAR}.o_police_call_talking", 15)
    one.click(".o_police_hold")
    see(one, f"{BAR}.o_police_call_held")
    one.click(".o_police_resume")
    see(one, f"{BAR}.o_police_call_talking")
    one.click(".o_police_end")
    desk.wait_for(sender, "ended")
    assert desk.row(sender)[1] == "talked"
    wait_until(lambda: desk.odoo.query(rows).strip() == "reached", 10, "it is still to be returned")

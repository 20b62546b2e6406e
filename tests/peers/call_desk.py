"""Call takers at their screens, for tests: phones, an exchange, a service, browsers."""

import copy
import json
import shutil
import tempfile
import time
import urllib.request
from pathlib import Path

from browser import Browser, log_in

from .call_lines import PHONE, TO_A_PERSON
from .caller import Caller, pause
from .exchange import Exchange
from .officers import SET_UP
from .phone import Phone
from .waiting import wait_until

NUMBER = "+915120000000"
KNOWN, STATION = "+910000000801", "+910000000811"
SETUP = (
    SET_UP
    + f"""
from odoo.addons.police_grievance.tools.envelope import Envelope

env["ir.config_parameter"].set_param("police_grievance.second_factor", "nobody")
env["police.channel"].search([("slug", "in", ("voice", "sms"))]).write({{"address": "{NUMBER}"}})
desk = posted("taking_one", ["control_room"], "desk", zone, "One")
other = posted("taking_two", ["control_room"], "desk", zone, "Two")
users = env["res.users"]
for name, login in (("taker-1", "taking_one"), ("taker-2", "taking_two")):
    user = users.search([("login", "=", login)])
    env["police.phone"].create({{"sip_name": name, "user_id": user.id}})
circle = units.create({{"code": "TAKEC", "kind": "circle", "name": "Taken", "parent_id": zone.id}})
station = units.create(
    {{"code": "TAKES", "kind": "station", "name": "Takenpur", "parent_id": circle.id}}
)
station.phone = "{STATION}"
for words in ("Drain blocked.", "Lamp broken."):
    env["police.complaint"]._intake(
        Envelope(
            channel="sms",
            received_at=__import__("odoo").fields.Datetime.now(),
            sender_kind="phone",
            sender_value="{KNOWN}",
            text=words,
        )
    )
env.cr.commit()
"""
)
# As the operator writes them, but that the phones are always there.
CONNECTIONS = """
[trunk](line)
aors = trunk
[trunk]
type = aor
contact = sip:127.0.0.1:{trunk}
[trunk]
type = identify
endpoint = trunk
match = 127.0.0.1
"""
ROW = """
    SELECT state, coalesce(outcome, ''), coalesce(users.login, ''), coalesce(transferred_to, '')
    FROM police_call LEFT JOIN res_users users ON users.id = taker_id
    WHERE phone = '{phone}' ORDER BY police_call.id DESC LIMIT 1
"""
DUTY = "SELECT duty FROM police_phone WHERE sip_name = '{phone}'"
BAR = ".o_police_registration .o_police_call"
GOING_ON = "SELECT count(*) FROM police_call WHERE state != 'ended'"
THERE = "SELECT count(*) FROM police_phone WHERE is_there"


class CallDesk:
    """Two call takers with a phone each: the first one has a browser open.

    :param odoo: a running service; it is set up here
    :ivar phones: of the two; the first one obeys the screen, the other is picked up by hand
    :ivar network: who is called by the line, a citizen or a station: it answers at once
    :ivar screen: the first one's browser
    """

    def __init__(self, odoo):
        self.odoo = odoo
        odoo.python(SETUP)
        # Short, as the path of a socket has to be.
        self.folder = Path(tempfile.mkdtemp(prefix="pbx-"))
        self.network = Phone("network", lifts=True)
        self.phones = [Phone("taker-1"), Phone("taker-2", obeys=False)]
        secret = odoo.query("SELECT secret FROM police_channel WHERE slug = 'voice'").strip()
        self.exchange = Exchange(
            f"{odoo.url}/police/channel/voice",
            self.folder,
            secret=secret,
            database=odoo.database,
            connections=self._connections(),
            manner={"rings": 20},
        )
        self.exchange.say_little()
        self.exchange.start()
        for phone in self.phones:
            phone.exchange = self.exchange.port
        self.wait_for_phones()
        self.screen = Browser()
        log_in(self.screen, odoo.url, "taking_one")

    def _connections(self):
        file = self.folder / "connections.conf"
        lines = [PHONE.format(number=n, port=phone.port) for n, phone in enumerate(self.phones, 1)]
        file.write_text("".join([CONNECTIONS.format(trunk=self.network.port), *lines]))
        return file

    def stop(self):
        self.screen.__exit__()
        self.exchange.stop()
        for phone in (*self.phones, self.network):
            phone.stop()
        shutil.rmtree(self.folder)

    def wait_for_phones(self):
        known = self.odoo.query
        wait_until(lambda: known(THERE).strip() == "2", 30, "the phones are not known")

    def begin(self):
        """The first one comes on duty."""
        self.look_at(self.screen)
        self.set_duty(self.screen, "on")

    def end(self):
        """All calls are over, and nobody is on duty."""
        self.look_at(self.screen)
        self.set_duty(self.screen, "off")
        self.exchange.command("channel request hangup all")
        going_on = self.odoo.query
        wait_until(lambda: going_on(GOING_ON).strip() == "0", 30, "a call does not end")

    def look_at(self, browser):
        browser.open(f"{self.odoo.url}/odoo/start")
        browser.wait_for(".o_police_duty")
        # Until the page listens.
        time.sleep(2)

    def set_duty(self, browser, duty, phone="taker-1"):
        browser.click(".o_police_duty")
        browser.click(f".o_police_duty_{duty}")
        self.wait_for_duty(duty, phone)

    def wait_for_duty(self, duty, phone):
        asked = DUTY.format(phone=phone)
        wait_until(lambda: self.odoo.query(asked).strip() == duty, 10, f"{phone} is not {duty}")

    def ring(self, folder, sender=KNOWN, talk=60):
        """Somebody calls, waits for a person, and stays.

        :rtype: Caller
        """
        return Caller(folder, self.exchange.port, *TO_A_PERSON, pause(talk), sender=sender)

    def talk(self, folder, sender):
        """The same, and the first call taker picks the phone up."""
        caller = self.ring(folder, sender)
        self.phones[0].wait_until_it_rings()
        self.phones[0].lift()
        see(self.screen, f"{BAR}.o_police_call_talking")
        return caller

    def row(self, phone):
        """:return: (state, outcome, login of the call taker, put through to) of the last call"""
        return tuple(self.odoo.query(ROW.format(phone=phone)).strip().split("|"))

    def wait_for(self, phone, state, seconds=15):
        wait_until(lambda: self.row(phone)[0] == state, seconds, f"{phone} is not {state}")

    def window(self):
        """:return: a second window of the first one's browser"""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.screen.port}/json/new?about:blank", method="PUT"
        )
        with urllib.request.urlopen(asked) as answer:
            page = json.load(answer)
        window = copy.copy(self.screen)
        window.connect(page["id"])
        self.look_at(window)
        return window


def in_groups(phone):
    """:return: one of these numbers as screens show it"""
    return f"{phone[:3]} {phone[3:8]} {phone[8:]}"


def has(browser, selector):
    return browser.run(f"!!document.querySelector({json.dumps(selector)})")


def text(browser, selector):
    return browser.run(f"document.querySelector({json.dumps(selector)})?.innerText || ''")


def see(browser, selector, seconds=30):
    wait_until(lambda: has(browser, selector), seconds, f"no {selector}")


def gone(browser, selector, seconds=30):
    wait_until(lambda: not has(browser, selector), seconds, f"still {selector}")

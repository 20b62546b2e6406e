"""`make screenshots`: pictures of the running service for README and docs, taken in Chromium.

The service has to run with the demo data (`make run`).
"""

import base64
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "images"
DESKTOP, PHONE = (1400, 900), (390, 844)
# A constable's, outside.
SMALL_PHONE = (360, 640)
# What any page of ours shows once it has loaded.
PAGE = ".o_action_manager > *, main"
LIST_OF_COMPLAINTS = "/odoo/action-police_grievance.police_complaint_action"
LIST_OF_POSTINGS = "/odoo/action-police_force.police_posting_action"
MESSAGES = "action-police_channels.police_channel_message_action_of_complaint"
# A citizen of the demo data, on the phone of the control room.
CALL = (
    "/odoo/register",
    "=+91 00000 00101",
    "!w",
    "=पड़ोसी फिर शाम को नाली का पानी दरवाज़े पर छोड़ गए और झगड़ा करने लगे।",
    "!l",
    "=Bharthana",
    "!m",
)
# Four rows, three of them wrong, for docs/administrator.md.
WRONG_LIST = """Code,Kind,Name in English,Code of the unit above,Mailbox of the office
ETW-NEW-1,station,Navagaon,ETW-CIRCLE-BHARTHANA,navagaon@example.org
ETW-NEW-2,castle,Purwa,ETW-CIRCLE-BHARTHANA,
ETW-NEW-3,station,Tikri,ETW-CIRCLE-NOWHERE,tikri
AUR-NEW-4,station,Semra,AUR,"""


def _choose_wrong_list(browser):
    """Put a list with wrong rows into the import screen."""
    browser.wait_for(".o_field_widget[name=file]")
    browser.run(
        f"""const transfer = new DataTransfer();
            transfer.items.add(new File([{json.dumps(WRONG_LIST)}], "stations.csv"));
            const input = document.querySelector(".o_field_widget[name=file] input[type=file]");
            input.files = transfer.files;
            input.dispatchEvent(new Event("change", {{bubbles: true}}));"""
    )
    time.sleep(2)


def _change_stations(browser):
    """Change two stations, so that there is something written down."""
    for code, mailbox in (("ETW-BHARTHANA", "bharthana"), ("ETW-BAKEWAR", "bakewar")):
        units = _call(browser, "police.unit", "search", [[["code", "=", code]]])
        _call(browser, "police.unit", "write", [units, {"email": f"{mailbox}@demo.example"}])


def _call(browser, model, method, args, kwargs=None):
    params = {"model": model, "method": method, "args": args, "kwargs": kwargs or {}}
    body = json.dumps({"jsonrpc": "2.0", "params": params})
    script = f"""(() => {{
        const request = new XMLHttpRequest();
        request.open("POST", "/web/dataset/call_kw", false);
        request.setRequestHeader("Content-Type", "application/json");
        request.send({json.dumps(body)});
        return request.responseText;
    }})()"""
    return json.loads(browser.run(script))["result"]


def _open_typed(browser):
    """Open the petition that was typed for the font Kruti Dev."""
    found = _call(browser, "police.complaint", "search", [[["evidence_ids.is_typed", "=", True]]])
    browser.run(f"location.href = '{LIST_OF_COMPLAINTS}/{found[0]}'")


def _open_chat(browser):
    """Open what was said in a conversation by WhatsApp."""
    asked = [["channel", "=", "whatsapp"], ["subject", "ilike", "DJ bajta hai"]]
    found = _call(browser, "police.complaint", "search", [asked])
    browser.run(f"location.href = '{LIST_OF_COMPLAINTS}/{found[0]}/{MESSAGES}'")


def _wait_for_answer(browser):
    """Go on where an administrator writes once the trial has been answered."""
    browser.wait_for(".modal .o_field_widget[name=transcript]")
    browser.run("document.querySelector('.modal [name=text] textarea').focus()")


# Name, log-in, size, steps: an address to open, a selector to click, =text to type where the focus is,
# !letter for Alt and a letter, or a function of the browser; then the selector to wait for.
WITH_UNREAD_REPLY = ".o_kanban_record:has(.fa-reply)"
ANY_CARD = ".o_kanban_record:not(.o_kanban_ghost)"
# For whoever begins, and whoever is outside. The last one leaves its tour in the browser.
BEGINNING = (
    ("help-station", "station", (1000, 900), ("/police/help",), "main h1"),
    ("phone-board", "station", SMALL_PHONE, (LIST_OF_COMPLAINTS,), ANY_CARD),
    (
        "phone-complaint",
        "station",
        SMALL_PHONE,
        (LIST_OF_COMPLAINTS, ANY_CARD),
        ".o_police_remark_button",
    ),
    (
        "phone-report",
        "station",
        SMALL_PHONE,
        (LIST_OF_COMPLAINTS, ANY_CARD, ".o_statusbar_buttons button[name=action_taken]"),
        ".modal .o_field_widget[name=attachment_ids]",
    ),
    (
        "tour-station",
        "station",
        DESKTOP,
        ("/odoo/start?tour=police_tour_station",),
        ".o_police_next_step",
    ),
)
# For docs/station.md; the last one closes a complaint of the demo day.
STATION = (
    (
        "station-complaint",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS, WITH_UNREAD_REPLY),
        ".o_police_remark_button",
    ),
    (
        "station-remark",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS, WITH_UNREAD_REPLY, ".o_police_remark_button"),
        ".o_police_remark_hint",
    ),
    # After it the reply opens again by itself: half-written, it is the head's to go on with.
    (
        "station-reply",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS, WITH_UNREAD_REPLY, ".o_police_reply_button"),
        ".modal .o_police_reply",
    ),
    (
        "station-closing",
        "district",
        (1400, 600),
        (
            LIST_OF_COMPLAINTS,
            ".o_kanban_record:not(.o_kanban_ghost)",
            ".o_police_more",
            ".o_police_more_menu button[name=action_close]",
            ".modal [name=outcome_id] input",
            ".modal [name=result] input",
            ".modal button[name=action_close]",
        ),
        ".o_police_held",
    ),
)
SHOTS = (
    ("start-control-room", "desk", DESKTOP, ("/odoo",), ".o_action_manager > *"),
    (
        "kanban-control-room",
        "desk",
        DESKTOP,
        (LIST_OF_COMPLAINTS,),
        ".o_kanban_record:not(.o_kanban_ghost)",
    ),
    (
        "kanban-station",
        "head",
        DESKTOP,
        (LIST_OF_COMPLAINTS,),
        ".o_kanban_record:not(.o_kanban_ghost)",
    ),
    (
        "complaint",
        "desk",
        DESKTOP,
        (LIST_OF_COMPLAINTS, ".o_kanban_record:not(.o_kanban_ghost)"),
        ".o_form_view",
    ),
    (
        "complaint-kruti-dev",
        "desk",
        DESKTOP,
        (LIST_OF_COMPLAINTS, _open_typed, ".o_police_as_arrived summary"),
        ".o_police_as_arrived[open]",
    ),
    (
        "whatsapp-conversation",
        "desk",
        (1400, 1000),
        (LIST_OF_COMPLAINTS, _open_chat),
        ".o_field_widget[name=said], td[name=said]",
    ),
    (
        "conversation-try",
        "administrator",
        DESKTOP,
        (
            "/odoo/action-police_channels.police_conversation_try_wizard_action",
            "=Meri cycle bazar se chori ho gayi",
            ".modal button[name=action_say]",
            _wait_for_answer,
            "=bharthana",
            ".modal button[name=action_say]",
        ),
        ".modal .o_field_widget[name=transcript]",
    ),
    ("start-district", "district", DESKTOP, ("/odoo",), ".o_action_manager > *"),
    ("supervisor-morning", "district", DESKTOP, ("/odoo/morning",), ".o_police_stations tr"),
    (
        "supervisor-direction",
        "circle",
        DESKTOP,
        (
            LIST_OF_COMPLAINTS,
            ".o_kanban_record:not(.o_kanban_ghost)",
            "button[name=action_direct]",
        ),
        ".modal .o_form_view",
    ),
    (
        "supervisor-transfer",
        "district",
        DESKTOP,
        (LIST_OF_POSTINGS, ".o_control_panel button[string='Transfer officer']"),
        ".modal .o_form_view",
    ),
    (
        "supervisor-handover",
        "head",
        DESKTOP,
        ("/odoo", ".o_police_hand_over"),
        ".modal .o_form_view",
    ),
    ("call-taker-form", "desk", DESKTOP, CALL, ".o_police_route .badge"),
    (
        "call-taker-registered",
        "desk",
        DESKTOP,
        (*CALL, "!g"),
        ".o_police_registered .o_field_widget[name=number_words]",
    ),
    (
        "call-taker-correction",
        "desk",
        (1400, 700),
        (
            LIST_OF_COMPLAINTS,
            ".o_kanban_record:not(.o_kanban_ghost)",
            ".nav-link[name=people]",
            "button[name=action_correct_contact]",
        ),
        ".modal .o_form_view",
    ),
    (
        "call-taker-search",
        "desk",
        (1400, 420),
        (LIST_OF_COMPLAINTS, "=00101"),
        ".o_searchview_autocomplete",
    ),
    (
        "admin-import",
        "district_admin",
        DESKTOP,
        (
            "/odoo/action-police_force.police_import_action",
            _choose_wrong_list,
            "button[name=action_check]",
        ),
        ".o_field_widget[name=problem_ids] .o_data_row",
    ),
    (
        "admin-checklist",
        "administrator",
        DESKTOP,
        ("/odoo/action-police_force.police_district_checklist_server_action",),
        ".o_kanban_record:not(.o_kanban_ghost)",
    ),
    (
        "admin-officer",
        "district_admin",
        DESKTOP,
        (
            "/odoo/action-police_force.police_officer_action",
            ".o_data_row:not(:first-child) .o_data_cell",
        ),
        ".o_form_view",
    ),
    (
        "admin-changes",
        "administrator",
        DESKTOP,
        ("/odoo", _change_stations, "/odoo/action-police_force.police_audit_entry_action"),
        ".o_data_row",
    ),
    (
        "admin-settings",
        "administrator",
        DESKTOP,
        ("/odoo/action-police_force.police_settings_action",),
        ".o_form_view",
    ),
    ("portal-list", "citizen", PHONE, ("/my/complaints",), "main"),
    (
        "portal-complaint",
        "citizen",
        PHONE,
        ("/my/complaints", "main a[href*='/my/complaints/']:not([href$='new'])"),
        "main",
    ),
    ("portal-new", "citizen", PHONE, ("/my/complaints/new",), "form"),
    *STATION,
    *BEGINNING,
)


class Browser:
    """A headless Chromium with one page, spoken to in the DevTools protocol.

    Used in a `with`: it ends there, and what it kept on disk goes.
    """

    def __init__(self):
        # What its processes still write while they end is no matter of ours.
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            (
                *("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                *("--hide-scrollbars", "--remote-debugging-port=0", "--remote-allow-origins=*"),
                *(
                    "--disable-background-networking",
                    f"--user-data-dir={self.folder.name}",
                    "about:blank",
                ),
            ),
            stderr=subprocess.DEVNULL,
        )
        port_file = Path(self.folder.name) / "DevToolsActivePort"
        # There before its two lines are in it.
        self._wait(
            lambda: port_file.exists() and port_file.read_text().count("\n"),
            "Chromium does not start",
        )
        self.port = port_file.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json/list") as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self.connect(page["id"])

    def connect(self, page_id):
        """Speak to one page from now on."""
        address = f"ws://127.0.0.1:{self.port}/devtools/page/{page_id}"
        self.socket = websocket.create_connection(address)
        self.number = 0

    def call(self, method, **params):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    def run(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return result["result"].get("value")

    def open(self, address):
        self.call("Page.navigate", url=address)
        self._wait(
            lambda: self.run("document.readyState") == "complete", f"{address} does not load"
        )

    def wait_for(self, selector):
        self._wait(
            lambda: self.run(f"!!document.querySelector({json.dumps(selector)})"), f"no {selector}"
        )
        time.sleep(1)  # let pictures and animations settle

    def click(self, selector):
        self.wait_for(selector)
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, text):
        """Type into what has the focus; forms keep what was typed a moment later."""
        self.call("Input.insertText", text=text)
        time.sleep(3)

    def press_alt(self, letter):
        key = {"modifiers": 1, "key": letter, "code": f"Key{letter.upper()}"}
        key |= {"windowsVirtualKeyCode": ord(letter.upper())}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", **key)
        self.call("Input.dispatchKeyEvent", type="keyUp", **key)
        time.sleep(1)

    def resize(self, size):
        metrics = {
            "width": size[0],
            "height": size[1],
            "deviceScaleFactor": 1,
            "mobile": size in (PHONE, SMALL_PHONE),
        }
        self.call("Emulation.setDeviceMetricsOverride", **metrics)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.socket.close()
        self.process.terminate()
        self.process.wait(20)
        self.folder.cleanup()

    @staticmethod
    def _wait(condition, otherwise, seconds=30):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise SystemExit(f"Error: {otherwise}")
            time.sleep(0.1)


def log_in(browser, address, login):
    browser.call("Network.clearBrowserCookies")
    browser.open(f"{address}/web/login")
    browser.wait_for("form.oe_login_form")
    browser.run(
        f"""document.querySelector('#login').value = {json.dumps(login)};
            document.querySelector('#password').value = {json.dumps(login)};
            document.querySelector('form.oe_login_form').submit()"""
    )
    browser._wait(
        lambda: "/web/login" not in browser.run("location.pathname"), f"{login} cannot log in"
    )
    # A page left while its assets are being made has the next one fail: Odoo would make them twice.
    browser.wait_for(PAGE)


def _take_step(browser, address, step):
    if callable(step):
        step(browser)
    elif step.startswith("/"):
        browser.open(address + step)
        browser.wait_for(PAGE)
    elif step.startswith("="):
        browser.type(step[1:])
    elif step.startswith("!"):
        browser.press_alt(step[1:])
    else:
        browser.click(step)
        time.sleep(2)


def main(address="http://localhost:8069"):
    """Take all pictures; the demo log-ins have their own name as password."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for name, login, size, steps, proof in SHOTS:
            browser.resize(size)
            log_in(browser, address, login)
            for step in steps:
                _take_step(browser, address, step)
            browser.wait_for(proof)
            browser.picture(PICTURES / f"{name}.png")
            print(PICTURES / f"{name}.png", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

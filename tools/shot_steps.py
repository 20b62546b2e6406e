"""What is done on the screens before a picture is taken, where it is more than a click."""

import json
import time

LIST_OF_COMPLAINTS = "/odoo/action-police_grievance.police_complaint_action"
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


def choose_wrong_list(browser):
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


def change_stations(browser):
    """Change two stations, so that there is something written down."""
    for code, mailbox in (("ETW-BHARTHANA", "bharthana"), ("ETW-BAKEWAR", "bakewar")):
        units = call(browser, "police.unit", "search", [[["code", "=", code]]])
        call(browser, "police.unit", "write", [units, {"email": f"{mailbox}@demo.example"}])


def call(browser, model, method, args, kwargs=None):
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


def open_typed(browser):
    """Open the petition that was typed for the font Kruti Dev."""
    found = call(browser, "police.complaint", "search", [[["evidence_ids.is_typed", "=", True]]])
    browser.run(f"location.href = '{LIST_OF_COMPLAINTS}/{found[0]}'")


def open_chat(browser):
    """Open what was said in a conversation by WhatsApp."""
    asked = [["channel", "=", "whatsapp"], ["subject", "ilike", "DJ bajta hai"]]
    found = call(browser, "police.complaint", "search", [asked])
    browser.run(f"location.href = '{LIST_OF_COMPLAINTS}/{found[0]}/{MESSAGES}'")


def wait_for_answer(browser):
    """Go on where an administrator writes once the trial has been answered."""
    browser.wait_for(".modal .o_field_widget[name=transcript]")
    browser.run("document.querySelector('.modal [name=text] textarea').focus()")

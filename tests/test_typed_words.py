"""No key is lost: words are typed at all speeds, in both scripts, while the server takes its time."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from browser import Browser, log_in

from conftest import serving
from peers.officers import SET_UP

# Seconds from one key to the next: faster than anybody, a quick typist, a usual one, a slow one.
SPEEDS = (0.020, 0.035, 0.080, 0.150)
SERVER_TAKES = 1000  # milliseconds
# Seconds after which the registration form has surely kept what was typed.
PAUSE = 5
# Longer than the server takes at the quickest speed.
LETTERS = 120
WORDS = "jaan se मार देगा uske bhai ने कहा और phir क्षमा नहीं mili "

SETUP = (
    SET_UP
    + """
import json
from lxml import etree
from odoo.addons.police_grievance.tools.envelope import Envelope

# A code by mail is not what is typed here.
env["ir.config_parameter"].set_param("police_grievance.second_factor", "nobody")
station = units.create({"code": "TYPED1", "kind": "station", "name": "Typedpur", "parent_id": zone.id})
roles = ("control_room", "supervisor", "station_head")
user = posted("typist_one", roles, "zone", zone, "Typist")
env["police.category"].search([]).active = False
env["police.category"].create(
    {"name": "Drain", "code": "typed", "keywords": "jaan", "questions": "Since when?"}
)
envelope = Envelope(
    channel="email",
    received_at=__import__("odoo").fields.Datetime.now(),
    sender_kind="email",
    sender_value="typed@example.org",
    subject="Typed",
    text="Papers lost.",
    unit_id=station.id,
)
complaint = env["police.complaint"]._intake(envelope).complaint
complaint._move_to("with_station")
direction = env["police.follow.up"].create(
    {"complaint_id": complaint.id, "method": "direction", "direction": "Go there.",
     "next_due_at": "2099-01-01 00:00:00"}
)
given = {
    "complaint_id": complaint.id,
    "complaint_ids": complaint.ids,
    "direction_id": direction.id,
}
# What else a dialogue needs before its boxes are there.
outcome = env.ref("police_grievance.outcome_fir")
needed = {
    "police.complaint.bulk.wizard": {"kind": "transfer"},
    "police.complaint.close.wizard": {"outcome_id": outcome.id, "result": "resolved"},
    "police.set.aside.wizard": {"kind": "enquiry"},
}
boxes = []
for name, model in env.items():
    if not (name.startswith("police.") and model._transient and {*given} & {*model._fields}):
        continue
    required = {key: "." for key, field in model._fields.items()
                if field.required and field.type == "text"}
    values = {key: value for key, value in given.items() if key in model._fields}
    dialog = model.with_user(user).create({**required, **values, **needed.get(name, {})})
    form = etree.fromstring(dialog.get_view(view_type="form")["arch"])
    for node in form.xpath("//field[not(ancestor::field)]"):
        field = dialog._fields[node.get("name")]
        fixed = node.get("readonly") in ("1", "True") or (field.readonly and not node.get("readonly"))
        if field.type in ("text", "char", "html") and not fixed and node.get("invisible") != "1":
            boxes.append((name, dialog.id, field.name))
env.cr.commit()
print("boxes", json.dumps(boxes), complaint.id)
"""
)


class Box(NamedTuple):
    """Where words are written: a field of a form, by the address of the form.

    :ivar first: words that the description needs before the box is there
    :ivar button: what is pressed for the box to be there
    """

    path: str
    selector: str
    first: str = ""
    button: str = ""


class Page(Browser):
    """A window of its own in a browser that runs already."""

    def __init__(self, browser):
        self.port = browser.port
        page = browser.call("Target.createTarget", url="about:blank", newWindow=True)
        self.connect(page["targetId"])
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)

    def begin(self, url, box):
        """Open the form of a box; from now on its server is slow."""
        self.open(url + box.path)
        if box.first:
            self.wait_for(_field("description"))
            self.run(f"document.querySelector({json.dumps(_field('description'))}).focus()")
            self.type(box.first)
        if box.button:
            self.click(box.button)
        self.wait_for(box.selector)
        unlimited = {"downloadThroughput": -1, "uploadThroughput": -1, "offline": False}
        self.call("Network.enable")
        self.call("Network.emulateNetworkConditions", latency=SERVER_TAKES, **unlimited)

    def write(self, words, pause):
        """Type letter by letter into what has the focus."""
        due = time.monotonic()
        for letter in words:
            self.call("Input.insertText", text=letter)
            now = time.monotonic()
            due = max(due + pause, now)
            time.sleep(due - now)


@pytest.fixture(scope="module")
def odoo(tmp_path_factory):
    """In one process, so that live updates come from the address of the pages."""
    yield from serving("police_typed_words", tmp_path_factory.mktemp("odoo"), "--workers=0")


@pytest.fixture(scope="module")
def browser(odoo):
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def boxes(odoo):
    """What `SETUP` made: JSON of boxes in dialogues, and the id of a complaint."""
    return odoo.python(SETUP).split("boxes", 1)[1].rsplit(maxsplit=1)


def test_no_key_is_lost(odoo, browser, boxes):
    dialogs, complaint_id = boxes
    log_in(browser, odoo.url, "typist_one")
    wanted = [*_registration(), *map(_dialog, json.loads(dialogs)), _remark(complaint_id)]
    pages = [Page(browser) for _box in wanted]
    for page, box in zip(pages, wanted, strict=True):
        page.begin(odoo.url, box)
    with ThreadPoolExecutor(len(pages)) as typists:
        lost = list(typists.map(_lost, pages, wanted))
    assert not any(lost), "\n".join(filter(None, lost))


@pytest.mark.usefixtures("boxes")
def test_a_blank_typed_between_two_pauses_is_kept(odoo, browser):
    """Whoever thinks after a word and again after the blank has both in the draft and in the box."""
    log_in(browser, odoo.url, "typist_one")
    page, [box, *_more] = Page(browser), _registration()
    page.begin(odoo.url, box)
    find = f"document.querySelector({json.dumps(box.selector)})"
    page.run(f"{find}.focus()")
    for words in ("jaan", " ", "se"):
        page.write(words, 0)
        time.sleep(PAUSE)
    assert page.run(f"{find}.value") == "jaan se"


def _registration():
    names = ("name", "description", "place_text", "received_reason")
    yield from (Box("/odoo/register", _field(name)) for name in names)
    yield Box("/odoo/register", ".o_police_questions input", first="jaan")


def _dialog(box):
    model, dialog_id, name = box
    return Box(f"/odoo/m-{model}/{dialog_id}", _field(name))


def _remark(complaint_id):
    button = "button.o_police_remark_button"
    return Box(f"/odoo/complaints/{complaint_id}", ".o-mail-Composer-input", button=button)


def _field(name):
    return f".o_field_widget[name={name}] :is(input, textarea, .odoo-editor-editable)"


def _lost(page, box):
    """What went wrong in a box, else an empty string."""
    words = (WORDS * LETTERS)[:LETTERS]
    find = f"document.querySelector({json.dumps(box.selector)})"
    for pause in SPEEDS:
        page.run(f"{find}.focus(); {find}.select()")
        page.write(words, pause)
        held = page.run(f"{find}.value")
        if held != words:
            return f"{box} at {pause} s a key: {held!r}"
    return ""

"""WhatsApp of citizens, all the way: Meta's API, the webhook of a running service, and the answer there."""

import hashlib
import json

import pytest

from launcher import whatsapp
from peers import graph as peer
from peers.graph import Graph
from peers.graph_citizens import File, Sent, user_of
from peers.graph_webhook import Webhook
from peers.waiting import wait_until

SECRETS = {"app_secret": "app secret", "access_token": "token", "verify_token": "shown once"}
LATIN = "Mere ghar se motorcycle chori ho gayi hai, Kalyanpur thana mein report nahi likhi"


@pytest.fixture(scope="module")
def graph(odoo):
    """Meta beside a running service, whose channel is set up as `make run` does it."""
    headers = {"X-Odoo-Database": odoo.database}
    url = f"{odoo.url}/police/channel/whatsapp/in"
    graph = Graph(webhook=Webhook(url, SECRETS["app_secret"], headers))
    graph.start()
    values = {"api_url": graph.root, "phone_number_id": peer.NUMBER_ID}
    script = whatsapp.SCRIPT.format(
        slug=whatsapp.SLUG, values=values, secrets=SECRETS, number=f"+{peer.NUMBER}"
    )
    odoo.python(script)
    yield graph
    graph.webhook.stop()
    graph.stop()


def row(odoo, wamid, columns="complaint.number"):
    """What the ledger has of a citizen's message, once a complaint has come of it."""
    found = wait_until(
        lambda: odoo.query(
            f"SELECT {columns} FROM police_channel_message message"
            " JOIN police_complaint complaint ON complaint.id = message.complaint_id"
            f" WHERE message.external_id = '{wamid}'"
        ).strip(),
        60,
        "no complaint",
    )
    return found.split("|")


def answer(graph, address, number):
    """:return: the Sent that tells somebody the number of their complaint"""

    def found():
        return next(
            (sent for sent in graph.sent if sent.receiver == address and number in sent.text), None
        )

    return wait_until(found, 60, "no answer")


def state(odoo, sent):
    return odoo.query(
        "SELECT state FROM police_channel_message"
        f" WHERE external_id = '{sent.message['biz_opaque_callback_data']}'"
    ).strip()


def test_the_address_proves_itself(odoo, graph):
    assert graph.webhook.subscribe(SECRETS["verify_token"])
    assert not graph.webhook.subscribe("another")


def test_in_latin_letters(odoo, graph):
    wamid = graph.write("+910000000301", LATIN)
    number, language, words = row(
        odoo, wamid, "complaint.number, complaint.language, complaint.description"
    )
    assert (language, words) == ("hi_IN", LATIN)
    sent = answer(graph, "+910000000301", number)
    assert "शिकायत" in sent.text
    assert sent.message["context"] == {"message_id": wamid}
    wait_until(lambda: state(odoo, sent) == "delivered", 60, "the report is not known")
    graph.report(sent, "read")
    wait_until(
        lambda: odoo.query(
            "SELECT status FROM police_channel_receipt receipt"
            " JOIN police_channel_message message ON message.id = receipt.message_id"
            f" WHERE message.provider_id = '{sent.wamid}' AND status = 'read'"
        ),
        60,
        "nobody knows that it was read",
    )


def test_what_is_not_signed_is_not_stored(odoo, graph):
    before = odoo.query("SELECT count(*) FROM police_channel_event")
    forged = Webhook(graph.webhook.url, "not Meta's", {"X-Odoo-Database": odoo.database})
    forged.post({"messages": [{"id": "wamid.forged", "type": "text", "text": {"body": "x"}}]})
    wait_until(lambda: forged.answered, 10, "it was not called")
    forged.stop()
    assert set(forged.answered) == {403}
    assert odoo.query("SELECT count(*) FROM police_channel_event") == before


def test_an_answer_by_button_joins(odoo, graph):
    number = row(odoo, graph.write("+910000000302", LATIN))[0]
    sent = answer(graph, "+910000000302", number)
    pressed = graph.press("+910000000302", sent, "Haan", "yes")
    assert row(odoo, pressed, "complaint.number, message.text") == [number, "Haan"]


def test_a_pin_says_where(odoo, graph):
    place = {"latitude": 26.4499, "longitude": 80.3319, "name": "Moti Jheel"}
    wamid = graph.say("+910000000303", "location", place)
    latitude, longitude, text = row(
        odoo, wamid, "complaint.latitude, complaint.longitude, complaint.place_text"
    )
    assert (float(latitude), float(longitude), text) == (26.4499, 80.3319, "Moti Jheel")


@pytest.mark.parametrize(
    ("kind", "mimetype", "sender"),
    [
        ("image", "image/jpeg", "+910000000307"),
        ("audio", "audio/ogg; codecs=opus", "+910000000308"),
    ],
)
def test_files_are_evidence_byte_for_byte(odoo, graph, kind, mimetype, sender):
    content = f"what a phone took: {kind}".encode() * 100
    wamid = graph.send_file(sender, File(mimetype, content), kind, is_voice=kind == "audio")
    [case] = row(odoo, wamid, "complaint.id")
    kept = wait_until(
        lambda: odoo.query(f"SELECT sha256 FROM police_evidence WHERE complaint_id = {case}"),
        60,
        "the file was not fetched",
    )
    assert kept.strip() == hashlib.sha256(content).hexdigest()


def test_a_file_that_is_gone_is_asked_for_again(odoo, graph):
    sender = "+910000000309"
    photo = graph.keep(File("image/jpeg", b"what a phone took"))
    graph.expired.add(photo["id"])
    number = row(odoo, graph.say(sender, "image", {**photo, "caption": LATIN}))[0]
    answer(graph, sender, number)
    wait_until(
        lambda: len([sent for sent in graph.sent if sent.receiver == sender]) == 2,
        60,
        "nobody asks for it",
    )


def test_who_shows_no_phone_is_answered_and_known_again(odoo, graph):
    phone = "+910000000304"
    first = row(odoo, graph.write(phone, LATIN), "complaint.number, complaint.id")
    user = user_of(phone)
    number, case = row(odoo, graph.write(user, "Ab cycle bhi"), "complaint.number, complaint.id")
    answer(graph, user, number)
    people = odoo.query(
        "SELECT count(DISTINCT complainant_id) FROM police_party"
        f" WHERE complaint_id IN ({first[1]}, {case})"
    )
    assert people.strip() == "1"


def test_the_same_again_is_one(odoo, graph):
    wamid = graph.write("+910000000305", LATIN)
    number = row(odoo, wamid)[0]
    graph.write("+910000000305", LATIN, id=wamid)
    wait_until(lambda: not graph.webhook.waiting, 30, "the webhook does not take it")
    answer(graph, "+910000000305", number)
    ledger = f"SELECT count(*) FROM police_channel_message WHERE external_id = '{wamid}'"
    assert odoo.query(ledger).strip() == "1"


@pytest.mark.parametrize(
    ("sender", "verdict", "expected", "error"),
    [
        ("+910000000411", 131056, "queued", "not_accepted"),
        ("+910000000412", 131026, "failed", "undeliverable"),
        ("+910000000413", peer.NO_JSON, "unknown", "unknown"),
        ("+910000000414", peer.SILENCE, "unknown", "unknown"),
    ],
)
def test_what_becomes_of_an_answer_that_meta_does_not_take(
    odoo, graph, sender, verdict, expected, error
):
    tried = []

    def decide(message):
        if message.get("to") == sender:
            tried.append(message)
            return verdict
        return None

    graph.decide = decide
    number = row(odoo, graph.write(sender, LATIN))[0]
    outcome = wait_until(
        lambda: (
            tried
            and odoo.query(
                "SELECT message.state, message.error FROM police_channel_message message"
                " JOIN police_complaint complaint ON complaint.id = message.complaint_id"
                f" WHERE complaint.number = '{number}' AND direction = 'out' AND message.error IS NOT NULL"
            ).strip()
        ),
        60,
        "nobody knows",
    )
    graph.decide = lambda _message: None
    assert outcome == f"{expected}|{error}"
    assert len(tried) == 1
    graph.webhook.post_raw(json.dumps({"entry": []}).encode())


def test_a_report_that_is_faster_than_the_answer(odoo, graph):
    """It comes with our own identifier while the answer with Meta's is on its way."""
    sender = "+910000000306"

    def decide(message):
        if message.get("to") == sender:
            graph.report(Sent(graph.new_wamid(), message), "delivered")
            wait_until(lambda: not graph.webhook.waiting, 30, "the webhook does not take it")

    graph.decide = decide
    number = row(odoo, graph.write(sender, LATIN))[0]
    sent = answer(graph, sender, number)
    graph.decide = lambda _message: None
    wait_until(lambda: state(odoo, sent) == "delivered", 60, "the report is not known")


def test_words_that_came_too_late_are_followed_by_approved_ones(odoo, graph):
    """Meta takes them, and says later that it has been more than a day."""
    sender = "+910000000310"
    odoo.python(
        "env['police.notification.template']._find('received', 'whatsapp', 'hi_IN')"
        ".provider_template = 'complaint_received'; env.cr.commit()"
    )
    graph.templates["complaint_received", "hi"] = 4
    graph.is_window_told_later, heard = True, graph.heard
    graph.heard = {}
    wamid = graph.write(sender, LATIN)
    graph.heard = {}
    try:
        number = row(odoo, wamid)[0]
        sent = wait_until(
            lambda: [one for one in graph.sent if one.receiver == sender][1:], 60, "no template"
        )[0]
    finally:
        graph.is_window_told_later, graph.heard = False, heard
    assert (sent.message["type"], number in sent.text) == ("template", True)
    wait_until(lambda: state(odoo, sent) == "delivered", 60, "the report is not known")

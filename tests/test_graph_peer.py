"""The Graph API of the tests, as `pywa` sees it, and a webhook that it calls: it says nothing of its own."""

import hashlib
import time
import urllib.error
import urllib.request

import httpx
import pytest
from pywa import WhatsApp, errors, filters, types, utils
from pywa.types.templates import BodyText, TemplateLanguage

from peers import graph as peer
from peers.called import Called
from peers.graph import Graph
from peers.graph_citizens import File, Sent, user_of
from peers.graph_webhook import Webhook
from peers.waiting import wait_until

ASHA, SECRET = "+910000077123", "app secret"
USER = "IN.13491208655302741918"


class ToThePeer(httpx.HTTPTransport):
    """What pywa asks Meta for, asked of the peer."""

    def __init__(self, url):
        super().__init__()
        self.url = httpx.URL(url)

    def handle_request(self, request):
        request.url = request.url.copy_with(scheme="http", host=self.url.host, port=self.url.port)
        return super().handle_request(request)


@pytest.fixture
def called():
    called = Called()
    yield called
    called.stop()


@pytest.fixture
def graph(called):
    webhook = Webhook(called.root, SECRET)
    graph = Graph(webhook=webhook)
    graph.start()
    graph.heard[ASHA] = time.time()
    yield graph
    graph.stop()
    webhook.stop()


@pytest.fixture
def client(graph):
    session = httpx.Client(transport=ToThePeer(graph.root))
    return WhatsApp(
        peer.NUMBER_ID, "token", session=session, app_secret=SECRET, waba_id=peer.ACCOUNT_ID
    )


def test_words_buttons_and_lists(graph, client, called):
    sent = client.send_message(ASHA, "Namaste", tracker="ours", reply_to_message_id="wamid.x")
    assert sent.id == graph.sent[0].wamid
    assert graph.sent[0].text == "Namaste"
    assert graph.sent[0].message["context"] == {"message_id": "wamid.x"}
    buttons = [types.Button("Haan", callback_data="yes"), types.Button("Nahin", "no")]
    client.send_message(ASHA, "Theek hai?", buttons=buttons)
    rows = [types.SectionRow(title=f"Row {number}", callback_data=number) for number in "123"]
    section = types.Section(title="Choose", rows=rows)
    client.send_message(ASHA, "Kahan?", buttons=types.SectionList("Dekhein", [section]))
    client.send_message(ASHA, "Yahan", buttons=types.URLButton("Kholein", "https://police.example"))
    kinds = [sent.message.get("interactive", {}).get("type") for sent in graph.sent]
    assert kinds == [None, "button", "list", "cta_url"]
    wait_until(lambda: len(called.told("statuses")) == 8, 5, "not all is reported")
    first = called.told("statuses")[0]
    assert (first["id"], first["status"]) == (sent.id, "sent")
    assert first["biz_opaque_callback_data"] == "ours"


def test_who_has_no_phone(graph, client):
    graph.heard[USER] = time.time()
    client.send_message(USER, "Namaste")
    assert graph.sent[0].receiver == USER


def test_templates(graph, client):
    graph.heard.clear()
    graph.templates["complaint_received", "hi"] = 2
    places = [BodyText.params("123", "Kalyanpur")]
    client.send_template(ASHA, "complaint_received", TemplateLanguage.HINDI, places)
    assert graph.sent[0].text == "123 Kalyanpur"
    with pytest.raises(errors.TemplateParamCountMismatch):
        client.send_template(ASHA, "complaint_received", TemplateLanguage.HINDI, [])
    with pytest.raises(errors.TemplateNotExists):
        client.send_template(ASHA, "complaint_received", TemplateLanguage.ENGLISH, places)
    with pytest.raises(errors.ReEngagementMessage):
        client.send_message(ASHA, "Words that nobody approved")


def test_which_templates_are_approved(graph, client):
    graph.templates["complaint_received", "hi"] = 2
    [template] = client.get_templates()
    assert (template.name, template.language) == ("complaint_received", TemplateLanguage.HINDI)
    assert template.status == types.templates.TemplateStatus.APPROVED


def test_files_there_and_back(graph, client):
    content = b"\x00\r\n--boundary\xff" * 1000
    media = client.upload_media(content, "application/pdf", "slip.pdf")
    file = graph.media[media.id]
    assert (file.content, file.mimetype, file.name) == (content, "application/pdf", "slip.pdf")
    client.send_document(ASHA, media.id, "slip.pdf", caption="Aapki parchi")
    assert graph.sent[0].message["document"]["filename"] == "slip.pdf"
    known = client.get_media_url(media.id)
    assert (known.sha256, known.file_size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert client.get_media_bytes(known.url) == content
    client.delete_media(media.id)
    with pytest.raises(errors.WhatsAppError):
        client.get_media_url(media.id)


def test_the_address_of_a_file_wants_the_token_and_ends(graph, client, monkeypatch):
    media = client.upload_media(b"x", "image/jpeg", "x.jpg")
    url = client.get_media_url(media.id).url
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(url)
    assert client.get_media_bytes(url) == b"x"
    monkeypatch.setattr(peer, "ADDRESS_LIVES", -1)
    late = client.get_media_url(media.id).url
    with pytest.raises(httpx.HTTPStatusError, match="404"):
        client.get_media_bytes(late)


def test_marked_as_read(graph, client):
    wamid = graph.write(ASHA, "Namaste")
    client.mark_message_as_read(wamid)
    assert graph.read == [wamid]


def test_what_it_does_not_take(graph, client):
    for text, buttons in (
        ("x" * 4097, None),
        ("x" * 1025, [types.Button("Haan", "yes")]),
        ("x", [types.Button(str(number), str(number)) for number in range(4)]),
        ("x", [types.Button("x" * 21, "x")]),
        ("x", [types.Button("x", "x"), types.Button("x", "y")]),
    ):
        with pytest.raises(errors.InvalidParameter):
            client.send_message(ASHA, text, buttons=buttons)
    with pytest.raises(errors.MissingRequiredParameter):
        client.send_message(ASHA, " ")
    with pytest.raises(errors.InvalidParameter):
        client.send_document(ASHA, "4711", "x.pdf")
    assert graph.sent == []


def test_who_is_not_known_is_not_answered(graph):
    session = httpx.Client(transport=ToThePeer(graph.root))
    with pytest.raises(errors.ExpiredAccessToken):
        WhatsApp(peer.NUMBER_ID, "wrong", session=session).send_message(ASHA, "x")
    session = httpx.Client(transport=ToThePeer(graph.root))
    with pytest.raises(errors.WhatsAppError, match="100"):
        WhatsApp("4711", "token", session=session).send_message(ASHA, "x")


def test_it_refuses_as_it_is_told(graph, client):
    graph.decide = lambda _message: 131056
    with pytest.raises(errors.TooManyMessages):
        client.send_message(ASHA, "x")
    graph.decide = lambda _message: peer.SILENCE
    with pytest.raises(httpx.RemoteProtocolError):
        client.send_message(ASHA, "x")
    graph.decide = lambda _message: peer.NO_JSON
    with pytest.raises(errors.WhatsAppError):
        client.send_message(ASHA, "x")


def test_pywa_reads_what_it_posts(graph, client, called):
    """Signed, and of each type what it is."""
    seen = []
    client.on_message(filters.true)(lambda _client, message: seen.append(message))
    client.on_callback_button(filters.true)(lambda _client, pressed: seen.append(pressed))
    client.on_message_status(filters.true)(lambda _client, status: seen.append(status))
    graph.write(ASHA, "Namaste", name="Asha")
    graph.send_file(ASHA, File("image/jpeg", b"x"), "image", "Dekhiye")
    graph.send_file(ASHA, File("audio/ogg; codecs=opus", b"x"), "audio", is_voice=True)
    graph.say(ASHA, "location", {"latitude": 26.4, "longitude": 80.3, "name": "Moti Jheel"})
    sent = Sent(graph.new_wamid(), {"to": ASHA, "type": "text", "text": {"body": "x"}})
    graph.press(ASHA, sent, "Haan", "yes")
    graph.report(sent, "read")
    graph.write(USER, "Bina number ke")
    wait_until(lambda: len(called.bodies) == 7, 5, "not all is posted")
    for raw, mac in called.bodies:
        assert utils.webhook_updates_validator(SECRET, raw, mac)
        client.webhook_update_handler(raw)
    words, picture, voice, place, pressed, status, nameless = seen
    assert (words.text, words.from_user.wa_id, words.from_user.name) == (
        *("Namaste", ASHA[1:], "Asha"),
    )
    assert words.from_user.bsuid == user_of(ASHA)
    assert (picture.image.mime_type, picture.caption) == ("image/jpeg", "Dekhiye")
    assert voice.audio.voice
    assert (place.location.latitude, place.location.name) == (26.4, "Moti Jheel")
    assert (pressed.data, pressed.title) == ("yes", "Haan")
    assert (status.id, status.status) == (sent.wamid, types.MessageStatusType.READ)
    assert (nameless.from_user.bsuid, nameless.from_user.wa_id) == (USER, None)


def test_a_webhook_that_does_not_take_is_called_again(graph, called):
    called.answers = [500, 503]
    graph.write(ASHA, "Namaste")
    wait_until(lambda: len(called.bodies) == 3, 10, "it gave up")
    assert len(set(called.bodies)) == 1
    assert graph.webhook.answered == [500, 503, 200]


def test_an_address_proves_itself(graph):
    assert graph.webhook.subscribe("verify")
    assert not graph.webhook.subscribe("other")

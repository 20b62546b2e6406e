"""Bodies that nobody should send: each is answered, none breaks anything, and nothing unsigned is kept."""

import hashlib
import http.client
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, quote

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from launcher import whatsapp
from peers import graph as peer
from peers.waiting import wait_until
from soak.fuzz import MAIL, SMS, WHATSAPP, ended_call, fuzzed, fuzzed_calls

SIZE = int(os.environ.get("SOAK_MESSAGES", "400"))
SEED = int(os.environ.get("SOAK_SEED", "17"))
SECRETS = {"app_secret": "app secret", "access_token": "token", "verify_token": "shown once"}
AT_ONCE = 3
AT_THE_END, MOMENTS = ("words", "recorded", "ended", "words"), 8
# Nobody is at the other end: what is answered waits.
NOWHERE = "http://127.0.0.1:9"
BEGUN = "SELECT count(*) FROM police_channel_event WHERE state = 'stored' AND attempts = 0"
HASHES = "SELECT sha256 FROM police_channel_event"


def set_up(odoo):
    """:return: dict of slug to the secret that its bodies are signed with"""
    values = {"api_url": NOWHERE, "phone_number_id": peer.NUMBER_ID}
    script = whatsapp.SCRIPT.format(
        slug=whatsapp.SLUG, values=values, secrets=SECRETS, number=f"+{peer.NUMBER}"
    )
    odoo.python(script)
    known = odoo.query("SELECT slug, kind, secret FROM police_channel")
    of_kinds = {kind: (slug, secret) for slug, kind, secret in map(_columns, known.splitlines())}
    return {
        WHATSAPP: (whatsapp.SLUG, SECRETS["app_secret"]),
        SMS: of_kinds["sms"],
        MAIL: of_kinds["email"],
    }


def _columns(line):
    return line.split("|")


def post(odoo, slug, one):
    """:return: HTTP status"""
    connection = http.client.HTTPConnection("127.0.0.1", odoo.http_port, timeout=120)
    headers = {name: value.encode() for name, value in one.headers.items()}
    headers["X-Odoo-Database"] = odoo.database
    connection.request("POST", f"/police/channel/{slug}/in", one.body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_none_breaks_anything_and_nothing_unsigned_is_kept(odoo):
    channels = set_up(odoo)
    bodies = fuzzed(SIZE, SEED, {kind: secret for kind, (_slug, secret) in channels.items()})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = pool.map(lambda one: post(odoo, channels[one.kind][0], one), bodies)
        answered = list(zip(bodies, statuses, strict=True))
    wrong = [(status, one) for one, status in answered if status != (200 if one.is_signed else 403)]
    assert not wrong, wrong[:3]
    signed = {hashlib.sha256(one.body).hexdigest() for one in bodies if one.is_signed}
    assert set(odoo.query(HASHES).split()) == signed
    wait_until(lambda: odoo.query(BEGUN) == "0", 60 + SIZE, "not all was looked at")
    assert not re.search("^Traceback", odoo.log.read_text(errors="replace"), re.MULTILINE)


def post_step(odoo, step, body, token):
    """Say at a step of a call what a provider whose token it is would say.

    :return: HTTP status
    """
    fields = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
    pairs = [(name, value) for name, values in fields.items() for value in values]
    path = "/police/channel/voice/call" + (f"?step={quote(step)}" if step else "")
    signature = RequestValidator(token).compute_signature(f"{odoo.url}{path}", MultiDict(pairs))
    connection = http.client.HTTPConnection("127.0.0.1", odoo.http_port, timeout=120)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signature,
        "X-Odoo-Database": odoo.database,
    }
    connection.request("POST", path, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.fixture(scope="module")
def exchange(odoo):
    """Twilio has the exchange; of recordings it says nothing."""
    values = {"provider": "twilio", "url": NOWHERE, "user": "AC1", "password": "token"}
    odoo.python(
        f"env['police.channel.voice'].search([]).write({values | {'takers': '+910000000705'}})\n"
        f"env['ir.config_parameter'].set_param('web.base.url', '{odoo.url}')\n"
        "env.cr.commit()"
    )


def test_nothing_that_is_said_of_a_call_breaks_anything(odoo, exchange):
    said = fuzzed_calls(SIZE, SEED)
    for step, body in said[: SIZE // 10]:
        assert post_step(odoo, step, body, "another") == 403
    assert odoo.query("SELECT count(*) FROM police_channel_call").strip() == "0"
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(lambda one: post_step(odoo, *one, "token"), said))
    # What has no call in it is no call's.
    assert set(statuses) <= {200, 400}, statuses
    assert statuses.count(200) > SIZE / 2
    assert not re.search("^Traceback", odoo.log.read_text(errors="replace"), re.MULTILINE)


def test_what_is_said_of_a_call_at_the_same_moment_is_all_noted(odoo, exchange):
    """The words, that they are ready, and that the caller hung up: what comes second waits, unsaid in the log."""
    calls = [f"CB{number}" for number in range(MOMENTS)]
    with ThreadPoolExecutor(len(AT_THE_END)) as pool:
        for call in calls:
            assert post_step(odoo, "", ended_call(call), "token") == 200
            answers = pool.map(
                lambda step, call=call: post_step(odoo, step, ended_call(call), "token"), AT_THE_END
            )
            assert set(answers) == {200}
    for call in calls:
        steps = f"SELECT steps FROM police_channel_call WHERE external_id = '{call}'"
        noted = [what for what, _more in json.loads(odoo.query(steps))]
        assert {"began", "recording", "number", "ended"} <= set(noted), noted
        became = f"SELECT count(*) FROM police_channel_message WHERE external_id = '{call}'"
        assert odoo.query(became).strip() == "1"

"""A step of a conversation, from an answer in the ledger until the next question is committed.

Beside opening a core task.
"""

import json
import time

from .databases import used
from .harness import environment, interleaved
from .opening import create_task

SLUG, APP_SECRET = "whatsapp", "bench"
NUMBER, NUMBER_ID = "15550783881", "106540352242922"
WORDS = "Padosi roz raat ko do baje tak tez gana bajate hain, thana Kalyanpur, Kanpur Nagar"
# Of each number that was asked: (id of the message with the answer, what it says).
_pressed = {}


def measure(figures):
    database = used()
    with environment(database) as env:
        set_up(env)
    result = interleaved(database, {"step": work_on_answer, "task": create_task}, prepare=ask)
    (milliseconds, queries), task = result["step"], result["task"]
    figures.add("Answer one step of a conversation: time", milliseconds, "ms")
    figures.add("Answer one step of a conversation: SQL queries", queries, "queries")
    figures.add(
        "Answer one step, in the time of opening a core task",
        milliseconds / task[0],
        "×",
        "<= 0.5",
    )


def body(number, kind, content):
    """What Meta's webhook posts of one message, each of another citizen."""
    phone = f"9100000{number % 100_000:05}"
    message = {
        "from": phone,
        "id": f"wamid.bench-{number}-{kind}",
        "timestamp": str(int(time.time())),
        "type": kind,
        kind: content,
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": NUMBER, "phone_number_id": NUMBER_ID},
        "contacts": [{"profile": {"name": f"Citizen {number}"}, "wa_id": phone}],
        "messages": [message],
    }
    change = {"value": value, "field": "messages"}
    entry = {"id": "102290129340398", "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def text(number):
    return body(number, "text", {"body": WORDS})


def set_up(env):
    """Have Meta known at the channel, as `make run` does it, and commit."""
    channel = _channel(env)
    number = env["police.channel.whatsapp"].search([("channel_id", "=", channel.id)])
    number.write({"app_secret": APP_SECRET, "phone_number_id": NUMBER_ID})
    channel.address = f"+{NUMBER}"
    env.cr.commit()


def _channel(env):
    return env["police.channel"].search([("slug", "=", SLUG)])


def ask(env, number):
    """A complaint that is asked for proof, and the press of a button that says there is none."""
    channel, events, messages = (
        _channel(env),
        env["police.channel.event"],
        env["police.channel.message"],
    )
    events._store(channel, text(number), {})._work()
    talk = env["police.conversation"].search([], limit=1)
    pressed = f"step:{talk.id}:{talk.step}:0"
    assert (talk.step, talk.ended_at) == ("proof", False), "the conversation is not as it was"
    reply = {"type": "button_reply", "button_reply": {"id": pressed, "title": "None"}}
    event = events._store(channel, body(number, "interactive", reply), {})
    [(row, item)] = messages._store_incoming(event, event._parse()[0]).items()
    event._finish(state="parsed")
    _pressed[number] = row.id, item


def work_on_answer(env, number):
    message, item = _pressed.pop(number)
    env["police.channel.message"].browse(message)._work(item)

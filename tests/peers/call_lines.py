"""An exchange before a service that the test plays, with the phones of two call takers, and what it hands over."""

import io
import shutil
import tempfile
import wave
from contextlib import contextmanager
from pathlib import Path

from launcher import asterisk

from .caller import Caller, Taker, pause, press
from .exchange import Exchange, Service
from .waiting import wait_until

# Past greeting and language, to where a call taker is looked for.
TO_A_PERSON = (pause(1), press("1"), press("1"))
# With nobody on duty: the caller hears that, and the tone.
TO_THE_TONE = (*TO_A_PERSON, pause(2.5))
# As the operator writes it, but that the phone is always there.
PHONE = """
[taker-{number}](phone)
aors = taker-{number}
[taker-{number}](phone-place)
qualify_frequency = 0
contact = sip:taker-{number}@127.0.0.1:{port}
"""


@contextmanager
def with_takers():
    """:return: (Service, Exchange) that run"""
    # Short, as the path of a socket has to be.
    folder = Path(tempfile.mkdtemp(prefix="pbx-"))
    service = Service()
    service.start()
    takers = [Taker(folder), Taker(folder)]
    phones = (PHONE.format(number=n, port=taker.port) for n, taker in enumerate(takers, 1))
    line = asterisk.FAKE.read_text().partition("[taker-1]")[0]
    connections = folder / "connections.conf"
    connections.write_text(line + "".join(phones))
    exchange = Exchange(
        f"http://127.0.0.1:{service.port}/police/channel/voice",
        folder,
        connections=connections,
        manner={"emergency": "PJSIP/taker-1"},
    )
    exchange.say_little()
    exchange.start()
    yield service, exchange
    exchange.stop()
    for taker in takers:
        taker.stop()
    service.stop()
    assert "Traceback" not in exchange.logs()
    shutil.rmtree(folder)


@contextmanager
def quiet(service, exchange):
    """A test begins with nothing handed over, and ends with nothing left."""
    service.taken.clear()
    service.questions.clear()
    service.number, service.is_away = "", False
    yield
    service.is_away = False
    wait_until(lambda: not exchange.files(), 20, "something is left in the spool")


def call(exchange, folder, *steps, **more):
    caller = Caller(folder, exchange.port, *steps, **more)
    caller.end()
    return caller


def handed_over(service, exchange):
    """:return: (list of what happened, recording) of the one call that was handed over"""
    wait_until(lambda: service.taken and not exchange.files(), 30, "it was not handed over")
    [(facts, recording)] = service.taken
    return facts["steps"], recording


def seconds(recording):
    """As a player reads it, by its header."""
    with wave.open(io.BytesIO(recording)) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8000, 2, 1)
        return sound.getnframes() / sound.getframerate()

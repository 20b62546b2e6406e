"""The SMS door by itself: what it keeps, and how it finds what the gateway forgot."""

import errno
import logging
import os
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest

from launcher.paths import ADDONS
from peers.waiting import wait_until

sys.path[:0] = [str(ADDONS / "police_channels" / folder) for folder in ("sms_door", "tools")]

import books as bookkeeping
from access_log import received
from books import Books
from carrier import Carrier
from door import Door, DoorSettings, close_books
from spool import Spool
from webhook import TAKEN

FIRST, SECOND = (f"{number}0000000-0000-4000-8000-000000000000" for number in (1, 2))


def record(message_id, text, coding=0, sender="+910000000001", moment=1_700_000_000):
    """One line of the access log, as bearerbox writes it."""
    octets = text.encode("utf-16-be") if coding == 2 else text.encode()
    written = octets.hex().upper().encode() if coding else octets
    head = f"{moment}|Receive SMS|{message_id}|smpp|{coding}|{sender}|56161||{len(octets)}|"
    return head.encode() + written + b"\n"


@pytest.mark.parametrize(
    ("text", "coding"),
    [("plain", 0), ("two\nlines | and a bar", 0), ("चोरी", 0), ("चोरी\n", 2), ("", 0)],
)
def test_the_words_of_a_record(text, coding):
    log = record(FIRST, text, coding) + record(SECOND, "next")
    messages, read_to = received(log, 100)
    assert [message.message_id for message in messages] == [FIRST, SECOND]
    assert messages[0].text.decode("utf-16-be" if coding == 2 else "utf-8") == text
    assert read_to == 100 + len(log)
    assert messages[1].at == 100 + len(record(FIRST, text, coding))


def test_words_cannot_pass_for_a_record():
    forged = record(SECOND, "I confess", sender="+910000000002").decode()
    messages, _read_to = received(record(FIRST, f"Dear police\n{forged}"), 0)
    assert [message.sender for message in messages] == ["+910000000001"]


def test_bars_in_words_and_sender_change_no_other_field():
    (message,), _read_to = received(record(FIRST, "a|b||3|c", sender="JD|POLICE"), 0)
    assert (message.sender, message.receiver, message.text) == ("JD|POLICE", "56161", b"a|b||3|c")


def test_a_record_that_is_not_whole_is_read_later():
    whole = record(FIRST, "two\nlines")
    for end in range(len(whole)):
        assert received(whole[:end], 0) == ([], 0)


def test_other_lines_are_passed_over():
    log = record(FIRST, "sent").replace(b"Receive SMS", b"Sent SMS") + record(SECOND, "came")
    assert [message.message_id for message in received(log, 0)[0]] == [SECOND]


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path / "spool")


@pytest.fixture
def log(tmp_path):
    return tmp_path / "access.log"


def keep_books(log, spool, tmp_path, grace=-1):
    return Books(log, tmp_path / "books", spool, grace)


def test_what_did_not_come_is_told_once(log, spool, tmp_path):
    log.write_bytes(record(FIRST, "came") + record(SECOND, "चोरी", 2))
    books = keep_books(log, spool, tmp_path)
    books.know(FIRST)
    (name,) = books.missing()
    fields = parse_qs(spool.content(name).decode("ascii"), encoding="utf-16-be")
    assert fields["text"] == ["चोरी"]
    fields = parse_qs(spool.content(name).decode("ascii"))
    assert (fields["event"], fields["id"], fields["charset"]) == (
        *(["missing"], [SECOND], ["UTF-16BE"]),
    )
    assert books.missing() == []


def test_what_may_still_come_is_waited_for(log, spool, tmp_path):
    log.write_bytes(record(FIRST, "on its way"))
    books = keep_books(log, spool, tmp_path, grace=60)
    assert books.missing() == []
    books.know(FIRST)
    assert books.missing() == []
    assert books._open == {}


def test_after_a_restart_it_goes_on_where_it_was(log, spool, tmp_path):
    log.write_bytes(record(FIRST, "taken") + record(SECOND, "on its way"))
    books = keep_books(log, spool, tmp_path, grace=60)
    books.taken(FIRST)
    books.missing()
    (name,) = keep_books(log, spool, tmp_path).missing()
    assert SECOND.encode() in spool.content(name)


def test_the_log_is_emptied_once_a_day(log, spool, tmp_path, monkeypatch):
    """And what is written behind it is read."""
    with log.open("ab") as of_kannel:
        of_kannel.write(record(FIRST, "words of a citizen"))
        of_kannel.flush()
        books = keep_books(log, spool, tmp_path)
        books.taken(FIRST)
        books.missing()
        assert log.stat().st_size > 0
        now = time.time() + bookkeeping.SECONDS_OF_A_DAY + 1
        monkeypatch.setattr(bookkeeping.time, "time", lambda: now)
        books.missing()
        assert log.read_bytes() == b""
        of_kannel.write(record(SECOND, "lost"))
        of_kannel.flush()
    (name,) = books.missing()
    assert SECOND.encode() in spool.content(name)


def test_identifiers_are_remembered_for_a_week(log, spool, tmp_path):
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "taken-2020-01-01").write_text(f"{FIRST}\n")
    log.write_bytes(b"")
    books = keep_books(log, spool, tmp_path)
    books.taken(SECOND)
    books.missing()
    assert books._known == {SECOND}
    assert len(list(folder.glob("taken-*"))) == 1


def test_the_order_of_arrival_survives_a_clock_that_is_set_back(spool, monkeypatch):
    first = spool.put(b"first")
    monkeypatch.setattr(time, "time_ns", lambda: 1)
    second = spool.put(b"second")
    assert spool.names() == [first, second]
    assert Spool(spool.folder).put(b"third") > second


def test_what_nobody_was_told_of_is_no_message(spool):
    """The power went while it was written."""
    (spool.folder / "00000000000000000001.part").write_bytes(b"half")
    assert Spool(spool.folder).names() == []
    assert os.listdir(spool.folder) == []


@pytest.fixture
def errors_expected(monkeypatch):
    monkeypatch.setattr(logging.getLogger("sms_door"), "disabled", True)


def full(*_asked):
    raise OSError(errno.ENOSPC, "no space left")


@pytest.mark.usefixtures("errors_expected")
def test_what_cannot_be_kept_yet_is_kept_later(log, spool, tmp_path, monkeypatch):
    log.write_bytes(record(FIRST, "first") + record(SECOND, "second"))
    books, put = keep_books(log, spool, tmp_path), spool.put
    with monkeypatch.context() as patch:
        patch.setattr(spool, "put", lambda body: put(body) if b"first" in body else full())
        (first,) = books.missing()
    (second,) = books.missing()
    assert FIRST.encode() in spool.content(first)
    assert SECOND.encode() in spool.content(second)
    assert books.missing() == []


@pytest.mark.usefixtures("errors_expected")
@pytest.mark.parametrize("broken", ["_empty_log", "_remember"])
def test_what_was_kept_is_handed_over_though_nothing_else_can_be_written(
    log, spool, tmp_path, monkeypatch, broken
):
    log.write_bytes(record(FIRST, "lost"))
    books = keep_books(log, spool, tmp_path)
    monkeypatch.setattr(books, broken, full)
    (name,) = books.missing()
    assert FIRST.encode() in spool.content(name)


@pytest.mark.usefixtures("errors_expected")
def test_how_far_it_has_read_is_remembered_though_the_log_cannot_be_emptied(
    log, spool, tmp_path, monkeypatch
):
    log.write_bytes(record(FIRST, "lost"))
    books = keep_books(log, spool, tmp_path)
    monkeypatch.setattr(books, "_empty_log", full)
    books.missing()
    assert keep_books(log, spool, tmp_path).missing() == []


@pytest.mark.parametrize("broken", ["fsync", "rename"])
def test_what_could_not_be_written_leaves_nothing(spool, monkeypatch, broken):
    monkeypatch.setattr(os if broken == "fsync" else Path, broken, full)
    with pytest.raises(OSError, match="no space"):
        spool.put(b"words of a citizen")
    assert os.listdir(spool.folder) == []


class Service:
    """In place of the webhook: takes everything."""

    def __init__(self):
        self.taken = []

    def post(self, body, *_said):
        self.taken.append(parse_qs(body.decode())["id"][0])
        return TAKEN, "stored"


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def carrier(spool, service):
    carrier = Carrier(spool, service, lambda _message_id: None)
    threading.Thread(target=carrier.work, daemon=True).start()
    return carrier


def bring(carrier, spool, message_id):
    carrier.add(spool.put(f"event=mo&id={message_id}&from=%2B910000000001".encode()))


@pytest.mark.usefixtures("errors_expected")
def test_what_cannot_be_removed_keeps_nobody_waiting(spool, service, carrier, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(spool, "remove", full)
        bring(carrier, spool, FIRST)
        wait_until(lambda: not carrier.is_well(), 5, "it does not say that it cannot remove")
        bring(carrier, spool, SECOND)
        wait_until(lambda: service.taken == [FIRST, SECOND], 5, "it does not go on")
    bring(carrier, spool, "third")
    wait_until(lambda: carrier.is_well() and not spool.names(), 5, "it did not try again")


@pytest.mark.usefixtures("errors_expected")
def test_a_file_that_cannot_be_read_yet_is_added_later(spool, service, carrier, monkeypatch):
    lost = [[spool.put(f"event=missing&id={FIRST}&from=1".encode())], [], []]
    books, content = SimpleNamespace(missing=lambda: lost.pop(0)), spool.content
    failures = [full]
    monkeypatch.setattr(
        spool, "content", lambda name: failures.pop()() if failures else content(name)
    )
    with pytest.raises(IndexError):
        close_books(books, carrier, 0)
    wait_until(lambda: service.taken == [FIRST], 5, "it was forgotten")


def test_its_health_says_whether_it_can_remove(tmp_path):
    states = [True, False]
    settings = DoorSettings("127.0.0.1", 0, "key", tmp_path, "", 0)
    with Door(settings, None, lambda: states.pop()) as door:
        threading.Thread(target=door.serve_forever, daemon=True).start()
        assert [health(door), health(door)] == [503, 200]
        door.shutdown()


def health(door):
    connection = HTTPConnection("127.0.0.1", door.server_port)
    connection.request("GET", "/health")
    return connection.getresponse().status


def test_it_is_for_its_owner_alone(spool):
    assert spool.folder.stat().st_mode & 0o77 == 0

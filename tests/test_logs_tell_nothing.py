"""A day of traffic with the whole service: no log holds a secret, an address or a citizen's words.

The service is the launcher's own, from the database server to nginx, as `make run` starts it.
"""

import os
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from mails import mail

from peers.citizen import Citizen
from peers.launcher import processes_with
from peers.waiting import wait_until
from peers.whole_service import Service

DATABASE = "police_logs"
PAIRS = 15
# Everything that must not be in a log; what the day adds to it is a secret of a link.
PLANTED = {
    "address of a sender": "quillfeather@example.org",
    "name of a sender": "Quillfeather",
    "subject": "Burglary-at-night",
    "words by mail": "silver-anklets",
    "words by link": "masked-neighbour",
    "words in a file": "witness-statement-text",
    "name of a file": "witness-paper",
    "address of one sender of two": "pairwise",
    "words of one sender of two": "either-of-us",
    "identifier of two mails": "shared-identifier",
    "log-in of an account": "accountholder@example.org",
    "another log-in": "nobody-at-all",
    "password": "Ver7-secret-password",
    "wrong password": "Mistyped-password",
    "password in the wrong box": "Hasty-password",
    "words of an account": "shouting-landlord",
    "what was searched for": "searched-words",
    "words in a statement": "stated-words",
    "number": "9100000077",
}
SETUP = f"""
from odoo.tests import new_test_user
new_test_user(env, "{PLANTED["log-in of an account"]}", groups="base.group_portal",
              email="{PLANTED["log-in of an account"]}", password="{PLANTED["password"]}")
env.cr.commit()
"""


@pytest.fixture(scope="module")
def service():
    service = Service(DATABASE, SETUP)
    try:
        service.start()
        yield service
    finally:
        service.end()


@pytest.fixture(scope="module")
def day(service):
    """The traffic.

    :return: dict of what → text that must not be in a log
    """
    link = mail_in(service)
    by_link(service, link)
    in_pairs(service)
    with_an_account(service)
    failed_statements(service)
    without_odoo(service, link)
    return {**PLANTED, "secret of a link": link.rpartition("/")[2]}


def mail_in(service):
    """:return: path of the page that the answer leads to"""
    message = mail(
        PLANTED["subject"],
        f"My {PLANTED['words by mail']} are gone. Call {PLANTED['number']}.",
        "<planted@example.org>",
        sender=f"{PLANTED['name of a sender']} <{PLANTED['address of a sender']}>",
    )
    service.send(message, PLANTED["address of a sender"])
    answer = wait_until(service.sent, 60, "no answer")[0]
    text = answer.get_body(("plain",)).get_content()
    return re.search(r"/complaint/follow/[\w-]{20,}", text).group()


def by_link(service, link):
    citizen = Citizen(service.url)
    page = citizen.open(link)
    assert page.status_code == 200
    key = re.search(r'name="key"\s+value="([^"]+)"', page.text).group(1)
    # Larger than what nginx keeps in memory.
    paper = (PLANTED["words in a file"] * 20_000).encode()
    name = f"{PLANTED['name of a file']}.txt"
    answer = citizen.send(
        f"{link}/reply",
        files={"files": (name, paper)},
        text=f"It was the {PLANTED['words by link']}.",
        key=key,
    )
    assert "done=reply" in answer.url
    assert citizen.open(f"{link[:-3]}xyz").status_code == 404
    assert citizen.open(link.replace("/follow/", "/follow%2f")).status_code in (200, 404)
    citizen.open(f"{link}?note={PLANTED['what was searched for']}")


def in_pairs(service):
    """Two senders, one identifier, at the same moment."""
    messages = [
        (
            number,
            who,
            mail(
                f"Pair {number}",
                f"Written by {PLANTED['words of one sender of two']}, {who}.",
                f"<{PLANTED['identifier of two mails']}-{number}@example.org>",
                sender=f"{PLANTED['address of one sender of two']}{number}{who}@example.org",
            ),
        )
        for number in range(PAIRS)
        for who in ("one", "two")
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda row: service.send(row[2], row[2]["From"]), messages))
    waiting = (
        "SELECT count(*) FROM police_channel_event WHERE next_attempt_at IS NOT NULL",
        "SELECT count(*) FROM police_channel_message"
        + " WHERE direction = 'in' AND next_attempt_at IS NOT NULL",
    )
    wait_until(
        lambda: all(service.query(statement) == "0" for statement in waiting), 180, "unfinished"
    )


def with_an_account(service):
    login = PLANTED["log-in of an account"]
    Citizen(service.url).log_in(login, PLANTED["wrong password"])
    Citizen(service.url).log_in(PLANTED["another log-in"], PLANTED["wrong password"])
    Citizen(service.url).log_in(PLANTED["password in the wrong box"], "x")
    Citizen(service.url).open(f"/web/login?login={login}")
    for whose in (login, PLANTED["another log-in"]):
        Citizen(service.url).send("/web/reset_password", page="/web/reset_password", login=whose)
    citizen = Citizen(service.url)
    assert "/web/login" not in citizen.log_in(login, PLANTED["password"]).url
    filed = citizen.send(
        "/my/complaints/new",
        page="/my/complaints/new",
        text=f"The {PLANTED['words of an account']} again.",
        confidentiality="anonymous",
        key="once",
    )
    assert filed.status_code in (200, 422)


def failed_statements(service):
    """As each conflict of two transactions is one."""
    words = PLANTED["words in a statement"]
    for statement in (
        f"SELECT '{words}'::int",
        f"INSERT INTO ir_config_parameter (key, value) VALUES ('database.uuid', '{words}')",
        f"DO $$ BEGIN RAISE WARNING '{words}'; RAISE EXCEPTION '{words}'; END $$",
    ):
        service.launcher.run("exec", "psql", "-c", statement, DATABASE)


def without_odoo(service, link):
    """nginx says that nobody answers behind it, and to which request."""
    os.kill(min(processes_with(f"--http-port={service.port + 1}")), 9)
    wait_until(lambda: Citizen(service.url).open(link).status_code == 502, 10, "still there")
    Citizen(service.url).send(f"{link}/reply", text=PLANTED["words by link"])
    wait_until(lambda: Citizen(service.url).open(link).status_code == 200, 90, "not there again")


def test_no_log_holds_what_citizens_said_or_who_they_are(service, day):
    found = {
        (what, path.name, line[:400])
        for path, text in service.logs().items()
        for line in text.splitlines()
        for what, planted in day.items()
        if planted.casefold() in line.casefold()
    }
    assert not found


def test_the_logs_say_what_happened_all_the_same(service, day):
    logs = {path.name: text for path, text in service.logs().items()}
    assert "POST /complaint/follow/*/reply" in logs["odoo.log.1"]
    assert "Login failed for login:*" in logs["odoo.log.1"]
    assert "502, upstream 127.0.0.1" in logs["nginx.log"]
    assert "ready to accept connections" in logs["postgresql.log"]


def test_two_senders_with_one_identifier_are_two_citizens(service, day):
    """Whichever was first; the other one's mail is a complaint of its own."""
    rows = service.query(
        "SELECT count(*) FILTER (WHERE original_id IS NULL),"
        " count(*) FILTER (WHERE original_id IS NOT NULL AND action = 'opened'),"
        " count(DISTINCT complaint_id) FROM police_channel_message"
        f" WHERE external_id LIKE '%{PLANTED['identifier of two mails']}%'"
    )
    assert rows == f"{PAIRS}|{PAIRS}|{2 * PAIRS}"


def test_folders_are_their_owner_s_alone(service, day):
    """All but the way through, for the owner of the databases where that is another user."""
    assert not service.local.stat().st_mode & 0o066
    open_folders = [
        path.name
        for path in service.local.iterdir()
        if path.is_dir() and path.stat().st_mode & 0o077
    ]
    assert not open_folders
    made = [*(service.local / "outbox").rglob("*"), *(service.local / "log").glob("odoo.log*")]
    assert made
    assert not [path for path in made if path.stat().st_mode & 0o077]


def test_links_lead_where_the_service_is(service, day):
    text = service.sent()[0].get_body(("plain",)).get_content()
    assert f"{service.url}/complaint/follow/" in text

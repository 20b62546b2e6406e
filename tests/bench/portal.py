"""SQL queries of the citizen's pages, with few complaints and with many."""

from werkzeug.test import Client

from odoo import http, sql_db
from odoo.fields import Datetime

from odoo.addons.police_grievance.tools.envelope import Envelope

from .databases import used
from .harness import environment

ADDRESS = {"REMOTE_ADDR": "127.0.0.1"}
FEW, MANY = 2, 50
LOGIN = "bench_citizen"


def measure(figures):
    database = used()
    _make_citizen(database)
    counts = {}
    for wanted in (FEW, MANY):
        token = _have_complaints(database, wanted)
        client = _logged_in(database)
        counts[wanted] = {
            "list of own complaints": _queries(client, "/my/complaints"),
            "page of one complaint": _queries(client, f"/complaint/follow/{token}"),
        }
    for page, few in counts[FEW].items():
        figures.add(f"Queries of the {page}", few, "queries")
        figures.add(
            f"Queries of the {page}, {MANY} complaints against {FEW}",
            counts[MANY][page] - few,
            "more",
            "<= 0",
        )


def _make_citizen(database):
    with environment(database) as env:
        user = env["res.users"].create(
            {
                "name": "Bench Citizen",
                "login": LOGIN,
                "password": LOGIN,
                "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
            }
        )
        env["police.complainant"].create(
            {"name": "Bench Citizen", "partner_id": user.partner_id.id}
        )
        env.cr.commit()


def _have_complaints(database, wanted):
    """Give the citizen that many complaints; return the token of one, with as many replies."""
    with environment(database) as env:
        person = env["police.complainant"].search([("partner_id.user_ids.login", "=", LOGIN)])
        for _missing in range(wanted - len(person.party_ids)):
            complaint = env["police.complaint"]._intake(_envelope()).complaint
            complaint.party_ids.complainant_id = person
            env.invalidate_all()
        complaint = person.party_ids.complaint_id[0]
        for _reply in range(wanted - 1):
            complaint._add_words(_envelope())
        token = env["police.access.token"]._issue(complaint, complaint.party_ids[:1])
        env.cr.commit()
    return token


def _envelope():
    return Envelope(
        channel="portal",
        received_at=Datetime.now(),
        sender_kind="email",
        sender_value="bench_citizen@example.org",
        text="Loud music",
    )


def _logged_in(database):
    client = Client(http.root)
    params = {"db": database, "login": LOGIN, "password": LOGIN}
    answer = client.post(
        "/web/session/authenticate",
        json={"jsonrpc": "2.0", "params": params},
        environ_overrides=ADDRESS,
    )
    assert "error" not in answer.json, answer.json
    return client


def _queries(client, path):
    """Queries of a page once caches are warm."""
    for _warm_up in range(2):
        answer = client.get(path, follow_redirects=True, environ_overrides=ADDRESS)
    assert answer.status_code == 200, f"{path}: {answer.status}"
    before = sql_db.sql_counter
    client.get(path, follow_redirects=True, environ_overrides=ADDRESS)
    return sql_db.sql_counter - before

"""A form that is sent twice at the same moment makes one complaint."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from peers.citizen import Citizen

AT_ONCE = 4
SETUP = """
from odoo.tests import new_test_user

env["ir.config_parameter"].set_param("police_grievance.second_factor", "nobody")
new_test_user(env, "citizen_twice", groups="base.group_portal", password="citizen_twice")
new_test_user(
    env, "desk_twice", groups="police_force.group_control_room", password="desk_twice"
)
env.cr.commit()
"""


@pytest.fixture(scope="module")
def users(odoo):
    odoo.python(SETUP)


def sessions(odoo, login):
    """Several tabs of one browser: each sends on its own, all with one session."""
    first = Citizen(odoo.url)
    first.log_in(login, login)
    tabs = [Citizen(odoo.url) for _number in range(AT_ONCE)]
    for tab in tabs:
        tab.session.cookies.update(first.session.cookies)
    return tabs


def at_once(tabs, send):
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(send, tabs))


def test_a_citizen_s_form(odoo, users):
    tabs = sessions(odoo, "citizen_twice")
    page = tabs[0].open("/my/complaints/new").text
    form = {
        name: re.search(rf'name="{name}"\s+value="([^"]+)"', page)[1]
        for name in ("key", "csrf_token")
    }
    form |= {"text": "Twice at once", "confidentiality": "open"}
    answers = at_once(tabs, lambda tab: tab.send("/my/complaints/new", **form))
    assert [answer.status_code for answer in answers] == [200] * AT_ONCE
    assert len({answer.url for answer in answers}) == 1
    assert odoo.query(
        "SELECT count(*), count(DISTINCT message.id) FROM police_complaint complaint"
        " JOIN police_channel_message message ON message.complaint_id = complaint.id"
        " AND message.direction = 'in' WHERE complaint.description = 'Twice at once'"
    ).split() == ["1|1"]


def call(tab, model, method, *arguments):
    body = {"params": {"model": model, "method": method, "args": arguments, "kwargs": {}}}
    answer = tab.session.post(
        f"{tab.url}/web/dataset/call_kw/{model}/{method}", json=body, timeout=120
    ).json()
    assert "error" not in answer, answer
    return answer.get("result")


def test_a_draft_of_the_desk(odoo, users):
    tabs = sessions(odoo, "desk_twice")
    values = {"channel": "walk_in", "name": "Asha", "description": "Twice at the desk"}
    [draft] = call(tabs[0], "police.registration", "create", [values])
    at_once(tabs, lambda tab: call(tab, "police.registration", "action_register", [draft]))
    assert odoo.query(
        "SELECT count(*) FROM police_complaint WHERE description = 'Twice at the desk'"
    ).split() == ["1"]

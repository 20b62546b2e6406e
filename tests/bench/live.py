"""An arrival while officers have their screens open: what it costs, and when it has reached them.

Real websockets of officers of one station: each of them is told.
"""

import json
import selectors
import threading
import time
from statistics import median

import websocket

from odoo import fields
from odoo.http import get_default_session, root

from odoo.addons.police_grievance.tools.envelope import Envelope

from peers.waiting import wait_until

from .databases import used
from .harness import committed, environment
from .service import running

OFFICERS, ARRIVALS, ROUNDS = 300, 12, 3
SECONDS_TO_REACH_ALL = 20


def measure(figures):
    with running() as (service, _sender):
        unit_id, users = _station()
        alone, told, reached = [], [], []
        for _round in range(ROUNDS):
            alone += [_arrive(unit_id)[0] for _arrival in range(ARRIVALS)]
            with Screens(service, users) as screens:
                for _arrival in range(ARRIVALS):
                    milliseconds, moment = _arrive(unit_id)
                    told.append(milliseconds)
                    reached.append(screens.last_reached() - moment)
    name = f"An arrival with {OFFICERS} officers' screens open"
    figures.add(f"{name}: until each is told, the slowest", max(reached), "s", "<= 2.0")
    figures.add(f"{name}: until each is told, median", median(reached), "s")
    figures.add(f"{name}, of one with none: time", median(told) / median(alone), "×", "<= 1.15")


def _station():
    """A station with that many officers, and a session of each: id of the unit, session ids."""
    with environment(used()) as env:
        zone = env["police.unit"].search([("parent_id", "=", False)], limit=1)
        code = f"LIVE{int(time.time())}"
        station = env["police.unit"].create(
            {"code": code, "kind": "station", "name": code, "parent_id": zone.id}
        )
        group = env.ref("police_force.group_station_staff")
        rank = env.ref("police_force.rank_constable")
        names = [f"{code}-{number}" for number in range(OFFICERS)]
        users = env["res.users"].create(
            [{"name": name, "login": name, "group_ids": [(6, 0, group.ids)]} for name in names]
        )
        posts = env["police.post"].create(
            [{"rank_id": rank.id, "unit_id": station.id, "name": name} for name in names]
        )
        env["police.posting"].create(
            [
                {"post_id": post.id, "user_id": user.id}
                for post, user in zip(posts, users, strict=True)
            ]
        )
        env.cr.commit()
        return station.id, [_session(user) for user in users]


def _session(user):
    """A session as a log-in makes it; its id."""
    session = root.session_store.new()
    session.update(get_default_session(), db=user.env.cr.dbname, uid=user.id, login=user.login)
    session.session_token = user._compute_session_token(session.sid)
    root.session_store.save(session)
    return session.sid


def _arrive(unit_id):
    """A complaint for the station: (milliseconds until committed, when that was)."""

    def open_complaint(env, number):
        env["police.complaint"]._intake(
            Envelope(
                channel="post",
                received_at=fields.Datetime.now(),
                sender_kind="other",
                sender_value=f"House {number}, Example Street",
                sender_name=f"Citizen {number}",
                subject="Loud music",
                text="The neighbours play loud music every night until two.",
                unit_id=unit_id,
            )
        )

    milliseconds, _queries = committed(used(), open_complaint, int(time.time() * 1000))
    return milliseconds, time.monotonic()


class Screens:
    """The websockets of many officers, and when each was told last."""

    def __init__(self, service, sessions):
        self.address = f"ws://127.0.0.1:{service.gevent_port}/websocket"
        self.sessions = sessions
        self.told = {}
        self.ended = False

    def __enter__(self):
        with environment(used()) as env:
            last = env["bus.bus"]._bus_last_id()
        self.selector = selectors.DefaultSelector()
        for sid in self.sessions:
            screen = websocket.create_connection(self.address, cookie=f"session_id={sid}")
            data = {"channels": [], "last": last}
            screen.send(json.dumps({"event_name": "subscribe", "data": data}))
            self.selector.register(screen.sock, selectors.EVENT_READ, screen)
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()
        # Until all are subscribed.
        self._wait_for_first()
        return self

    def __exit__(self, *_error):
        self.ended = True
        self.thread.join()
        for key in list(self.selector.get_map().values()):
            key.data.close()
        self.selector.close()

    def _wait_for_first(self):
        with environment(used()) as env:
            users = env["res.users"].search([("login", "=like", "LIVE%")])
            users.partner_id._bus_send("bench_ready", {})
            env.cr.commit()
        self.last_reached()

    def _listen(self):
        while not self.ended:
            for key, _events in self.selector.select(0.2):
                for message in json.loads(key.data.recv()):
                    if message["message"]["type"] in ("police_live", "bench_ready"):
                        self.told[key.fd] = time.monotonic()

    def last_reached(self):
        """When the last of them was told what happened since the last time."""
        wait_until(
            lambda: len(self.told) == len(self.sessions), SECONDS_TO_REACH_ALL, "not all are told"
        )
        told, self.told = self.told, {}
        return max(told.values())

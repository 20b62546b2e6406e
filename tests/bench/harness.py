"""Odoo in this process, and what is measured with it."""

import itertools
import statistics
import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

ROUNDS = 4
_serial = itertools.count(int(time.time()))


@contextmanager
def environment(database, login=None):
    """An environment on a database, rolled back at the end.

    :param login: whose rights apply; the superuser's without it
    """
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            env = api.Environment(cr, user.id, {"lang": "en_US", "tz": "Asia/Kolkata"})
        try:
            yield env
        finally:
            cr.rollback()


def one_per_transaction(database, action, prepare, runs, warm_up=5):
    """Call `action(env, number)` in a transaction of its own each time, and commit.

    :param prepare: what has to be there before, called alike and not measured
    :return: (median milliseconds until committed, queries of one call)
    """
    times, queries = [], []
    for number in itertools.islice(_serial, runs + warm_up):
        committed(database, prepare, number)
        milliseconds, count = committed(database, action, number)
        times.append(milliseconds)
        queries.append(count)
    return statistics.median(times[warm_up:]), statistics.median(queries[warm_up:])


def committed(database, action, number):
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        before, started = cr.sql_log_count, time.perf_counter()
        action(env, number)
        env.flush_all()
        cr.commit()
        return (time.perf_counter() - started) * 1000, cr.sql_log_count - before


def interleaved(database, actions, prepare=lambda env, number: None, runs=60):
    """Measure several actions turn by turn, so that a noisy minute disturbs all alike.

    :param dict actions: name to `action(env, number)`
    :return: dict of name to (median milliseconds, queries)
    """
    measured = {name: [] for name in actions}
    for _round in range(ROUNDS):
        for name, action in actions.items():
            measured[name].append(one_per_transaction(database, action, prepare, runs // ROUNDS))
    return {
        name: tuple(statistics.median(column) for column in zip(*rows, strict=True))
        for name, rows in measured.items()
    }


def fastest(call, runs=5):
    """The fastest of some runs in milliseconds: for what only reads, noise can only add."""
    times = []
    for _run in range(runs):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)

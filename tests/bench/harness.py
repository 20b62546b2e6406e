"""Odoo in this process, and what is measured with it."""

import statistics
import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry


@contextmanager
def environment(database, login=None, context=None):
    """An environment on a database, rolled back at the end.

    :param login: whose rights apply; the superuser's without it
    """
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, context or {})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            env = api.Environment(cr, user.id, {"lang": "en_US", "tz": "Asia/Kolkata", **(context or {})})
        try:
            yield env
        finally:
            cr.rollback()


def one_per_transaction(database, action, runs=60, warm_up=10):
    """Call `action(env, number)` in a transaction of its own each time, and commit.

    :return: (median milliseconds until committed, queries of one call)
    """
    times, queries = [], []
    for number in range(runs + warm_up):
        with Registry(database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            before, started = cr.sql_log_count, time.perf_counter()
            action(env, number)
            env.flush_all()
            cr.commit()
            times.append((time.perf_counter() - started) * 1000)
            queries.append(cr.sql_log_count - before)
    return statistics.median(times[warm_up:]), statistics.median(queries[warm_up:])


def interleaved(database, actions, runs=60):
    """Measure several actions turn by turn, so that a noisy minute disturbs all alike.

    :param dict actions: name to `action(env, number)`
    :return: dict of name to (median milliseconds, queries)
    """
    rounds = 4
    measured = {name: [] for name in actions}
    for _round in range(rounds):
        for name, action in actions.items():
            measured[name].append(one_per_transaction(database, action, runs // rounds))
    return {
        name: tuple(statistics.median(column) for column in zip(*rows, strict=True))
        for name, rows in measured.items()
    }


def best_of(call, runs=7):
    """The fastest of some runs in milliseconds: for what only reads, noise can only add."""
    times = []
    for _run in range(runs):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)

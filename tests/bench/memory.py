"""Memory of the workers that take messages in and work on them, after a thousand and after ten thousand.

Not of the scheduler, which loads the addons only with its first action, nor of queue_job's runner.
"""

import re

import psutil

from .service import post_all, running, wait_for_work

STEP, MESSAGES = 1000, 10_000
ANSWERED = re.compile(r"^\S+ \S+ (\d+) INFO .*\"POST /police/channel/", re.MULTILINE)


def measure(figures):
    with running() as (service, sender):
        _bring_in(service, sender)
        before = _memory(service)
        for _step in range(MESSAGES // STEP - 1):
            _bring_in(service, sender)
        after = _memory(service)
    figures.add("Memory of the workers after 1,000 messages", before, "MiB")
    growth = (after / before - 1) * 100
    figures.add("Growth of the workers' memory from 1,000 to 10,000 messages", growth, "%", "<= 5")


def _bring_in(service, sender):
    post_all(service, [sender.request() for _n in range(STEP)])
    wait_for_work(service)


def _memory(service):
    """MiB that the workers hold and share with nobody else."""
    workers = set(ANSWERED.findall(service.log.read_text()))
    return sum(psutil.Process(int(worker)).memory_full_info().uss for worker in workers) / 2**20

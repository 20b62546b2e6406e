"""Memory of all processes of the service, after the first thousand messages and after ten thousand."""

import psutil

from .service import post_all, running, wait_for_work

STEP, MESSAGES = 1000, 10_000


def measure(figures):
    with running() as (service, sender):
        sizes = []
        for _step in range(MESSAGES // STEP):
            post_all(service, [sender.request() for _n in range(STEP)])
            wait_for_work(service)
            sizes.append(_memory(service))
    figures.add("Memory of the processes after 1,000 messages", sizes[0], "MiB")
    growth = (sizes[-1] / sizes[0] - 1) * 100
    figures.add("Growth of memory from 1,000 to 10,000 messages", growth, "%", "<= 5")


def _memory(service):
    """MiB that the processes hold and share with nobody else."""
    root = psutil.Process(service.process.pid)
    return sum(process.memory_full_info().uss for process in root.children(recursive=True)) / 2**20

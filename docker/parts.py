"""The parts of the service, one container each, put together by the launcher's own code."""

import dataclasses
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from launcher import database, environment

environment.complete()  # first: the others read it while they are imported

from launcher import kannel, mail_door, postgres, service, settings, sms, upgrades
from launcher.supervisor import Process

EVERYWHERE = "0.0.0.0"
# The lock that a job runner holds in its database, as queue_job numbers it.
RUNNER_AT_WORK = """
    SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (classid::bigint << 32 | objid::bigint) = 2293787760715711918
"""


def odoo(ready):
    """Odoo, after the database was brought to what the image holds; runs no jobs."""
    name = settings.database()
    postgres.warn_of_statements_in_log()
    upgrades.bring_up_to_date(ready, name)
    sms.set_up(ready, name)
    process = service.odoo(ready, name, service.Ports.chosen(), EVERYWHERE)
    return dataclasses.replace(
        process, environment={**process.environment, "ODOO_QUEUE_JOB_CHANNELS": "root:0"}
    )


def jobs(ready):
    """The runner of jobs, which asks Odoo to do them."""
    ports = service.Ports.chosen()
    return Process(
        name="jobs",
        command=[
            *(str(ready.python.python), "-m", "odoo.addons.queue_job.jobrunner"),
            f"--database={settings.database()}",
        ],
        environment={
            **ready.variables,
            "ODOO_QUEUE_JOB_HOST": _host(),
            "ODOO_QUEUE_JOB_PORT": str(ports.odoo),
        },
        ready=lambda: database.query(ready, settings.database(), RUNNER_AT_WORK) != "0",
    )


def web(_ready):
    """nginx."""
    return service.nginx(service.Ports.chosen(), _host())


def door(ready):
    """The mail door, with what the database says of the channel."""
    return mail_door.process(ready, settings.database(), f"{_host()}:{service.Ports.chosen().odoo}")


def sms_door(ready):
    """The SMS door."""
    return _sms_door(ready).process(ready.python.python)


def _sms_door(ready):
    return sms.door(ready, settings.database(), f"{_host()}:{service.Ports.chosen().odoo}")


def bearerbox(ready):
    """Kannel's connections to the network."""
    return _kannel(ready).processes(kannel.find_or_fetch())[0]


def smsbox(ready):
    """What Kannel brings and takes by HTTP."""
    return _kannel(ready).processes(kannel.find_or_fetch())[1]


def _kannel(ready):
    return sms.gateway(ready, settings.database())


def _host():
    return os.environ.get("POLICE_ODOO_HOST", "odoo")


def _odoo_answers(_ready):
    ports = service.Ports.chosen()
    return service.answers(
        f"http://127.0.0.1:{ports.odoo}/web/health?db_server_status=1"
    ) and service.answers(f"http://127.0.0.1:{ports.websocket}/websocket/health")


PARTS = {
    "odoo": odoo,
    "jobs": jobs,
    "web": web,
    "mail-door": door,
    "sms-door": sms_door,
    "bearerbox": bearerbox,
    "smsbox": smsbox,
}
# Whether a part does its work, asked in its own container.
HEALTH = {
    "odoo": _odoo_answers,
    "jobs": lambda ready: jobs(ready).ready(),
    "web": lambda _ready: service.answers(
        f"http://127.0.0.1:{service.Ports.chosen().web}/web/health"
    ),
    "mail-door": lambda _ready: mail_door.greets(),
    "sms-door": lambda ready: _sms_door(ready).is_well(),
    "bearerbox": lambda ready: _kannel(ready).is_up(),
    # Itself it may be running and have lost the bearerbox.
    "smsbox": lambda ready: _kannel(ready).has_box(),
}

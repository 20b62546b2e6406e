"""`make run` and `make stop`: the service with everything it consists of."""

import os
import signal
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from . import (
    machine,
    mail_door,
    postgres,
    runtime,
    settings,
    sms,
    upgrades,
    voice,
    web_front,
    whatsapp,
)
from .locks import exclusive, try_lock
from .messages import LaunchError, say, step, warn
from .paths import LOCAL, make_local
from .supervisor import SECONDS_TO_STOP, Process, Supervisor
from .welcome import welcome

LOCK = LOCAL / "run.lock"
PID = LOCAL / "run.pid"
LOGS = LOCAL / "log"
# The log-in, and what the web client behind it consists of.
FIRST_PAGES = ("/web/bundle/web.assets_web", "/web/bundle/web.assets_web_print", "/web/login")
WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Ports:
    """TCP ports of the service; only `web` is for people."""

    web: int
    odoo: int
    websocket: int
    mail: int

    @classmethod
    def chosen(cls):
        """What `ODOO_HTTP_PORT` and `ODOO_GEVENT_PORT` or odoo.conf say; Odoo is behind nginx."""
        web = settings.port("http_port")
        return cls(
            web=web, odoo=web + 1, websocket=settings.port("gevent_port"), mail=mail_door.port()
        )

    def require_free(self, patience):
        """Refuse to start on ports that are taken.

        :param patience: seconds in which they may still become free
        """
        deadline = time.monotonic() + patience
        while True:
            try:
                return self._require_free()
            except LaunchError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.5)

    def _require_free(self):
        chosen = {}
        for interface, port, variable in self._chosen():
            if port in chosen:
                raise LaunchError(
                    f"Port {port} is chosen by {chosen[port]} and by {variable}: choose another one with "
                    f"one of them. Odoo itself takes the port after ODOO_HTTP_PORT."
                )
            chosen[port] = variable
            machine.require_free_port(interface, port, variable)

    def _chosen(self):
        """:return: list of (interface, TCP port, variable that chooses it) of all that listens"""
        here = "127.0.0.1"
        channels = (*sms.ports(), *whatsapp.ports(), *voice.ports())
        return [
            (settings.option("http_interface"), self.web, "ODOO_HTTP_PORT"),
            (here, self.odoo, "ODOO_HTTP_PORT"),
            (here, self.websocket, "ODOO_GEVENT_PORT"),
            (here, self.mail, mail_door.PORT_VARIABLE),
            *((here, port, variable) for variable, port in channels),
        ]


def processes(ready, name, ports):
    """Everything that runs, in the order in which it starts; a channel's own process goes here.

    :param ready: the `Runtime`
    :param name: the database
    """
    return [
        odoo(ready, name, ports),
        nginx(ports),
        mail_door.process(ready, name, f"127.0.0.1:{ports.odoo}"),
        *sms.processes(ready, name, f"127.0.0.1:{ports.odoo}"),
        *whatsapp.processes(ready, name, f"127.0.0.1:{ports.odoo}"),
        *voice.processes(ready, name, f"127.0.0.1:{ports.odoo}"),
    ]


def odoo(ready, name, ports, interface="127.0.0.1"):
    """Odoo with its workers.

    :param interface: where it listens; nobody but nginx, the job runner and the door may get there
    """
    options = (
        f"--database={name}",
        f"--http-interface={interface}",
        f"--http-port={ports.odoo}",
        f"--gevent-port={ports.websocket}",
        "--proxy-mode",
    )
    return Process(
        name="odoo",
        command=ready.odoo_command("server", *options),
        environment={
            **ready.variables,
            **mail_door.odoo_variables(),
            "ODOO_QUEUE_JOB_PORT": str(ports.odoo),
        },
        ready=lambda: (
            answers(f"http://127.0.0.1:{ports.odoo}/web/login")
            and answers(f"http://127.0.0.1:{ports.websocket}/websocket/health")
        ),
    )


def nginx(ports, host="127.0.0.1"):
    """The web server.

    :param host: where Odoo runs
    """
    interface = settings.option("http_interface")
    program = web_front.find_or_fetch()
    reachable = "127.0.0.1" if interface == "0.0.0.0" else interface
    behind = (f"{host}:{ports.odoo}", f"{host}:{ports.websocket}")
    return Process(
        name="nginx",
        command=web_front.command(program, interface, ports.web, *behind),
        ready=lambda: answers(f"http://{reachable}:{ports.web}/web/health"),
    )


def answers(address):
    """Whether a page is there."""
    try:
        with WITHOUT_PROXY.open(address, timeout=30) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def run(_arguments):
    """Bring everything up to date and serve until interrupted."""
    refusal = "The service is already running in this checkout; `make stop` ends it."
    make_local()
    with exclusive(LOCK, refusal):
        # The processes of a launcher that was killed are ending by themselves.
        patience = SECONDS_TO_STOP if PID.exists() else 0
        PID.write_text(str(os.getpid()))
        try:
            _serve(patience)
        except KeyboardInterrupt:
            say("Stopped.")
        finally:
            PID.unlink(missing_ok=True)


def _serve(patience):
    ports, name = Ports.chosen(), settings.database()
    ports.require_free(patience)
    with runtime.prepared("run") as ready:
        if "PGHOST" in os.environ:
            postgres.warn_of_statements_in_log()
        upgrades.bring_up_to_date(ready, name)
        sms.set_up(ready, name, has_phones=True)
        whatsapp.set_up(ready, name)
        supervisor = Supervisor(LOGS)
        try:
            started = processes(ready, name, ports)
            for process in started:
                supervisor.start(process)
            _open_first_pages(ports)
            say(welcome(ready, name, started))
            supervisor.watch()
        finally:
            _without_interruption(supervisor.stop)


def _open_first_pages(ports):
    """Have each worker read what the pages consist of, for which somebody would wait otherwise."""
    workers = max(1, int(settings.option("workers")))
    with step("Opening the first pages"), ThreadPoolExecutor(workers) as pool:
        for page in FIRST_PAGES:
            # One that has a page to answer takes no other: so each worker gets one.
            list(pool.map(answers, [f"http://127.0.0.1:{ports.odoo}{page}"] * workers))


def _without_interruption(stop):
    """Stop in order, whatever further signals say: impatience would leave processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    say("Stopping ...")
    stop()


def stop(_arguments):
    """End the service that runs in this checkout, and a database server nobody uses."""
    make_local()
    with LOCK.open("a") as lock:
        if try_lock(lock):
            say("The service is not running in this checkout.")
        else:
            _end(lock)
    if "PGHOST" not in os.environ:
        postgres.Cluster().stop_unless_in_use()


def _end(lock):
    try:
        os.kill(int(PID.read_text()), signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        warn("the running service has left no process number; waiting for it to end.")
    deadline = time.monotonic() + 2 * SECONDS_TO_STOP
    while not try_lock(lock):
        if time.monotonic() > deadline:
            raise LaunchError(f"The service does not end; its logs are in {LOGS}.")
        time.sleep(0.2)
    say("Stopped.")

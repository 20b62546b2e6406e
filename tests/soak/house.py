"""The service and all around it, on a database server of its own: each of them may be ended."""

import os
import random
import re
import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import psutil

from launcher import kannel, sms, whatsapp
from launcher.commands import CommandFailed, run
from launcher.paths import odoo_data
from launcher.postgres import Cluster
from peers import graph as peer
from peers.gateway import SmsGateway
from peers.graph import Graph
from peers.graph_webhook import Webhook
from peers.odoo import OdooService
from peers.smsc import MessageCentre
from peers.waiting import wait_until

SECRETS = {"app_secret": "app secret", "access_token": "token", "verify_token": "shown once"}
NUMBER = "56161"
SOME_JOBS = 20
# What one sender writes belongs together however long a run takes: a message that comes again may be hours
# before or behind the sender's other one.
TOGETHER = "env['ir.config_parameter'].set_param('police_channels.together_minutes', '1440')\n"
ANSWERED = re.compile(r"^\S+ \S+ (\d+) INFO .*\"\w+ /queue_job/runjob", re.MULTILINE)


@contextmanager
def standing(name, folder, seed=1):
    """A House that runs, of a copy of the installed template.

    :param folder: for logs
    """
    dump = run(["pg_dump", os.environ["POLICE_TEST_TEMPLATE"]])
    own = Path(tempfile.mkdtemp(prefix="police-soak-"))
    # Its owner may not be the current user.
    own.chmod(0o755)
    cluster = Cluster(own)
    try:
        with cluster.in_use() as server, mock.patch.dict(os.environ, server), ExitStack() as stack:
            house = House(name, folder, cluster, seed)
            house.move_in(dump)
            stack.callback(house.stop)
            house.start()
            yield house
    finally:
        cluster.stop()
        shutil.rmtree(own)


class House:
    """
    :ivar service: OdooService
    :ivar graph: Meta
    :ivar centre: the message centre of the telephone network
    :ivar gateway: Kannel and the SMS door
    """

    def __init__(self, name, folder, cluster, seed):
        self._cluster, self._folder = cluster, Path(folder)
        self._chance = random.Random(f"{seed} trouble")
        self.service = OdooService(name, folder)
        self.app_secret = SECRETS["app_secret"]
        self.whatsapp_url = f"{self.service.url}/police/channel/{whatsapp.SLUG}/in"
        headers = {"X-Odoo-Database": name}
        self.graph = Graph(webhook=Webhook(self.whatsapp_url, self.app_secret, headers))
        # What it is told of citizens goes another way.
        self.graph.is_window_kept = False
        self.centre, self.gateway = MessageCentre(), None

    def move_in(self, dump):
        name = self.service.database
        run(["createdb", name])
        run(["psql", "-Xq1", "--set=ON_ERROR_STOP=1", name], stdin=dump)
        files = odoo_data() / "filestore"
        shutil.rmtree(files / name, ignore_errors=True)
        template = files / os.environ["POLICE_TEST_TEMPLATE"]
        if template.is_dir():
            shutil.copytree(template, files / name)

    def start(self):
        self.graph.start()
        self.centre.start()
        secret = self.service.query("SELECT secret FROM police_channel WHERE slug = 'sms'")
        self.gateway = SmsGateway(
            self.centre,
            f"{self.service.url}/police/channel/{sms.SLUG}/in",
            self._folder,
            secret=secret,
            database=self.service.database,
            grace=15,
        )
        self.service.python(self._set_up(secret))
        self.service.start()
        self.gateway.start()
        self.centre.wait_for_receiver()

    def _set_up(self, secret):
        boxes = self.gateway.gateway
        sms_values = {
            "url": boxes.sendsms,
            "user": kannel.USER,
            "password": kannel.password(secret, "sendsms"),
            "report_url": boxes.door,
        }
        values = {"api_url": self.graph.root, "phone_number_id": peer.NUMBER_ID}
        return "".join(
            (
                TOGETHER,
                sms.SCRIPT.format(slug=sms.SLUG, values=sms_values, number=NUMBER),
                whatsapp.SCRIPT.format(
                    slug=whatsapp.SLUG, values=values, secrets=SECRETS, number=f"+{peer.NUMBER}"
                ),
            )
        )

    def stop(self):
        for end in (
            self.gateway and self.gateway.stop,
            self.service.process and self.service.stop,
            self.centre.stop,
            self.graph.webhook.stop,
            self.graph.stop,
        ):
            if end:
                end()
        shutil.rmtree(odoo_data() / "filestore" / self.service.database, ignore_errors=True)

    def deliver(self, delivery):
        """Have the network bring an SMS, until the gateway acknowledges it."""
        for part in delivery.parts:
            self.centre.deliver(delivery.sender, NUMBER, part, wait=0)

    def query(self, statement):
        """:return: list of rows as lists of text; None while no database server is there"""
        try:
            answer = self.service.query(statement)
        except CommandFailed:
            return None
        return [line.split("|") for line in answer.splitlines()]

    def workers(self):
        """:return: the processes that work: all but the service's first, and live updates"""
        try:
            children = psutil.Process(self.service.process.pid).children()
            return [child for child in children if "gevent" not in child.cmdline()]
        except psutil.NoSuchProcess:
            return []

    def look_after(self):
        """Start the service again should it have ended, as `make run` and the containers do.

        Odoo ends when it has to start a worker just while no database server is there.
        """
        if self.service.process.poll() is not None:
            self.service.kill()
            self.service.start()

    def serving(self):
        """:return: those of them that have done some jobs, and all that they keep in memory for those"""
        log = self.service.log.read_text(errors="replace")
        done = Counter(map(int, ANSWERED.findall(log)))
        return [worker for worker in self.workers() if done[worker.pid] >= SOME_JOBS]

    def wait_until_whole(self):
        """Until the gateway and its door have nothing more to hand over."""
        self.gateway.wait_until_whole()
        wait_until(lambda: not self.centre.waiting(), 60, "the message centre still waits")
        wait_until(lambda: not list(self.gateway.spool.iterdir()), 60, "the SMS door still waits")

    def let_time_pass(self):
        """As if the minutes were over after which somebody looks for what has no job."""
        for table in ("event", "message"):
            self.service.query(
                f"UPDATE police_channel_{table} SET next_attempt_at = next_attempt_at - interval '2 minutes'"
                " WHERE next_attempt_at IS NOT NULL"
            )
        self.service.query("UPDATE ir_cron SET nextcall = now() - interval '1 second'")
        run(["psql", "-XAtqc", f"NOTIFY cron_trigger, '{self.service.database}'", "postgres"])

    # What may happen at any moment

    def kill_workers(self):
        """End some of them as a power cut would; the service starts others."""
        self.look_after()
        workers = wait_until(self.workers, 60, "no worker is there")
        for worker in self._chance.sample(workers, self._chance.randint(1, len(workers))):
            worker.kill()

    def restart_database(self):
        self._cluster.stop()
        self._cluster.start()

    def empty_jobs(self):
        """Whoever does it by hand gives way and tries again, too, while jobs are just running.

        One that its runner postpones meanwhile waits in a second connection for the deletion, which
        waits for its first one: PostgreSQL sees no circle, and both would wait till the worker's time is over.
        """
        emptied = "SET lock_timeout = '1s'; DELETE FROM queue_job"
        wait_until(lambda: self.query(emptied) is not None, 120, "jobs cannot be deleted")

    def kill_bearerbox(self):
        self.gateway.kill("bearerbox")

    def kill_smsbox(self):
        self.gateway.kill("smsbox")

    def kill_door(self):
        self.gateway.kill("sms_door")

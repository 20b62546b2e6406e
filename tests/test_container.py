"""Entry point and health check of the containers, and the file that puts them together."""

import os
import re
import shutil
import smtplib
import socket
import sys
from subprocess import run

import pytest
import requests
import yaml
from mails import mail

from launcher import database
from launcher.paths import CHECKOUT, odoo_data
from log_check import Tolerance, unexpected_lines
from peers.container import Containers
from peers.odoo import TestRuntime
from peers.waiting import wait_until

DATABASE = "police_container"
PARTS = ("odoo", "jobs", "web", "mail-door", "sms-door", "bearerbox", "smsbox")


@pytest.fixture(scope="module")
def containers(tmp_path_factory):
    """All parts, each started by its entry point."""
    folder = tmp_path_factory.mktemp("container")
    database.copy(TestRuntime(), os.environ["POLICE_TEST_TEMPLATE"], DATABASE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ODOO_DATA_DIR", str(odoo_data()))
        containers = Containers(folder, DATABASE)
    try:
        for part in PARTS:
            containers.start(part)
        yield containers
    finally:
        containers.stop_all()
        database.drop(TestRuntime(), DATABASE)


def query(statement):
    return database.query(TestRuntime(), DATABASE, statement)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_healthy(containers, part):
    assert containers.is_healthy(part)


def test_pages_come_by_the_web_server_alone(containers):
    url = f"http://127.0.0.1:{containers.port}"
    assert requests.get(f"{url}/web/login", timeout=30).status_code == 200
    assert requests.get(f"{url}/queue_job/runjob", timeout=30).status_code == 404


def test_a_mail_is_taken_and_worked_on_by_the_runner(containers):
    assert "starting jobrunner" not in containers.log("odoo").read_text()
    content = mail("Contained", "A goat is gone.", "<contained@example.org>").as_bytes()
    with smtplib.SMTP("127.0.0.1", containers.mail_port, timeout=60) as session:
        session.sendmail("citizen@example.org", ["grievance@police.example"], content)
    found = "SELECT count(*) FROM police_complaint WHERE subject = 'Contained'"
    wait_until(lambda: query(found) == "1", 60, "nobody worked on the mail")


def test_an_sms_is_taken(containers):
    with socket.create_connection(("127.0.0.1", containers.phones_port), timeout=10) as phone:
        phone.sendall(b"+910000000001 56161 text Meri bakri kho gayi\n")
        found = "SELECT count(*) FROM police_complaint WHERE description LIKE '%bakri%'"
        wait_until(lambda: query(found) == "1", 60, "nobody worked on the SMS")


def test_one_that_is_down_is_not_healthy(containers):
    """The last test: nothing runs after it."""
    assert unexpected_lines(containers.log("odoo"), Tolerance.from_file()) == []
    for part in reversed(PARTS):
        containers.stop(part)
        assert not containers.is_healthy(part), part


def test_another_command_is_run_as_it_is():
    command = [sys.executable, CHECKOUT / "docker" / "entrypoint.py", "sh", "-c", "exit 7"]
    assert run(command, check=False).returncode == 7


def test_without_a_database_server_it_says_so():
    result = run(
        [sys.executable, CHECKOUT / "docker" / "entrypoint.py", "odoo"],
        env={**os.environ, "PGHOST": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("Error: `psql` failed:")


def composed(folder, *files, **variables):
    """:return: (exit status, what docker-compose says to the files, in a checkout of their own)"""
    for name in ("docker", "config"):
        shutil.copytree(CHECKOUT / name, folder / name)
    shutil.copy(folder / "config" / "env.example", folder / "config" / "env")
    options = [part for file in files for part in ("--file", folder / "docker" / file)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    result = run(
        ["docker-compose", "--profile", "sms", *options, "config"],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("files", "ports"), [(("compose.yaml",), 2), (("compose.yaml", "compose.dev.yaml"), 3)]
)
def test_compose_files_are_valid(tmp_path, files, ports):
    status, said = composed(tmp_path, *files, PGPASSWORD="secret")
    assert status == 0, said
    # Nothing is left to be filled in, and nothing is reachable from elsewhere.
    assert "${" not in said
    assert len(re.findall(r"(?:- |host_ip: )127\.0\.0\.1\b", said)) == ports


def test_the_sms_channel_is_started_only_where_it_is_asked_for():
    parts = yaml.safe_load((CHECKOUT / "docker" / "compose.yaml").read_text())["services"]
    asked_for = {name for name, part in parts.items() if part.get("profiles") == ["sms"]}
    assert asked_for == {"sms-door", "bearerbox", "smsbox"}


def test_a_missing_secret_is_said(tmp_path):
    status, said = composed(tmp_path, "compose.yaml")
    assert status != 0
    assert "set it in config/env" in said


def test_what_an_operator_keeps_to_themselves_gets_into_no_image():
    def lines(name):
        return (CHECKOUT / name).read_text().splitlines()

    secret = {line for line in lines(".gitignore") if line.startswith("config/")}
    assert secret
    assert secret <= set(lines(".dockerignore"))

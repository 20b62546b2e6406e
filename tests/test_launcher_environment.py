"""config/env.example names what the service reads, and config/env is read."""

import ast
import os
import re

import pytest

from launcher import environment, postgres
from launcher.commands import run
from launcher.paths import CHECKOUT

EXAMPLE = environment.CONFIG / "env.example"
DOORS = tuple(f"addons/police_channels/{kind}_door" for kind in ("mail", "sms", "voice"))
FOLDERS = ("tools/launcher", *DOORS, "docker")
NAME = re.compile(
    r"SMS|WHATSAPP|VOICE|(POLICE|ODOO|MAIL_DOOR|SMS_DOOR|KANNEL|WHATSAPP|VOICE|XDG)_[A-Z_]+|PG[A-Z]+"
)
# What the launcher tells the programs that it starts; nobody else sets it.
OURS = {
    *("ODOO_PYTHON", "ODOO_SCRIPT", "POLICE_TEST_TEMPLATE"),
    *("ODOO_QUEUE_JOB_HOST", "ODOO_QUEUE_JOB_PORT"),
    *("WHATSAPP_FOLDER", "WHATSAPP_APP_SECRET", "WHATSAPP_TOKEN", "WHATSAPP_URL"),
    "WHATSAPP_DATABASE",
}
# Read by Odoo, its job runner and PostgreSQL's programs themselves.
THEIRS = {
    *("ODOO_WORKERS", "ODOO_MAX_CRON_THREADS", "ODOO_QUEUE_JOB_CHANNELS"),
    *("PGPASSWORD", "XDG_CACHE_HOME"),
}


def examples():
    return re.findall(r"^#(\w+)=", EXAMPLE.read_text(), re.MULTILINE)


def read_by_the_code():
    """Names that stand as text in a Python file, and what is asked for as an option of Odoo's."""
    found = set()
    for folder in FOLDERS:
        for path in (CHECKOUT / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.update({node.value} if NAME.fullmatch(node.value) else ())
                if isinstance(node, ast.Call):
                    found.update(option(node))
    return found


def option(call):
    """`settings.option("http_port")` reads ODOO_HTTP_PORT."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in ("option", "port") and call.args and isinstance(call.args[0], ast.Constant):
        yield f"ODOO_{call.args[0].value.upper()}"


def test_each_variable_is_in_the_example_once():
    names = examples()
    assert len(names) == len(set(names))
    assert read_by_the_code() - OURS - set(names) == set()


def test_the_example_names_no_other():
    assert set(examples()) - read_by_the_code() - THEIRS == set()


def test_the_example_changes_nothing():
    assert environment.read(EXAMPLE) == {}


def test_the_environment_comes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", {"PGDATABASE": "mine"})
    file = tmp_path / "env"
    file.write_text(
        "# words\n\nPGDATABASE=other\n PGPORT=5433\n#PGUSER=nobody\nMAIL_DOOR_URL=a=b\n"
    )
    environment.complete(file)
    assert os.environ == {"PGDATABASE": "mine", "PGPORT": "5433", "MAIL_DOOR_URL": "a=b"}


def test_the_launcher_reads_it(tmp_path):
    """In a checkout of its own, with what decides while the launcher is being imported, too."""
    for name in ("tools", "config", "odoo.conf"):
        run(["cp", "-r", CHECKOUT / name, tmp_path])
    (tmp_path / "config" / "env").write_text(f"POLICE_LOCAL={tmp_path}/elsewhere\n")
    kept = {name: value for name, value in os.environ.items() if name != "POLICE_LOCAL"}
    run(["env", "-i", *(f"{n}={v}" for n, v in kept.items()), tmp_path / "tools/launch", "stop"])
    assert (tmp_path / "elsewhere").is_dir()
    assert not (tmp_path / ".local").exists()


@pytest.mark.parametrize("name", ["log_statement", "log_parameter_max_length_on_error"])
def test_the_database_server_s_file_is_what_the_launcher_says(name):
    assert name in postgres.SAYING_NOTHING
    assert len(postgres.SAYING_NOTHING) == 9

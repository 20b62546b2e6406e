"""The local PostgreSQL cluster."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from launcher import postgres
from launcher.commands import run
from launcher.messages import LaunchError
from launcher.paths import CHECKOUT
from launcher.postgres import Cluster


@pytest.fixture
def cluster():
    """A cluster in a folder that its owner can reach, also where that is not the current user."""
    folder = Path(tempfile.mkdtemp(prefix="police-cluster-"))
    folder.chmod(0o755)
    cluster = Cluster(folder)
    yield cluster
    cluster.stop()
    shutil.rmtree(folder)


def ask(server, statement):
    return run(["psql", "-XAtc", statement, "postgres"], env=server).strip()


def test_last_user_stops_it(cluster):
    with cluster.in_use() as server:
        with Cluster(cluster.folder).in_use() as same:
            assert same == server
        assert cluster.is_running()
        assert ask(server, "SELECT 1") == "1"
    assert not cluster.is_running()


def test_settings(cluster):
    with cluster.in_use() as server:
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SHOW fsync") == "on"
        assert ask(server, "SHOW synchronous_commit") == "on"
        ctype = "SELECT datctype FROM pg_database WHERE datname = 'template1'"
        assert ask(server, ctype) == "C.UTF-8"


def test_user_is_the_one_we_are_whatever_the_environment_says(cluster, monkeypatch):
    monkeypatch.setenv("LOGNAME", "somebody")  # as after `su` or in `setpriv`
    with cluster.in_use() as server:
        assert ask(server, "SELECT current_user") == server["PGUSER"] != "somebody"


def test_a_locale_that_the_machine_lacks_does_no_harm(cluster):
    launch = [sys.executable, str(CHECKOUT / "tools" / "launch"), "exec"]
    with cluster.in_use() as server:
        environment = {**server, "LC_ALL": "xx_XX.UTF-8"}
        assert run([*launch, "psql", "-XAtc", "SELECT 1", "postgres"], env=environment) == "1\n"


@pytest.mark.parametrize(("mode", "is_reachable"), [(0o755, True), (0o700, False)])
def test_root_s_databases_are_where_the_user_postgres_gets_at_them(
    cluster, monkeypatch, mode, is_reachable
):
    local = cluster.folder / "local"
    local.mkdir(mode=mode)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgres, "LOCAL", local)
    assert Cluster().folder.is_relative_to(local) == is_reachable


def test_other_users_may_not_log_in(cluster):
    with cluster.in_use() as server:
        rules = "SELECT DISTINCT type, auth_method FROM pg_hba_file_rules ORDER BY 1"
        assert ask(server, rules).split() == ["host|reject", "local|peer"]


def test_a_path_too_long_for_a_socket(cluster):
    deep = cluster.folder / ("d" * 90)
    deep.mkdir()
    own = Cluster(deep)
    assert len(str(own.socket)) < 60
    own.socket.symlink_to(cluster.folder)
    with pytest.raises(LaunchError, match="belongs to somebody else"), own.in_use():
        pass
    own.socket.unlink()
    with own.in_use() as server:
        assert ask(server, "SELECT 1") == "1"
    own.remove()
    assert not own.socket.exists()
    assert not deep.exists()


def test_one_left_behind_is_stopped(cluster):
    with cluster.in_use():
        cluster.stop_unless_in_use()
        assert cluster.is_running()
    cluster.start()
    cluster.stop_unless_in_use()
    assert not cluster.is_running()

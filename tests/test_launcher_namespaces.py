"""The launcher without a network and on a full disk, for real: in namespaces of its own."""

import os
import subprocess
import sys

import pytest

from launcher.paths import CHECKOUT

LAUNCH = [sys.executable, str(CHECKOUT / "tools" / "launch"), "exec", "true"]

# An ordinary user becomes root of a user namespace; root would lose the other users in one.
AS_ROOT = ["--map-root-user"] if os.geteuid() else []
# PostgreSQL would refuse to be run by that root.
AS_BEFORE = f"unshare --map-user={os.geteuid()} --map-group={os.getegid()}" if os.geteuid() else ""


def unshared(kind, *command, **variables):
    """Run a command in namespaces of its own and return exit status and output."""
    result = subprocess.run(
        ["unshare", *AS_ROOT, *kind, "--", *command],
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout


pytestmark = pytest.mark.skipif(
    unshared(["--net", "--mount"], "true")[0] != 0, reason="no namespaces on this machine"
)


def last_line(said):
    return said.strip().splitlines()[-1]


def test_no_network_for_odoo(tmp_path):
    code, said = unshared(["--net"], *LAUNCH, XDG_CACHE_HOME=str(tmp_path), ODOO_SOURCE="")
    assert code == 1
    assert last_line(said) == (
        "Error: The Debian archive can't be reached: is this machine on the network?"
    )
    assert not list((tmp_path / "police-grievance" / "odoo").glob("unfinished*"))


def test_no_network_for_python_packages(tmp_path):
    code, said = unshared(
        ["--net"],
        *LAUNCH,
        XDG_CACHE_HOME=str(tmp_path),
        ODOO_SOURCE=os.environ["PYTHONPATH"],
        PIP_RETRIES="1",
        PIP_USER="1",  # some have it in their pip.conf; it can't be had in an environment
    )
    assert code == 1
    assert last_line(said) == (
        "Error: The Python packages can't be fetched: is this machine on the network?"
    )


def on_small_disk(folder, size, *command, **variables):
    script = f'mount -t tmpfs -o size={size},mode=755 tmpfs "$0" && exec {AS_BEFORE} "$@"'
    return unshared(["--mount"], "sh", "-c", script, str(folder), *command, **variables)


def test_too_little_space_for_odoo(tmp_path):
    variables = {"XDG_CACHE_HOME": str(tmp_path), "ODOO_SOURCE": ""}
    code, said = on_small_disk(tmp_path, "100m", *LAUNCH, **variables)
    assert code == 1
    assert "Error: Not enough disk space for Odoo: 2500 MB are needed" in last_line(said)


def test_too_little_space_for_the_databases():
    without_server = ("env", "--unset=PGHOST", *LAUNCH)
    code, said = on_small_disk("/mnt", "90m", *without_server, POLICE_LOCAL="/mnt/local")
    assert code == 1
    assert "Error: Not enough disk space for the databases: 500 MB are needed" in last_line(said)


# Where the disk ends in the middle of one of its pages PostgreSQL has other words for it.
@pytest.mark.parametrize("size", ["20480k", "20484k"])
def test_disk_full_while_creating_the_cluster(size):
    program = (
        "from launcher import postgres as p;p.SPACE_NEEDED_MB = 1;p.Cluster().in_use().__enter__()"
    )
    code, said = on_small_disk(
        *("/mnt", size, sys.executable, "-c", program),
        POLICE_LOCAL="/mnt/local",
        PYTHONPATH=str(CHECKOUT / "tools"),
    )
    assert code == 1
    assert last_line(said).endswith(
        "LaunchError: The disk is full: free some space and run the command again."
    )

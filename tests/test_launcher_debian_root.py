"""What `tools/launch debian` refuses, and what of this machine a root on it gets to know."""

import os
import signal
import subprocess
import sys
import time

import pytest

from launcher import debian_root
from launcher.messages import LaunchError
from launcher.paths import CHECKOUT
from peers.programs import put_in_place
from peers.waiting import wait_until


@pytest.mark.parametrize("arguments", [[], ["--keep"], ["11"], ["make", "test"]])
def test_the_release_has_to_be_said(arguments):
    with pytest.raises(LaunchError, match=r"^Say which Debian: `debian \[--keep\] 12|13 "):
        debian_root.run_in_root(arguments)


def test_an_ordinary_user_is_told_that_it_takes_root(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(LaunchError, match="Only root can make another root"):
        debian_root.run_in_root(["13"])


def test_a_root_reaches_the_network_as_this_machine_does(monkeypatch, tmp_path):
    says = "printf '%s\\n' 'Acquire::http::Proxy \"http://p.example\";' 'APT::Architecture \"x\";'"
    put_in_place("apt-config", says, tmp_path, monkeypatch)
    keys = tmp_path / "keys.pem"
    keys.write_text("keys of the network")
    monkeypatch.setenv("SSL_CERT_FILE", str(keys))
    monkeypatch.setenv("https_proxy", "http://p.example")
    monkeypatch.setenv("PGPASSWORD", "secret")
    root = tmp_path / "root"
    (root / "etc/apt/apt.conf.d").mkdir(parents=True)
    debian_root._pass_on(root)
    assert (root / "etc/resolv.conf").exists()
    assert (root / keys.relative_to("/")).read_text() == "keys of the network"
    settings = (root / "etc/apt/apt.conf.d/99machine").read_text()
    assert settings == 'Acquire::http::Proxy "http://p.example";\n'
    passed_on = debian_root._environment()
    assert passed_on["https_proxy"] == "http://p.example"
    assert "PGPASSWORD" not in passed_on


def test_pip_in_a_root_asks_where_this_machine_does_and_needs_none_of_its_files(tmp_path):
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nproxy = http://p.example\nconstraint = /here/constraints.txt\n")
    assert debian_root._pip_settings(file) == {"proxy": "http://p.example"}
    assert debian_root._pip_settings(tmp_path / "none") == {}


IN_A_ROOT = """
import pathlib, signal, sys
from launcher import debian_root
signal.signal(signal.SIGTERM, signal.default_int_handler)
debian_root.ENTER = "cd $1; setsid sh -c 'while sleep 0.1; do echo >> alive; done' & sleep 60"
debian_root._enter(pathlib.Path(sys.argv[1]), ["true"])
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a root")
def test_nothing_outlives_a_root_that_is_interrupted(tmp_path):
    """What turned its back on its first process ends with it, and what was mounted goes."""
    alive = tmp_path / "alive"
    launcher = subprocess.Popen(
        [sys.executable, "-c", IN_A_ROOT, tmp_path],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "tools")},
    )
    wait_until(alive.exists, 30, "The command in the root did not start.")
    launcher.send_signal(signal.SIGTERM)
    launcher.wait(timeout=30)
    size = alive.stat().st_size
    time.sleep(0.5)
    assert alive.stat().st_size == size

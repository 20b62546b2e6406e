"""`tools/launch debian`: the tests in a clean root of a Debian release, with that release's Python."""

import configparser
import fnmatch
import os
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

from .apt_archive import keyring, mirror_address
from .commands import run
from .locks import exclusive
from .machine import require_packages, require_space
from .messages import LaunchError, say, step
from .paths import CHECKOUT, LOCAL, make_local

SUITES = {"12": "bookworm", "13": "trixie"}
USAGE = f"Say which Debian: `debian [--keep] {'|'.join(SUITES)} [COMMAND ...]`."
SPACE_NEEDED_MB = 10_000
# The certificates here already: installed later, they would take the place of what the machine trusts.
PACKAGES = "git,make,python3,ca-certificates"
# How this machine reaches the network holds for a root on it, too.
PASSED_ON = ("*_proxy", "*_PROXY", "PIP_*", "*_CA_BUNDLE", "SSL_CERT_*", "NODE_EXTRA_CA_CERTS")
FILES_PASSED_ON = ("/etc/resolv.conf", "/etc/hosts")
# Not what names other files of this machine: constraints, folders of wheels.
PIP_PASSED_ON = (
    "index-url",
    "extra-index-url",
    "trusted-host",
    "proxy",
    "cert",
    "timeout",
    "retries",
)
APT_PASSED_ON = ("Acquire::http", "Acquire::ftp", "Acquire::Check-")
HOME = "root"
WORK_TREE = f"{HOME}/police-grievance"
# In namespaces of its own: when the first process ends, so do all others and what was mounted.
ENTER = """
set -e
mount --bind "$1" "$1"
cd "$1"
shift
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
mount -t tmpfs tmpfs dev/shm
pivot_root . mnt
umount -l mnt
"$@"
"""
NAMESPACES = ("--mount", "--pid", "--fork", "--kill-child")


def run_in_root(arguments):
    """Run a command, `make test` by default, on this checkout's HEAD in a clean root.

    :param arguments: `[--keep] RELEASE [COMMAND ...]`; with `--keep` the root stays, and one that
        is there is used again
    :return: the command's exit status
    :raise LaunchError: no such release, not root, no network, no space
    """
    keep = "--keep" in arguments[:1]
    release, *command = arguments[keep:] or [""]
    if release not in SUITES:
        raise LaunchError(USAGE)
    if os.geteuid():
        raise LaunchError("Only root can make another root: run this command as root.")
    make_local()
    folder = LOCAL / f"debian-{release}{'-kept' if keep else ''}"
    refusal = f"The root {folder} is in use."
    with exclusive(folder.with_suffix(".lock"), refusal), _root(folder, SUITES[release], keep):
        _pass_on(folder)
        _check_out(folder / WORK_TREE)
        return _enter(folder, command or ["make", "test"])


@contextmanager
def _root(folder, suite, keep):
    """Have a root while the block runs; without `keep` an empty one, which goes afterwards."""
    if not (keep and folder.exists()):
        _make(folder, suite)
    try:
        yield
    finally:
        if keep:
            say(f"The root stays in {folder}")
        else:
            shutil.rmtree(folder)


def _make(folder, suite):
    require_packages("debian")
    require_space(folder, SPACE_NEEDED_MB, "a Debian root")
    work = folder.with_suffix(".unfinished")
    for old in (folder, work):
        shutil.rmtree(old, ignore_errors=True)
    signed = ("--force-check-gpg", f"--keyring={keyring()}")
    small = ("--variant=minbase", f"--include={PACKAGES}")
    with step(f"Making a root of Debian {suite}"):
        # What it mounts goes with it, also when it is interrupted.
        own = ("unshare", *NAMESPACES)
        run([*own, "debootstrap", *signed, *small, suite, work, mirror_address()])
    work.rename(folder)


def _pass_on(folder):
    """Let the root reach the network as this machine does."""
    named = (value for value in _environment().values() if value.startswith("/"))
    for file in map(Path, (*FILES_PASSED_ON, *named)):
        if file.is_file():
            target = folder / file.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    settings = _pip_settings("/etc/pip.conf")
    lines = ["[global]", *(f"{name} = {value}" for name, value in settings.items())]
    (folder / "etc/pip.conf").write_text("\n".join(lines) + "\n")
    lines = run(["apt-config", "dump"]).splitlines()
    settings = [line for line in lines if line.startswith(APT_PASSED_ON)]
    (folder / "etc/apt/apt.conf.d/99machine").write_text("\n".join(settings) + "\n")


def _pip_settings(file):
    """What a configuration of pip says of the network.

    :rtype: dict of str
    """
    parser = configparser.RawConfigParser()
    parser.read(file)
    settings = dict(parser["global"]) if parser.has_section("global") else {}
    return {name: value for name, value in settings.items() if name in PIP_PASSED_ON}


def _check_out(work_tree):
    """Bring this checkout's HEAD there; what an earlier run left beside it stays."""
    git = ["git", "-C", work_tree]
    run(["git", "init", "--quiet", work_tree])
    run([*git, "fetch", "--quiet", "--depth=1", f"file://{CHECKOUT}", "HEAD"])
    run([*git, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD"])


def _enter(folder, command):
    inside = ["env", f"--chdir=/{WORK_TREE}", *command]
    say(f"Running {' '.join(command)} in {folder}")
    process = subprocess.Popen(
        ["unshare", *NAMESPACES, "sh", "-c", ENTER, "sh", str(folder), *inside],
        env={
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": f"/{HOME}",
            **_environment(),
        },
    )
    try:
        return process.wait()
    finally:
        _end(process)


def _end(process):
    """End all that runs in the root; its first process goes last, when the kernel has ended them."""
    if process.poll() is None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for first in children.read_text().split():
            os.kill(int(first), signal.SIGKILL)
        process.wait()


def _environment():
    """The variables that are passed on."""
    return {
        name: value
        for name, value in os.environ.items()
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in PASSED_ON)
    }

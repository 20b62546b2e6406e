"""What this machine has and what it is missing."""

import glob
import os
import pwd
import shutil
import socket
import sys
import tomllib

from .apt_archive import explain, to_type_as_root
from .commands import CommandFailed, run
from .messages import LaunchError, step
from .paths import CHECKOUT

PACKAGE_LIST = CHECKOUT / "tools" / "debian-packages.toml"
PYTHON_VERSIONS = ((3, 11), (3, 13))
WITHOUT_MORE = "--no-install-recommends"


def require_python():
    """Refuse a Python the locked packages were not made for."""
    oldest, newest = PYTHON_VERSIONS
    if not oldest <= sys.version_info[:2] <= newest:
        raise LaunchError(
            f"Python {sys.version_info[0]}.{sys.version_info[1]} is not supported: "
            f"use one from {oldest[0]}.{oldest[1]} to {newest[0]}.{newest[1]}."
        )


def user_name(number=None):
    """Name of a user, by default of the one we are, whatever USER and LOGNAME say (`su` keeps them).

    :raise LaunchError: the system doesn't know the user
    """
    number = os.geteuid() if number is None else number
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError as error:
        raise LaunchError(
            f"This machine has no user with the number {number}, which PostgreSQL insists on."
        ) from error


def require_own(folder):
    """Refuse a folder of another user: half of what is in it would then be closed to each."""
    owner = folder.stat().st_uid if folder.exists() else os.geteuid()
    if owner != os.geteuid():
        raise LaunchError(
            f"{folder} belongs to {user_name(owner)}: run this command as that user, "
            "or use a folder of your own with POLICE_LOCAL=/path."
        )


def require_packages(*purposes):
    """Install what is missing when we are root; otherwise say which command does, and stop."""
    missing = missing_packages(purposes)
    if not missing:
        return
    if os.geteuid():
        commands = ("apt-get update", f"apt-get install {WITHOUT_MORE} {' '.join(missing)}")
        raise LaunchError(
            "Some Debian packages are missing. "
            + to_type_as_root(*commands, purpose="Install them")
        )
    _install(missing)


def missing_packages(purposes, packages_by_purpose=None):
    """Names of the packages of these purposes of which no path exists here."""
    known = packages_by_purpose or tomllib.loads(PACKAGE_LIST.read_text())
    return [
        name
        for purpose in purposes
        for name, package in known[purpose].items()
        if not any(glob.glob(pattern) for pattern in package["found_by"])
    ]


def _install(packages):
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=120"]
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Installing {', '.join(packages)}"):
        refused = None
        try:
            run([*apt, "update", "--error-on=any"], env=environment)
        except CommandFailed as error:
            refused = error  # perhaps by another archive than the one that matters
        try:
            run([*apt, "install", "-y", WITHOUT_MORE, *packages], env=environment)
        except CommandFailed as error:
            unknown = "Unable to locate package" in error.output
            raise explain(refused if refused and unknown else error) from error


def require_space(folder, megabytes, purpose):
    """Refuse to start what would fill the disk.

    :param megabytes: what has to be free where the folder is or will be
    """
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    if free < megabytes:
        raise LaunchError(
            f"Not enough disk space for {purpose}: {megabytes} MB are needed in {existing}, "
            f"{free} MB are free."
        )


def require_free_port(interface, port, variable):
    """Refuse a TCP port that something else listens on.

    :param variable: environment variable that chooses another port
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except OSError as error:
            raise LaunchError(
                f"Port {port} on {interface} can't be used ({error.strerror}): "
                f"stop what uses it, or choose another one with {variable}=NUMBER."
            ) from error

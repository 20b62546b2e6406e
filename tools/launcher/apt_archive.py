"""Reading packages of another Debian suite without touching the machine's package set."""

import os
import re
import shutil
from pathlib import Path

from .commands import CommandFailed, run
from .messages import LaunchError, step, warn

KEYRINGS = (
    Path("/usr/share/keyrings/debian-archive-keyring.gpg"),
    Path("/usr/share/keyrings/debian-archive-keyring.pgp"),
)
SIGNS_OF_NO_NETWORK = (
    "Temporary failure resolving",
    "Could not resolve",
    "Could not connect",
    "Cannot initiate the connection",
    "Network is unreachable",
    "Connection timed out",
    "Connection failed",
)
LACKING_SUITE = re.compile(r"The repository '(\S+) (\S+) Release' does not have a Release file")


class Archive:
    """A private apt configuration in its own folder: signatures are checked, no root needed."""

    def __init__(self, folder, suites, is_alone=False):
        """
        :param bool is_alone: what this machine has installed counts for nothing: packages come with
            all that they need, down to the C library
        """
        self.folder = folder
        self._write_configuration(suites, is_alone)

    def _write_configuration(self, suites, is_alone):
        for needed in ("lists/partial", "cache/archives/partial"):
            (self.folder / needed).mkdir(parents=True)
        key, mirror = keyring(), mirror_address()
        (self.folder / "sources.list").write_text(
            "".join(f"deb [signed-by={key}] {mirror} {suite} main\n" for suite in suites)
        )
        (self.folder / "apt.conf").write_text(
            f'Dir::Etc::sourcelist "{self.folder}/sources.list";\n'
            'Dir::Etc::sourceparts "-";\n'
            f'Dir::State::lists "{self.folder}/lists";\n'
            f'Dir::Cache "{self.folder}/cache";\n'
            'Acquire::Languages "none";\n'
            'APT::Sandbox::User "root";\n'
        )
        if is_alone:
            (self.folder / "status").touch()
            with (self.folder / "apt.conf").open("a") as configuration:
                configuration.write(f'Dir::State::status "{self.folder}/status";\n')

    def _apt(self, *command, cwd=None):
        return run(command, env={"APT_CONFIG": str(self.folder / "apt.conf")}, cwd=cwd)

    def update(self):
        """Fetch the suites' lists of packages.

        :raise LaunchError: no network, or the archive refuses
        """
        strict = ("apt-get", "update", "--error-on=any")
        try:
            self._apt(*strict)
        except CommandFailed as error:
            if "is expired" not in error.output:
                raise explain(error) from error
            warn("the Debian mirror is a dated copy; its signatures are checked all the same.")
            self._apt(*strict, "-o", "Acquire::Check-Valid-Until=false")

    def candidate(self, package):
        """Version of the package in the suites, or None."""
        found = re.search(r"Candidate: (\S+)", self._apt("apt-cache", "policy", package))
        return found.group(1) if found and found.group(1) != "(none)" else None

    def download(self, packages, folder):
        """Fetch packages ("name", "name=version" or "name/suite") into the folder."""
        try:
            self._apt("apt-get", "download", *packages, cwd=folder)
        except CommandFailed as error:
            raise explain(error) from error

    def download_whole(self, packages):
        """Fetch the packages and all that they need and this machine lacks.

        :return: paths of the .deb files
        """
        # Nothing is installed: root's lock on the machine's packages is not needed.
        options = (
            "--download-only",
            "--yes",
            "--no-install-recommends",
            "-o",
            "Debug::NoLocking=1",
        )
        try:
            self._apt("apt-get", "install", *options, *packages)
        except CommandFailed as error:
            raise explain(error) from error
        return sorted((self.folder / "cache/archives").glob("*.deb"))


def explain(error):
    """Turn apt's complaint into one sentence."""
    if any(sign in error.output for sign in SIGNS_OF_NO_NETWORK):
        return LaunchError("The Debian archive can't be reached: is this machine on the network?")
    lacking = LACKING_SUITE.search(error.output)
    if lacking:
        return LaunchError(
            "The archive {} has no suite {}: correct apt's list of sources, "
            "or name an Odoo 19.0 source tree with ODOO_SOURCE=/path.".format(*lacking.groups())
        )
    return error


def to_type_as_root(*commands, purpose):
    """The sentence that tells an ordinary user what to type."""
    sudo, who = ("sudo ", "") if shutil.which("sudo") else ("", " as root")
    line = " && ".join(f"{sudo}{command}" for command in commands)
    return f"{purpose}{who} with this command, then run this one again:\n  {line}"


def keyring():
    """File with the keys that sign the Debian archive.

    :raise LaunchError: there is none
    """
    for file in KEYRINGS:
        if file.exists():
            return file
    raise LaunchError(
        "The Debian archive's keys are missing: install the package debian-archive-keyring, "
        "or name an Odoo 19.0 source tree with ODOO_SOURCE=/path."
    )


def mirror_address():
    """The Debian mirror this machine is set up with.

    :raise LaunchError: when there is no apt or it knows no Debian mirror
    """
    known = _labelled_addresses()
    if not known and os.geteuid() == 0:
        with step("Fetching the lists of packages"):
            run(["apt-get", "update"])
        known = _labelled_addresses()
    if not known:
        raise LaunchError(
            "This machine has no lists of Debian packages yet. "
            + to_type_as_root("apt-get update", purpose="Fetch them")
        )
    return choose_mirror(known)


def _labelled_addresses():
    fields = "$(LABEL)|$(REPO_URI)"
    try:
        output = run(["apt-get", "indextargets", "--format", fields, "Created-By: Packages"])
    except LaunchError as error:
        raise LaunchError(
            "This machine has no working apt: name an Odoo 19.0 source tree with ODOO_SOURCE=/path."
        ) from error
    # apt's warnings come between the lines.
    return [line.split("|", 1) for line in output.splitlines() if "|" in line]


def choose_mirror(labelled_addresses):
    """Choose among (label, address); archives without a label are told by their address."""
    for label, address in labelled_addresses:
        if label == "Debian" or (not label and re.search(r"/debian/?$", address)):
            return address
    raise LaunchError(
        "apt on this machine knows no Debian mirror: "
        "name an Odoo 19.0 source tree with ODOO_SOURCE=/path."
    )

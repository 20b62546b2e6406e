"""The container image, built where no image can be fetched: on a Debian made by debootstrap."""

import os
import shutil
import tempfile
from pathlib import Path

from . import apt_archive, machine
from .commands import run
from .messages import LaunchError, step
from .paths import CHECKOUT
from .web_front import OS_RELEASE, debian_codename

NAME = "police-grievance"
BASE = f"{NAME}-base"
# Without a container runtime each step runs in a plain chroot: such a build needs no daemon.
ISOLATION = "--isolation=chroot"
# A proxy on the way out may have certificates of its own, which this machine knows; pip has its own.
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
IN_BUILD = "/run/certificates.crt"


def build(arguments):
    """Build the image of docker/Dockerfile with buildah, as root; options are buildah's."""
    if os.geteuid():
        raise LaunchError("Building an image from nothing needs root: run this command as root.")
    machine.require_packages("image")
    if not run(["buildah", "images", "--quiet", "--filter", f"reference={BASE}"]).strip():
        _make_base()
    with step("Building the image"):
        run(
            [
                *("buildah", "build", ISOLATION, "--build-arg", f"BASE=localhost/{BASE}"),
                *(f"--volume={CERTIFICATES}:{IN_BUILD}:ro", "--build-arg", f"PIP_CERT={IN_BUILD}"),
                *("--layers", *arguments),
                *("--file", CHECKOUT / "docker" / "Dockerfile", "--tag", NAME, CHECKOUT),
            ]
        )


def _make_base():
    """The same Debian as this machine's, of packages whose signatures debootstrap checks."""
    codename = debian_codename(OS_RELEASE.read_text())
    folder = Path(tempfile.mkdtemp(prefix="police-image-"))
    try:
        with step("Making a Debian to build on"):
            mirror = apt_archive.mirror_address()
            run(["debootstrap", "--variant=minbase", codename, folder / "root", mirror])
            container = run(["buildah", "from", "scratch"]).strip()
            run(["buildah", "add", "--quiet", container, folder / "root", "/"])
            run(["buildah", "commit", "--quiet", "--rm", container, BASE])
    finally:
        shutil.rmtree(folder)

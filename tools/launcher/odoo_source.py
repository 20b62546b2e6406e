"""Odoo 19.0: a signed Debian package, unpacked once per user, or what ODOO_SOURCE names."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import apt_archive
from .commands import run
from .locks import exclusive
from .machine import require_space
from .messages import LaunchError, step, warn
from .paths import cache

SERIES = "19.0"
TESTED_VERSION = "19.0.0+dfsg-1"
SPACE_NEEDED_MB = 2500
# The Odoo package links to files of these packages: without them its pages fail.
LINKED_PACKAGES = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
)
# Font Awesome 4, whose file names Odoo asks for; unstable has moved on to 7.
FONT_AWESOME = "fonts-font-awesome/bookworm"
# Left out of the package; the back end's test bundle asks for it (background blur in calls).
MISSING_FILE = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class OdooSource:
    """An importable Odoo: `root` holds the package folder `odoo` and the start script."""

    root: Path
    version: str

    @property
    def script(self):
        """The start script; `python -m odoo` would respawn its gevent child for ever."""
        return self.root / "setup" / "odoo"

    @property
    def addons(self):
        """Folders with Odoo's own addons, for addons_path."""
        core = self.root / "odoo" / "addons"
        separate = self.root / "addons"
        return [core] if (core / "web").is_dir() else [core, separate]


def find_or_fetch():
    """Return the Odoo to run, fetching it when the user's cache has none.

    :raise LaunchError: no network, no 19.0 in the suite, no space, or a wrong ODOO_SOURCE
    """
    chosen = os.environ.get("ODOO_SOURCE")
    if chosen:
        return _checked(Path(chosen))
    folder = cache() / "odoo"
    with exclusive(folder / ".lock", waiting="Waiting for another launcher to fetch Odoo ..."):
        return _newest_unpacked(folder) or _fetch(folder)


def _checked(root):
    release = root / "odoo" / "release.py"
    if not release.is_file():
        raise LaunchError(f"ODOO_SOURCE={root} is not an Odoo source tree (no odoo/release.py).")
    numbers = re.search(r"^version_info = \((\d+), (\d+),", release.read_text(), re.MULTILINE)
    series = ".".join(numbers.groups()) if numbers else "unknown"
    if series != SERIES:
        raise LaunchError(f"ODOO_SOURCE={root} is Odoo {series}, but {SERIES} is needed.")
    return OdooSource(root.resolve(), series)


def _newest_unpacked(folder):
    tested = folder / TESTED_VERSION
    if tested.is_dir():
        return _unpacked(tested)
    others = sorted(folder.glob(f"{SERIES}.*"), key=lambda path: path.stat().st_mtime)
    return _unpacked(others[-1]) if others else None


def _unpacked(folder):
    return OdooSource(folder / "usr/lib/python3/dist-packages", folder.name)


def _fetch(folder):
    require_space(folder, SPACE_NEEDED_MB, "Odoo")
    work = folder / "unfinished"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        with step("Asking the Debian archive for Odoo"):
            archive = apt_archive.Archive(work / "apt", ("unstable", "bookworm"))
            archive.update()
        version = choose_version(archive.candidate("odoo-19"))
        _download_and_unpack(archive, version, work)
        (work / "tree").rename(folder / version)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return _unpacked(folder / version)


def choose_version(candidate):
    """Accept the tested version, warn about another 19.0, refuse anything else."""
    advice = f"put an Odoo {SERIES} source tree somewhere and name it with ODOO_SOURCE=/path"
    if not candidate:
        raise LaunchError(f"Debian's unstable suite has no odoo-19 any more: {advice}.")
    if not candidate.startswith(f"{SERIES}."):
        raise LaunchError(
            f"Debian's unstable suite has odoo-19 {candidate}, but {SERIES} is needed: {advice}."
        )
    if candidate != TESTED_VERSION:
        warn(f"taking Odoo {candidate}; this service was tested with {TESTED_VERSION}.")
    return candidate


def _download_and_unpack(archive, version, work):
    packages = work / "packages"
    packages.mkdir()
    with step("Fetching Odoo (about 130 MB)", lambda: f"{_megabytes(packages)} MB"):
        archive.download([f"odoo-19={version}", *LINKED_PACKAGES, FONT_AWESOME], packages)
    tree = work / "tree"
    tree.mkdir()
    with step("Unpacking Odoo"):
        for package in sorted(packages.glob("*.deb")):
            run(["dpkg-deb", "--extract", package, tree])
    missing = tree / "usr/lib/python3/dist-packages/odoo/addons" / MISSING_FILE
    if not missing.exists():
        missing.parent.mkdir(parents=True, exist_ok=True)
        missing.write_text("// Not part of the Debian package.\n")


def _megabytes(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1_000_000

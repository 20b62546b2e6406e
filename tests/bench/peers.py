"""What the service is measured against."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / ".local" / "bench-peers"
MODULES = ("project", "base_automation", "helpdesk_mgmt", "helpdesk_mgmt_sla", "bench_floor")


def fetch():
    """Put the peers from PyPI into a folder of their own, not into the service's environment."""
    if (FOLDER / "odoo" / "addons").is_dir():
        return
    command = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", FOLDER)
    subprocess.run([*command, "--requirement", HERE / "requirements.txt"], check=True)


def addons_path(present):
    """An addons path with the peers' folders added."""
    return ",".join((present, str(FOLDER / "odoo" / "addons"), str(HERE / "addons")))

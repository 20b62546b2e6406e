"""Where the launcher keeps things."""

import hashlib
import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ADDONS = CHECKOUT / "addons"
CONFIGURATION = CHECKOUT / "odoo.conf"
# What this checkout makes: databases, files, logs.
LOCAL = Path(os.environ.get("POLICE_LOCAL") or CHECKOUT / ".local")


def make_local():
    """Make the folder for all that, for its owner alone.

    As root, the user whom the databases belong to has to get through it, without seeing what is
    there: each folder in it is private by itself.
    """
    LOCAL.mkdir(parents=True, exist_ok=True)
    LOCAL.chmod(0o711 if os.geteuid() == 0 else 0o700)


def private_folder(folder):
    """Make a folder that its owner alone may look into, also where it is there already.

    :return: the folder
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def cache():
    """Per-user folder for what is fetched once and shared by all checkouts."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "police-grievance"


def odoo_data():
    """Odoo's filestore and sessions; `ODOO_DATA_DIR` chooses another place."""
    return Path(os.environ.get("ODOO_DATA_DIR") or LOCAL / "odoo-data")


def checkout_id():
    """Eight characters that tell this checkout's data from others on the same machine."""
    return digest(str(LOCAL))[:8]


def digest(*texts):
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def digest_of_files(files):
    """Hash of the names, relative to the checkout, and contents of the files."""
    whole = hashlib.sha256()
    for path in sorted(files):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        name = path.relative_to(CHECKOUT) if path.is_relative_to(CHECKOUT) else path.name
        whole.update(f"{name}\0{content}\0".encode())
    return whole.hexdigest()

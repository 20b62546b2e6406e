"""The pure tools of the addons, without Odoo: their packages as folders, nothing of them loaded."""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"


def make_importable(*addons):
    """Have `odoo.addons.<addon>.tools` at hand where no Odoo is; where one is, change nothing."""
    if "odoo" in sys.modules or find_spec("odoo"):
        return
    _folder("odoo", ROOT)
    _folder("odoo.addons", ADDONS)
    for addon in addons:
        _folder(f"odoo.addons.{addon}", ADDONS / addon)


def _folder(name, path):
    module = ModuleType(name)
    module.__path__ = [str(path)]
    sys.modules[name] = module

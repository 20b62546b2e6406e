"""Brings Odoo up in this process, with the peers on its addons path, before anything of it is imported."""

import os
import sys
from pathlib import Path

import odoo.init
from odoo.tools import config

TESTS = Path(__file__).resolve().parents[1]
# Where the tests across processes keep what starts a service.
sys.path[:0] = [str(TESTS), str(TESTS.parent / "tools")]

from . import peers

peers.fetch()
os.environ["ODOO_ADDONS_PATH"] = peers.addons_path(os.environ["ODOO_ADDONS_PATH"])
config.parse_config(["--log-level=warn"])

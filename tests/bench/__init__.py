"""Brings Odoo up in this process, with the peers on its addons path, before anything of it is imported."""

import os

import odoo.init  # noqa: F401
from odoo.tools import config

from . import peers

peers.fetch()
os.environ["ODOO_ADDONS_PATH"] = peers.addons_path(os.environ["ODOO_ADDONS_PATH"])
config.parse_config(["--log-level=warn"])

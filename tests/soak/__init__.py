"""Many messages by WhatsApp and SMS while all that works on them is ended again and again."""

import sys

from launcher.paths import ADDONS

# What the doors have without Odoo.
sys.path.insert(0, str(ADDONS / "police_channels" / "tools"))

"""Style sheets and scripts of the web pages, made before somebody asks for them.

Odoo makes each bundle when a page first asks for it: that takes several seconds, and of two who
ask at once one gets an error.
"""

from . import database
from .messages import step

# All that a view asks for, but what tests, printed pages, dark screens and guests of a call ask for.
SCRIPT = r"""
import re
qweb = env["ir.qweb"]
scripts, styles = qweb._get_bundles_to_pregenarate()
for name in sorted(scripts | styles):
    if re.search(r"test|report_|_dark$|^mail\.assets_public$", name):
        continue
    bundle = qweb._get_asset_bundle(name, css=name in styles, js=name in scripts)
    if bundle.stylesheets:
        bundle.css()
    if bundle.javascripts:
        bundle.js()
env.cr.commit()
"""


def make(runtime, name):
    """Make those of a database; what is up to date stays."""
    with step("Preparing the pages"):
        database.python(runtime, name, SCRIPT)

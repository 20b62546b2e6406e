"""Style sheets and scripts of the web pages, made before somebody asks for them.

Odoo makes each bundle when a page first asks for it: that takes several seconds, and of two who
ask at once one gets an error.
"""

from . import database
from .messages import step

# Of all that a view asks for: what no first page does.
SELDOM = r"report_|_dark$|^mail\.assets_public$"
UNIT_TESTS = r"unit_test|qunit|^web\.tests_assets$|test_tours$"
SCRIPT = r"""
import re
qweb = env["ir.qweb"]
scripts, styles = qweb._get_bundles_to_pregenarate()
for name in sorted(scripts | styles):
    if re.search({seldom!r}, name):
        continue
    bundle = qweb._get_asset_bundle(name, css=name in styles, js=name in scripts)
    if bundle.stylesheets:
        bundle.css()
    if bundle.javascripts:
        bundle.js()
env.cr.commit()
"""


def make(runtime, name, tours=False):
    """Make those of a database; what is up to date stays.

    :param tours: also what the pages ask for while a tour of the tests goes through them
    """
    seldom = f"{SELDOM}|{UNIT_TESTS if tours else 'test'}"
    with step("Preparing the pages"):
        database.python(runtime, name, SCRIPT.format(seldom=seldom))

"""Odoo's command line, with core's tests run at the end, once all addons are loaded.

Core runs some tests of a module right after that module, before the addons that build on it: those
would say nothing of the latter.
"""

import odoo.cli
from odoo.tests import loader
from odoo.tests.suite import OdooSuite

make_suite = loader.make_suite


def make_suite_at_the_end(module_names, position="at_install"):
    """What core's `make_suite` returns: of both positions at the end, nothing before."""
    if position == "at_install":
        return OdooSuite()
    positions = ("at_install", "post_install")
    return OdooSuite(test for each in positions for test in make_suite(module_names, each))


if __name__ == "__main__":
    loader.make_suite = make_suite_at_the_end
    odoo.cli.main()

#!/usr/bin/env python3
"""Whether a part of the service does its work, asked in its container: `healthcheck.py PART`."""

import sys

from parts import HEALTH

from launcher import runtime
from launcher.messages import LaunchError, say


def main(arguments):
    """:return: exit status, 0 for yes"""
    try:
        with runtime.prepared() as ready:
            healthy = HEALTH[arguments[0]](ready)
    except LaunchError as error:
        say(f"Error: {error}")
        healthy = False
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["odoo"]))
